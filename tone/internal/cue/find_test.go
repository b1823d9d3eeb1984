package cue

import (
	"testing"

	"github.com/camerton/camerton/tone/internal/feature"
	"github.com/camerton/camerton/tone/internal/lang"
	"github.com/camerton/camerton/tone/internal/scan"
)

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load(embedded); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	text := new(scan.Text)
	text.Scan("скажите пожалуйста курьер приедет сегодня до 18:00? мне уезжать", 4096)
	tags := make([]lang.Tag, len(text.Tokens))
	m := new(feature.Message)
	m.Extract(text, tags)
	set := Embedded()
	var dst []Match
	b.ReportAllocs()
	for b.Loop() {
		dst = set.Find(m, dst[:0])
	}
}
