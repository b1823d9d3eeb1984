package timing_test

import (
	"fmt"
	"time"

	"github.com/camerton/camerton/timing"
	"github.com/camerton/camerton/tone"
)

func ExampleParseHours() {
	for _, text := range []string{
		"Mon-Fri 09:00-18:00; Sat 10:00-14:00",
		"пн–пт с 9 до 18, обед 13–14, сб 10.00–14.00, вс выходной",
		"luni-vineri: 9-18; duminică închis",
		"daily 22:00-06:00",
		"non-stop",
	} {
		hours, err := timing.ParseHours(text)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(hours)
	}
	_, err := timing.ParseHours("Mon-Fri 9-18; Sat 10:00")
	fmt.Println(err)
	// Output:
	// Mon-Fri 09:00-18:00; Sat 10:00-14:00
	// Mon-Fri 09:00-13:00, 14:00-18:00; Sat 10:00-14:00
	// Mon-Fri 09:00-18:00
	// daily 22:00-06:00
	// 24/7
	// timing: hours part 2 "Sat 10:00": "10:00" has no closing time; write it as "Mon-Fri 09:00-18:00; Sat 10:00-14:00; Sun closed"
}

// calendar returns that of a shop in Chișinău.
func calendar() *timing.Calendar {
	hours, err := timing.ParseHours("Mon-Fri 09:00-18:00; Sat 10:00-14:00")
	if err != nil {
		panic(err)
	}
	zone, err := timing.LoadZone("Europe/Chisinau")
	if err != nil {
		panic(err)
	}
	holidays, err := timing.Holidays("md")
	if err != nil {
		panic(err)
	}
	c, err := timing.NewCalendar(timing.Config{Hours: hours, Zone: zone, Holidays: holidays})
	if err != nil {
		panic(err)
	}
	return c
}

func ExampleNewCalendar() {
	hours, _ := timing.ParseHours("Mon-Fri 09:00-18:00")
	zone, _ := timing.LoadZone("Europe/Chisinau")
	holidays, _ := timing.Holidays("md")
	own, _ := timing.ParseRules("own", "10-14 | Храм города | Hramul orașului")
	c, err := timing.NewCalendar(timing.Config{
		Hours:    hours,
		Zone:     zone,
		Holidays: append(holidays, own...),
		Special: []timing.SpecialDay{{
			First: timing.Date{Year: 2026, Month: time.December, Day: 24},
			Open:  []timing.Interval{{From: timing.NewClock(9, 0), To: timing.NewClock(13, 0)}},
			Label: timing.Label{RU: "сокращённый день", RO: "program scurt"},
		}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, text := range []string{"2026-04-20", "2026-10-14", "2026-12-24"} {
		date, _ := timing.ParseDate(text)
		day := c.Day(date)
		fmt.Println(day.Date, day.Kind, day.Open, day.Label.In(tone.Romanian))
	}
	// Output:
	// 2026-04-20 holiday [] Paștele Blajinilor
	// 2026-10-14 holiday [] Hramul orașului
	// 2026-12-24 other_hours [09:00-13:00] program scurt
}

func ExampleCalendar_NextOpen() {
	c := calendar()
	saturday := time.Date(2026, 4, 11, 20, 0, 0, 0, c.Location()) // before Easter
	opens, _ := c.NextOpen(saturday)
	fmt.Println(c.Open(saturday), opens.Format("Mon 2 Jan 15:04"))
	// Output: false Tue 14 Apr 09:00
}

func ExampleCalendar_Add() {
	c := calendar()
	friday := time.Date(2026, 3, 6, 17, 50, 0, 0, c.Location())
	due, _ := c.Add(friday, 30*time.Minute)
	fmt.Println(due.Format("Mon 15:04"), c.Between(friday, due))
	// Output: Sat 10:20 30m0s
}

func ExampleParseRules() {
	rules, err := timing.ParseRules("own.txt", `
		10-14                   | Храм города      | Hramul orașului    # Chișinău
		12-31 09:00-14:00       | сокращённый день | program scurt
		06-01 open              | День детей       | Ziua Copilului     # we work
		easter-2 2027-          | Страстная        | Vinerea Mare`)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range rules {
		date, ok := r.In(2026)
		fmt.Println(date, ok, r.Label.RO)
	}
	_, err = timing.ParseRules("own.txt", "31-12 | канун | ajun")
	fmt.Println(err)
	// Output:
	// 2026-10-14 true Hramul orașului
	// 2026-12-31 true program scurt
	// 2026-06-01 true Ziua Copilului
	// 0000-00-00 false Vinerea Mare
	// own.txt:1: "31-12" is not a day; write the month and the day as 08-27, or easter, easter+8, easter-2
}

func ExampleEaster() {
	for year := 2024; year <= 2027; year++ {
		fmt.Println(timing.Easter(year))
	}
	// Output:
	// 2024-05-05
	// 2025-04-20
	// 2026-04-12
	// 2027-05-02
}

func ExampleQuietHours_Wake() {
	quiet, _ := timing.ParseQuietHours("21:00-08:00")
	evening := time.Date(2026, 3, 2, 22, 15, 0, 0, time.UTC)
	fmt.Println(quiet.Quiet(evening), quiet.Wake(evening).Format("Mon 15:04"))
	// Output: true Tue 08:00
}

func ExamplePolicy_Plan() {
	policy := timing.DefaultPolicy()
	policy.Calendar = calendar()
	now := time.Date(2026, 3, 6, 17, 50, 0, 0, policy.Calendar.Location())

	reading := tone.Reading{State: tone.Irritated, Intensity: 2}
	plan := policy.Plan(reading, timing.History{Exchanges: 1, Asks: true}, now)

	fmt.Println("send at", plan.SendAt.Format("15:04:05"), "after typing for", plan.Typing)
	fmt.Println("promise", plan.AnswerBy.At.Format("Mon 15:04"), "for an answer due", plan.AnswerBy.Due.Format("Mon 15:04"))
	fmt.Println("warn at", plan.Reply.Warnings[0].Format("Mon 15:04:05"), "and", plan.Reply.Warnings[1].Format("Mon 15:04:05"))
	fmt.Println("follow up", plan.FollowUps[0].At.Format("Mon 15:04"))
	fmt.Println("call?", plan.Call.Advise, "since", plan.Call.Reasons[0])
	// Output:
	// send at 17:50:11 after typing for 1s
	// promise Sat 11:00 for an answer due Sat 10:05
	// warn at Fri 17:57:30 and Sat 10:02:00
	// follow up Sat 10:00
	// call? true since asked_again
}

func ExamplePolicy_WithDefaults() {
	policy := timing.Policy{
		Rushed: timing.Row{AnswerBy: 10 * time.Minute},
		Quiet:  timing.NoQuietHours(),
	}.WithDefaults()
	fmt.Println(policy.Rushed.AnswerBy, policy.Rushed.MergeWindow, policy.Quiet)

	policy.MergeCap = time.Hour
	fmt.Println(policy.Validate())
	// Output:
	// 10m0s 8s none
	// timing: policy: merge_cap = 1h is out of bounds; give 1s to 5m
}

func ExampleMomentOf() {
	now := time.Date(2026, 3, 6, 17, 50, 0, 0, time.UTC)
	for _, hours := range []int{1, 16, 64, 100, 200} {
		m := timing.MomentOf(now.Add(time.Duration(hours)*time.Hour), now)
		fmt.Println(m.Day, m.Weekday, m.Clock, m.Part)
	}
	// Output:
	// today Friday 18:50 evening
	// tomorrow Saturday 09:50 morning
	// weekday Monday 09:50 morning
	// weekday Tuesday 21:50 evening
	// date Sunday 01:50 night
}
