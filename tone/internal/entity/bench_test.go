package entity

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone/internal/lang"
)

// Messages of 62 runes.
var benchmarks = []struct {
	name string
	text string
	tag  lang.Tag
}{
	{"none-ru", "Здравствуйте, подскажите пожалуйста, как у вас оформить возврат", lang.Ru},
	{"none-ro", "Bună ziua, spuneți-mi vă rog cum se poate face un retur la voi", lang.Ro},
	{"one-ru", "Здравствуйте, где мой заказ 48213? Третий день без всяких вест", lang.Ru},
	{"many-ro", "comanda 55 de 350 lei pana maine la 10, va scriu a doua oara..", lang.Ro},
	{"many-ru", "заказ 48213 до 18:00, 350 лей, третий раз пишу, жду с утра!!!!", lang.Ru},
}

func BenchmarkFind(b *testing.B) {
	now := time.Date(2026, 11, 18, 14, 30, 0, 0, chisinau)
	for _, bm := range benchmarks {
		b.Run(bm.name, func(b *testing.B) {
			scanned, m := made(bm.text, bm.tag)
			var room [8]Entity
			b.ReportAllocs()
			for b.Loop() {
				Find(bm.text, scanned, m, now, room[:0])
			}
		})
	}
}

func BenchmarkFindLong(b *testing.B) {
	text := strings.Repeat(benchmarks[4].text+" ", 65)
	scanned, m := made(text, lang.Ru)
	room := make([]Entity, 0, 1024)
	b.ReportAllocs()
	for b.Loop() {
		Find(text, scanned, m, time.Time{}, room)
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		load(coreNames, coreFiles)
		load(aroundNames, aroundFiles)
	}
}

func TestFindTakesNoMemoryOfItsOwn(t *testing.T) { //nolint:paralleltest // allocations are counted
	now := time.Date(2026, 11, 18, 14, 30, 0, 0, chisinau)
	for _, bm := range benchmarks {
		scanned, m := made(bm.text, bm.tag)
		room := make([]Entity, 0, 16)
		allocs := testing.AllocsPerRun(100, func() { Find(bm.text, scanned, m, now, room) })
		require.Zero(t, allocs, bm.name)
	}
}
