package templates

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"
)

// shape has a field of every kind that the files use.
type shape struct {
	Text   string           `toml:"text"`
	On     bool             `toml:"on"`
	Number int              `toml:"number"`
	Limit  *int             `toml:"limit"`
	List   []string         `toml:"list"`
	Inner  inner            `toml:"inner"`
	Inners []inner          `toml:"inners"`
	Table  map[string]inner `toml:"table"`
	Both   Bilingual        `toml:"both"`
	Price  Money            `toml:"price"`
	Phone  Phone            `toml:"phone"`
	Hidden string
}

type inner struct {
	Word string `toml:"word"`
}

func decodeShape(t *testing.T, src string) (shape, Faults) {
	t.Helper()
	var faults Faults
	var s shape
	tree, file := parseTOML("f.toml", []byte(src), &faults)
	require.NotNil(t, tree)
	strictDecoder{file, &faults}.table("", tree, reflect.ValueOf(&s).Elem())
	_ = faults.err() // sorts them
	return s, faults
}

func TestStrictDecoder(t *testing.T) {
	t.Parallel()
	s, faults := decodeShape(t, `
text = "x"
on = true
number = 7
limit = 0
list = ["a", "b"]
inner.word = "in"
inners = [{ word = "1" }, {}]
both = { ru = "да", ro = "da" }
price = 49.90
phone = "022 123 456"
[table.one]
word = "1"
`)
	require.Empty(t, faults)
	require.NotNil(t, s.Limit)
	require.Zero(t, *s.Limit)
	s.Limit = nil
	require.Equal(t, shape{
		Text: "x", On: true, Number: 7, List: []string{"a", "b"}, Inner: inner{"in"}, Inners: []inner{{"1"}, {}},
		Table: map[string]inner{"one": {"1"}}, Both: Bilingual{"да", "da"}, Price: 4990, Phone: "+37322123456",
	}, s)
}

func TestStrictDecoderReportsAll(t *testing.T) {
	t.Parallel()
	s, faults := decodeShape(t, `text = 1
on = "yes"
number = 1.5
limit = "x"
list = "a"
inner = "x"
inners = [{ wrd = "1" }]
table = 7
both = true
price = "5"
phone = 22
Hidden = "x"
[table2]
word = 2026-05-01
`)
	require.Equal(t, shape{Inners: []inner{{}}, Limit: new(int)}, s)
	require.EqualError(t, faults, `f.toml:1: text: this is a number — write text in quotes
f.toml:2: on: this is text — write true or false
f.toml:3: number: this is a number — write a whole number
f.toml:4: limit: this is text — write a whole number
f.toml:5: list: this is text — write a list in square brackets
f.toml:6: inner: this is text — write a table of keys
f.toml:7: inners[0].wrd: this key is not known here — did you mean word?
f.toml:8: table: this is a number — write a table of keys
f.toml:9: both: this is true or false — write "…" for both languages, or {ru = "…", ro = "…"}
f.toml:10: price: this is text — write an amount without quotes, as 50 or 49.90
f.toml:11: phone: this is a number — write text in quotes
f.toml:12: Hidden: this key is not known here — one of both, inner, inners, limit, list, number, on, phone, price, table, text
f.toml:13: table2: this key is not known here — did you mean table?`)
}

func TestTypeName(t *testing.T) {
	t.Parallel()
	for want, v := range map[string]any{
		"text": "x", "true or false": false, "a number": 1.5, "a table of keys": map[string]any{}, "a list": []any{},
	} {
		require.Equal(t, want, typeName(v))
	}
}

func TestBilingualOfTOML(t *testing.T) {
	t.Parallel()
	var b Bilingual
	require.NoError(t, b.UnmarshalTOML("X"))
	require.Equal(t, Bilingual{"X", "X"}, b)
	require.EqualError(t, b.UnmarshalTOML(map[string]any{"ru": true}), "this is true or false — write text in quotes")
	require.EqualError(t, b.UnmarshalTOML(map[string]any{"en": "x"}), "this key is not known here — the languages are ru and ro")
	require.Error(t, b.UnmarshalTOML(5))
}

func TestSourceFaultFindsTheNearestLine(t *testing.T) {
	t.Parallel()
	src := source{"f.toml", func() map[string]int { return map[string]int{"a": 2, "a.b": 3, "a.b[1]": 5} }}
	for key, want := range map[string]int{
		"a": 2, "a.c": 2, "a.b": 3, "a.b.x.y": 3, "a.b[0]": 3, "a.b[1].z": 5, "q": 0, "": 0,
	} {
		require.Equal(t, want, src.fault(key, "", "").Line, key)
	}
}
