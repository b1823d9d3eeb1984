package tone

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone/internal/lang"
	"github.com/camerton/camerton/tone/internal/scan"
)

// readUnits makes the units of a text by its script alone, so that entities and
// registers can be tested without a model.
func readUnits(text string) *scratch {
	s := new(scratch)
	s.text.Scan(text, MaxRunes)
	for i := range s.text.Tokens {
		tag := lang.None
		if tok := &s.text.Tokens[i]; tok.Kind == scan.Word {
			tag = lang.Ro
			if tok.Shape&scan.HasCyr != 0 {
				tag = lang.Ru
			}
		}
		s.labels.Tags = append(s.labels.Tags, tag)
	}
	s.msg.Extract(&s.text, s.labels.Tags)
	return s
}

func entitiesOf(text string, ctx Context) []Entity {
	var r Reading
	readUnits(text).entities(&r, text, ctx)
	return r.Entities
}

func TestEntitiesOfEveryKind(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 18, 14, 30, 0, 0, time.UTC)
	text := "Заказ 48213 на 350 лей, мой номер 069 123 456 и ion@example.md. Третий раз пишу, жду 3 дня. " +
		"Приеду завтра в 10. Нужно до 18:00!"
	want := []Entity{
		{Kind: OrderNumber, Number: 48213},
		{Kind: Amount, Number: 35000, Currency: "MDL"},
		{Kind: PhoneNumber},
		{Kind: EmailAddress},
		{Kind: ContactCount, Number: 3},
		{Kind: WaitingSpan, Span: 72 * time.Hour},
		{Kind: Moment, At: time.Date(2026, 11, 19, 10, 0, 0, 0, time.UTC), HasClock: true},
		{Kind: Deadline, At: time.Date(2026, 11, 18, 18, 0, 0, 0, time.UTC), HasClock: true},
	}
	spans := []string{
		"Заказ 48213", "350 лей", "069 123 456", "ion@example.md", "Третий раз пишу", "жду 3 дня", "завтра в 10", "до 18:00",
	}
	got := entitiesOf(text, Context{At: at})
	require.Len(t, got, len(want))
	for i := range got {
		require.Equal(t, spans[i], text[got[i].Start:got[i].End])
		got[i].Start, got[i].End = 0, 0
	}
	require.Equal(t, want, got)
}

func TestNoEntitiesAreNil(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", " ", "Здравствуйте!", "5 звёзд", "ok 👍", "\xff\xfe"} {
		require.Nil(t, entitiesOf(text, Context{}), "%q", text)
	}
}

func TestEntitiesWithoutATime(t *testing.T) {
	t.Parallel()
	got := entitiesOf("до 18:00", Context{})
	require.Len(t, got, 1)
	require.True(t, got[0].At.IsZero())
	require.True(t, got[0].HasClock)
}

// What was found in one message does not stay for the next.
func TestRoomIsUsedAgain(t *testing.T) {
	t.Parallel()
	many := entitiesOf(strings.Repeat("350 лей, ", 30), Context{})
	require.Len(t, many, 30)
	one := entitiesOf("20 euro", Context{})
	require.Equal(t, []Entity{{Kind: Amount, End: len("20 euro"), Number: 2000, Currency: "EUR"}}, one)
	require.Equal(t, "MDL", many[0].Currency)
}

// What is beyond MaxRunes is not read.
func TestEntitiesOfALongText(t *testing.T) {
	t.Parallel()
	head := strings.Repeat("а ", MaxRunes/2-3)
	require.Len(t, entitiesOf(head+"5 лей", Context{}), 1)
	cut := entitiesOf(head+"50000 лей 350 лей", Context{})
	for _, e := range cut {
		require.LessOrEqual(t, utf8.RuneCountInString((head + "50000 лей 350 лей")[:e.End]), MaxRunes)
	}
}

func TestTheKindsHaveNames(t *testing.T) {
	t.Parallel()
	seen := make(map[EntityKind]bool)
	for _, kind := range entityKinds {
		require.NotContains(t, kind.String(), "EntityKind")
		seen[kind] = true
	}
	require.Len(t, seen, int(WaitingSpan)+1)
}

func BenchmarkEntities(b *testing.B) {
	ctx := Context{At: time.Date(2026, 11, 18, 14, 30, 0, 0, time.UTC)}
	for _, bm := range []struct{ name, text string }{
		{"none", "Здравствуйте, подскажите пожалуйста, как у вас оформить возврат"},
		{"some", "Здравствуйте, где мой заказ 48213? Третий день без всяких вест"},
	} {
		b.Run(bm.name, func(b *testing.B) {
			s := readUnits(bm.text)
			b.ReportAllocs()
			for b.Loop() {
				var r Reading
				s.entities(&r, bm.text, ctx)
				s.register(&r)
			}
		})
	}
}

func TestEntitiesTakeOneAllocation(t *testing.T) { //nolint:paralleltest // allocations are counted
	ctx := Context{At: time.Date(2026, 11, 18, 14, 30, 0, 0, time.UTC)}
	for text, want := range map[string]float64{"Здравствуйте, как дела?": 0, "заказ 48213 до 18:00": 1} {
		s := readUnits(text)
		var r Reading
		require.Equal(t, want, testing.AllocsPerRun(100, func() { s.entities(&r, text, ctx) }), "%s", text)
	}
}
