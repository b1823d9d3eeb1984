package main

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone"
)

func TestWrap(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"":                     "",
		"один два три":         "один два\nтри",
		"a\nb":                 "a\nb",
		"безмерно-длинное а":   "безмерно-длинное\nа",
		"aaaa bbb cc":          "aaaa bbb\ncc",
		"aaaa  bbb":            "aaaa  bbb",
		"\x1b[1maaaa\x1b[0m b": "\x1b[1maaaa\x1b[0m b",
	} {
		require.Equal(t, want, wrap(in, 9), "%q", in)
	}
}

func TestVisible(t *testing.T) {
	t.Parallel()
	require.Equal(t, 4, visible("\x1b[1;31mслов\x1b[0m"))
	require.Equal(t, 2, visible("\x1b["))
	require.Zero(t, visible(""))
}

func TestBar(t *testing.T) {
	t.Parallel()
	for share, full := range map[float64]int{0: 0, 0.024: 0, 0.5: 10, 0.95: 19, 1: 20} {
		bar := page{}.bar(share, "31")
		require.Equal(t, full, strings.Count(bar, "█"))
		require.Equal(t, 20, utf8.RuneCountInString(bar))
	}
}

func TestShorten(t *testing.T) {
	t.Parallel()
	require.Equal(t, "два слова", shorten(" два \n слова ", 9))
	require.Equal(t, "два сло…", shorten("два слова", 8))
}

func TestPaintOnlyWhereThereIsColour(t *testing.T) {
	t.Parallel()
	require.Equal(t, "a", page{}.paint("a", bold))
	require.Equal(t, "\x1b[1;31ma\x1b[0m", page{colour: true}.paint("a", bold, "31"))
	require.Empty(t, page{colour: true}.paint("", bold))
}

func TestMarked(t *testing.T) {
	t.Parallel()
	r := tone.Reading{Evidence: []tone.Evidence{
		{Source: tone.FromText, Start: 0, End: 6},
		{Source: tone.FromContext},
		{Source: tone.FromText, Start: 7, End: 15},
	}}
	require.Equal(t, "[где] [мой\uFFFD]", page{width: pageWidth}.marked("где мой\xff\xff", r))
	coloured := page{width: pageWidth, colour: true}.marked("где мой", tone.Reading{State: tone.Rushed, Evidence: r.Evidence[:1]})
	require.Contains(t, coloured, "где\x1b[0m мой")
}

func TestDescribe(t *testing.T) {
	t.Parallel()
	for want, r := range map[string]tone.Reading{
		"other · not valid UTF-8":                       {},
		"price, also delivery · language ru":            {Valid: true, Topic: tone.TopicPrice, OtherTopics: []tone.Topic{tone.TopicDelivery}, Language: tone.Russian, Script: tone.Cyrillic},
		"other · language ru in Latin letters":          {Valid: true, Language: tone.Russian, Script: tone.Latin},
		"other · language ro in Cyrillic letters":       {Valid: true, Language: tone.Romanian, Script: tone.Cyrillic},
		"other · only the first 4096 letters were read": {Valid: true, Truncated: true},
	} {
		require.Equal(t, want, describe(r))
	}
}

func TestVerdict(t *testing.T) {
	t.Parallel()
	const bar = " ██████████░░░░░░░░░░ 50 %"
	for want, r := range map[string]tone.Reading{
		"neutral" + bar: {},
		"tired" + bar + ", intensity 2 of 3, also irritated":    {State: tone.Tired, Intensity: 2, Second: tone.Irritated},
		"neutral" + bar + ", too close to call: perhaps rushed": {Abstained: true, Scores: tone.Scores{tone.Rushed: 0.5}},
	} {
		r.Confidence = 0.5
		require.Equal(t, want, page{}.verdict(r))
	}
}

// FuzzPrintable: nothing that steers a terminal gets through, and offsets hold.
func FuzzPrintable(f *testing.F) {
	for _, in := range badInputs {
		if len(in) < 10_000 {
			f.Add(in)
		}
	}
	f.Fuzz(func(t *testing.T, in string) {
		out := printable(in)
		require.Len(t, out, len(in))
		for _, r := range strings.ToValidUTF8(out, "") {
			require.False(t, r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e, "%q", out)
		}
		require.LessOrEqual(t, strings.Count(wrap(in, 10), "\n"), strings.Count(in, "\n")+strings.Count(in, " "))
	})
}
