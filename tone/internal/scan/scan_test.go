package scan_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone/internal/scan"
)

// words scans s and returns its words, folded letters written back readably.
func words(s string) []string {
	var text scan.Text
	text.Scan(s, 4096)
	var out []string
	for i := range text.Tokens {
		if tok := &text.Tokens[i]; tok.Kind == scan.Word {
			out = append(out, readable(text.Word(tok)))
		}
	}
	return out
}

func readable(folded []byte) string {
	var b strings.Builder
	for _, c := range folded {
		if c >= 0x80 {
			b.WriteRune('а' + rune(c-0x80))
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

func TestWordsAreFolded(t *testing.T) {
	t.Parallel()
	for in, want := range map[string][]string{
		"Где МОЙ Заказ":          {"где", "мой", "заказ"},
		"ёжик Ёлка":              {"ежик", "елка"},
		"Mulțumesc, bună seara!": {"multumesc", "buna", "seara"},
		"mulţumesc":              {"multumesc"},
		"оооочень":               {"очень"},
		"касса":                  {"касса"},
		"suuuper":                {"super"},
		"mi-ați dat":             {"miati", "dat"},
		"по-моему":               {"помоему"},
		"s'a stricat":            {"sa", "stricat"},
		"-- да":                  {"да"},
		"4to 6to4ka":             {"4to", "6to4ka"},
		"100lei":                 {"lei"},
		"4as, 4erez 4as":         {"4as", "4erez", "4as"},
		"до18 в10 la5":           {"до", "в", "la"},
		"rb20 samsung а50":       {"rb20", "samsung", "а50"},
		"скопировaл":             {"скопировал"}, // a Latin a inside
		"cоmanda":                {"comanda"},    // a Cyrillic о inside
		"за\u200bказ":            {"заказ"},      // a zero-width space inside
		"ци\u0301фра":            {"цифра"},      // a stress mark
		"ｆｕｌｌ":                   {"full"},
		"и\u0306од":              {"иод"}, // й typed as two characters
		"":                       nil,
		"\x00\xff\xfe":           nil,
	} {
		require.Equal(t, want, words(in), "%q", in)
	}
}

func TestKindsAndSigns(t *testing.T) {
	t.Parallel()
	type tok struct {
		kind scan.Kind
		sign scan.Sign
	}
	for in, want := range map[string][]tok{
		"18:00":       {{scan.Clock, 0}},
		"9.30":        {{scan.Clock, 0}},
		"12.05.2026":  {{scan.Number, 0}, {scan.Punct, scan.Stop}, {scan.Number, 0}},
		"39,2":        {{scan.Number, 0}},
		"350":         {{scan.Number, 0}},
		"25:00":       {{scan.Number, 0}},
		"?":           {{scan.Punct, scan.Question}},
		"???":         {{scan.Punct, scan.Questions}},
		"?!":          {{scan.Punct, scan.Interrobang}},
		"!!!":         {{scan.Punct, scan.Exclaims}},
		"…":           {{scan.Punct, scan.Ellipsis}},
		"...":         {{scan.Punct, scan.Ellipsis}},
		":)":          {{scan.Punct, scan.Smile}},
		")))":         {{scan.Punct, scan.Smiles}},
		":(":          {{scan.Punct, scan.Sad}},
		"(((":         {{scan.Punct, scan.Sads}},
		"😡😡":          {{scan.Emoji, scan.Anger}},
		"👍🏽":          {{scan.Emoji, scan.Thanks}},
		"❤️":          {{scan.Emoji, scan.Joy}},
		"😂😭":          {{scan.Emoji, scan.Laugh}, {scan.Emoji, scan.Sorrow}},
		"🚗":           {{scan.Emoji, scan.OtherEmoji}},
		"a\n\n\nb":    {{scan.Word, 0}, {scan.Break, 0}, {scan.Word, 0}},
		"مرحبا":       {{scan.Alien, 0}},
		"привет мир!": {{scan.Word, 0}, {scan.Word, 0}, {scan.Punct, scan.Exclaim}},
	} {
		var text scan.Text
		text.Scan(in, 4096)
		var got []tok
		for _, k := range text.Tokens {
			got = append(got, tok{k.Kind, k.Sign})
		}
		require.Equal(t, want, got, "%q", in)
	}
}

func TestShapes(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]scan.Shape{
		"СРОЧНО":    scan.Upper | scan.Title | scan.HasCyr,
		"Срочно":    scan.Title | scan.HasCyr,
		"срочно":    scan.HasCyr,
		"țară":      scan.HasLat | scan.Diacritic,
		"ţară":      scan.HasLat | scan.Diacritic | scan.Cedilla,
		"оооочень":  scan.HasCyr | scan.Stretched,
		"4to":       scan.HasLat | scan.Digits,
		"скaзал":    scan.HasCyr | scan.Disguised,
		"iPhoneчик": scan.HasCyr | scan.HasLat,
	} {
		var text scan.Text
		text.Scan(in, 4096)
		require.Len(t, text.Tokens, 1, "%q", in)
		require.Equal(t, want, text.Tokens[0].Shape, "%q", in)
	}
}

func TestLimit(t *testing.T) {
	t.Parallel()
	var text scan.Text
	text.Scan("привет всем", 6)
	require.True(t, text.Truncated)
	require.Equal(t, 6, text.Runes)
	require.Len(t, text.Tokens, 1)
	text.Scan("привет", 6)
	require.False(t, text.Truncated)
	require.True(t, text.Valid)
	text.Scan("привет\xff", 6)
	require.True(t, text.Truncated)
	require.False(t, text.Valid, "bad bytes behind the limit count too")
}

// FuzzScan checks what every reader of tokens relies on.
func FuzzScan(f *testing.F) {
	for _, s := range []string{"", "Где мой заказ?!", "mi-ați", "4to 18:00 9.30", "\xff\xc3", "👍🏽❤️", "a\u200d\u0301", "((( :)"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var text scan.Text
		text.Scan(s, 64)
		require.LessOrEqual(t, text.Runes, 64)
		require.Equal(t, utf8.ValidString(s), text.Valid)
		end := int32(0)
		for _, tok := range text.Tokens {
			require.GreaterOrEqual(t, tok.Start, end, "tokens are in order and do not overlap")
			require.Less(t, tok.Start, tok.End)
			require.LessOrEqual(t, int(tok.End), len(s))
			require.LessOrEqual(t, tok.Fold, tok.Stop)
			require.LessOrEqual(t, int(tok.Stop), len(text.Folded))
			if tok.Kind == scan.Word {
				require.Less(t, tok.Fold, tok.Stop, "a word has letters")
			}
			end = tok.End
		}
	})
}
