package templates_test

import (
	"io/fs"
	"testing"
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

// What a program does when it starts: the embedded texts, which are proven.
func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := templates.Load(locales.FS); err != nil {
			b.Fatal(err)
		}
	}
}

// The same with the first answer.
func BenchmarkLoadAndDraft(b *testing.B) {
	q := benchQuery()
	b.ReportAllocs()
	for b.Loop() {
		c, err := templates.Load(locales.FS)
		require.NoError(b, err)
		_, err = c.Draft(q)
		require.NoError(b, err)
	}
}

// Reading and checking everything, as for a folder of one's own.
func BenchmarkLoadAndCheck(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := templates.Load(struct{ fs.FS }{locales.FS}); err != nil {
			b.Fatal(err)
		}
	}
}

func TestDraftAllocatesLittle(t *testing.T) { //nolint:paralleltest // allocations can only be counted alone
	c, q := catalog(t), benchQuery()
	require.LessOrEqual(t, testing.AllocsPerRun(100, func() {
		if _, err := c.Draft(q); err != nil {
			panic(err)
		}
	}), 4.0)
}
