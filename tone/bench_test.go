package tone_test

import (
	"runtime"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/camerton/camerton/tone"
)

// Messages of 62 runes, about what a customer types at once: one as most are,
// and one with an order number, a wait and a moment to find. Both have evidence.
const (
	typed        = "Ну и где мой заказ? Обещали ещё вчера, и опять никто не звонит"
	withEntities = "Где мой заказ 48213?! Третий день жду, обещали ещё во вторник."
)

var (
	sinkReading tone.Reading
	sinkScores  tone.Scores
	sinkRune    rune
)

// BenchmarkFloor is the yardstick: what it costs just to look at the runes.
func BenchmarkFloor(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		for _, r := range typed {
			sinkRune += unicode.ToLower(r)
		}
	}
}

func BenchmarkClassify(b *testing.B) { benchmarkClassify(b, typed) }

func BenchmarkClassifyEntities(b *testing.B) { benchmarkClassify(b, withEntities) }

func benchmarkClassify(b *testing.B, text string) {
	b.Helper()
	c := tone.Default()
	b.ReportAllocs()
	for b.Loop() {
		sinkReading = c.Classify(tone.Message{Text: text}, tone.Context{})
	}
}

func BenchmarkScores(b *testing.B) {
	c := tone.Default()
	b.ReportAllocs()
	for b.Loop() {
		sinkScores = c.Scores(typed)
	}
}

// BenchmarkParallel reads on as many goroutines as there are processors: on two,
// a message should take little more than half as long as in BenchmarkClassify.
func BenchmarkParallel(b *testing.B) {
	c := tone.Default()
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			c.Classify(tone.Message{Text: typed}, tone.Context{})
		}
	})
}

// BenchmarkLength shows that the time goes with the length: bytes a second are
// about the same from a word to the longest message that is read.
func BenchmarkLength(b *testing.B) {
	c := tone.Default()
	long := []rune(strings.Repeat(withEntities+" ", 70))
	for _, runes := range []int{10, 62, 500, 2000, tone.MaxRunes} {
		text := string(long[:runes])
		b.Run(strconv.Itoa(runes), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				sinkReading = c.Classify(tone.Message{Text: text}, tone.Context{})
			}
		})
	}
}

// BenchmarkLoad loads the embedded model. The words and phrases that all
// classifiers share are read once, by tone.Default; BenchmarkLoad
// of internal/sense and internal/entity measure that.
// "heap-MB" is what the process holds with all of them and one classifier.
func BenchmarkLoad(b *testing.B) {
	data := tone.EmbeddedModel()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := tone.Load(data); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(heapHeld(), "heap-MB")
}

// heapHeld returns the megabytes that a process needs to read messages.
func heapHeld() float64 {
	sinkReading = tone.Classify(withEntities)
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / (1 << 20)
}
