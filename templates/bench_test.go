package templates_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/locales"
	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/timing"
	"github.com/camerton/camerton/tone"
)

// benchQuery asks for an everyday answer of a ready catalogue.
func benchQuery() templates.Query {
	return templates.Query{
		Topic: "order_status", State: tone.Irritated, Language: russian, Channel: tone.Telegram,
		Vars:  templates.Vars{"Name": "Ана", "PromiseBy": "сегодня до 14:30", "OrderNumber": "48213"},
		Facts: templates.Vars{"CanCall": "+", "BusinessName": "«Ромашка»"},
		Seed:  "client-17", Recent: []string{"greeting.neutral.a", "hold.neutral.b"},
	}
}

// The floor that the others are measured against: a walk over the 62 runes of a
// message.
func BenchmarkFloor(b *testing.B) {
	message := "Здравствуйте, подскажите когда приедет мой заказ, жду третий д"
	require.Len(b, []rune(message), 62)
	b.ReportAllocs()
	n := rune(0)
	for b.Loop() {
		for _, r := range message {
			n += unicode.ToLower(r)
		}
	}
	require.NotZero(b, n)
}

func BenchmarkDraft(b *testing.B) {
	c, q := catalog(b), benchQuery()
	b.ReportAllocs()
	for b.Loop() {
		if draft, err := c.Draft(q); err != nil || draft.Text == "" {
			b.Fatal(draft, err)
		}
	}
}

func BenchmarkDeskAnswer(b *testing.B) {
	d := desk(b, sample(b))
	now := time.Date(2026, 3, 2, 10, 0, 0, 0, chisinau(b))
	r := tone.Reading{
		Topic: tone.TopicOrderStatus, State: tone.Irritated, Language: russian,
		Entities: []tone.Entity{{Kind: tone.OrderNumber, Number: 48213}},
	}
	plan := d.Policy().Plan(r, timing.History{}, now)
	b.ReportAllocs()
	for b.Loop() {
		if draft, err := d.Draft(r, plan, now); err != nil || draft.Text == "" {
			b.Fatal(draft, err)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := templates.Load(locales.FS); err != nil {
			b.Fatal(err)
		}
	}
}

// A set of the size that is aimed at: some 1,500 texts.
func BenchmarkLoadLarge(b *testing.B) {
	own := templates.Named("own", largeSet(b))
	c, err := templates.Load(locales.FS, own)
	require.NoError(b, err)
	n := 0
	for range c.Texts() {
		n++
	}
	require.InDelta(b, 1500, n, 60)
	b.ReportMetric(float64(n), "texts")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := templates.Load(locales.FS, own); err != nil {
			b.Fatal(err)
		}
	}
}

// largeSet copies the texts of the price topic to topics of our own.
func largeSet(tb testing.TB) fstest.MapFS {
	tb.Helper()
	contract := strings.Builder{}
	contract.WriteString("version = 1\n")
	files := fstest.MapFS{}
	for n := range 33 {
		topic := fmt.Sprintf("topic%d", n)
		fmt.Fprintf(&contract, "[topics.%s]\nabout = \"x\"\n", topic)
		for _, lang := range []string{"ru", "ro"} {
			text := strings.ReplaceAll(string(read(tb, "price."+lang+".toml")), "[price.", "["+topic+".")
			files[topic+"."+lang+".toml"] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	files["contract.toml"] = &fstest.MapFile{Data: []byte(contract.String())}
	return files
}

func TestDraftAllocatesLittle(t *testing.T) { //nolint:paralleltest // allocations can only be counted alone
	c, q := catalog(t), benchQuery()
	require.LessOrEqual(t, testing.AllocsPerRun(100, func() {
		if _, err := c.Draft(q); err != nil {
			panic(err)
		}
	}), 4.0)
}
