package tone_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/camerton/camerton/tone"
)

// sample has 62 runes, about what a customer types at once.
const sample = "Где мой заказ 48213?! Третий день жду, обещали ещё во вторник."

var (
	sinkReading tone.Reading
	sinkScores  tone.Scores
	sinkRune    rune
)

// BenchmarkFloor is the yardstick: what it costs just to look at the runes.
func BenchmarkFloor(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		for _, r := range sample {
			sinkRune += unicode.ToLower(r)
		}
	}
}

func BenchmarkClassify(b *testing.B) {
	c := tone.Default()
	b.ReportAllocs()
	for b.Loop() {
		sinkReading = c.Classify(tone.Message{Text: sample}, tone.Context{})
	}
}

func BenchmarkScores(b *testing.B) {
	c := tone.Default()
	b.ReportAllocs()
	for b.Loop() {
		sinkScores = c.Scores(sample)
	}
}

func BenchmarkLength(b *testing.B) {
	c := tone.Default()
	long := strings.Repeat(sample+" ", 70)
	for _, runes := range []int{10, 62, 500, 2000, 4096} {
		text := string([]rune(long)[:runes])
		b.Run(fmt(runes), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				sinkScores = c.Scores(text)
			}
		})
	}
}

func fmt(n int) string {
	return strings.TrimLeft(string([]byte{byte('0' + n/1000), byte('0' + n/100%10), byte('0' + n/10%10), byte('0' + n%10)}), "0")
}
