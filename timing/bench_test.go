package timing

import (
	"testing"
	"time"

	"github.com/camerton/camerton/tone"
)

func BenchmarkParseHours(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ParseHours("пн-пт с 9:00 до 18:00, обед 13-14; сб 10:00-14:00; вс выходной"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkNewCalendar(b *testing.B) {
	config := Config{Hours: hoursOf(b, "Mon-Fri 09:00-18:00"), Zone: chisinau(b), Holidays: holidaysOf(b, "md")}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := NewCalendar(config); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	c := shop(b)
	for name, text := range map[string]string{
		"workday": "2026-03-02 10:00", "evening": "2026-03-02 20:00", "holiday": "2026-04-13 10:00", "dst": "2026-03-29 10:00",
	} {
		t := at(b, text)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.Open(t)
			}
		})
	}
}

func BenchmarkAdd(b *testing.B) {
	c, t := shop(b), at(b, "2026-03-06 17:50")
	b.ReportAllocs()
	for b.Loop() {
		c.Add(t, 30*time.Minute)
	}
}

func BenchmarkBetweenMonth(b *testing.B) {
	c, from, to := shop(b), at(b, "2026-03-06 17:50"), at(b, "2026-04-06 10:00")
	b.ReportAllocs()
	for b.Loop() {
		c.Between(from, to)
	}
}

func BenchmarkNextOpenNever(b *testing.B) {
	c := newCalendarOf(b, Config{Zone: chisinau(b), Special: []SpecialDay{{First: Date{2020, 1, 3}, Open: allDay}}})
	t := at(b, "2026-03-06 17:50")
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := c.NextOpen(t); ok {
			b.Fatal("it opens")
		}
	}
}

func BenchmarkPlan(b *testing.B) {
	p := DefaultPolicy()
	p.Calendar = shop(b)
	for name, text := range map[string]string{
		"workday": "2026-03-02 10:00", "before closing": "2026-03-06 17:50", "before easter": "2026-04-11 20:00",
	} {
		now := at(b, text)
		h := History{Asks: true, Exchanges: 1, Channel: tone.TelegramBusiness, TextLength: 120}
		r := tone.Reading{State: tone.Irritated, Intensity: 2}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				p.Plan(r, h, now)
			}
		})
	}
}
