package templates_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"github.com/BurntSushi/toml"
	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/locales"
	"github.com/camerton/camerton/templates"
)

func TestMend(t *testing.T) {
	t.Parallel()
	findings := []templates.Finding{
		{Edit: &templates.Edit{Start: 4, End: 5, Text: "—"}},
		{Edit: &templates.Edit{Start: 0, End: 2, Text: ""}},
		{Edit: &templates.Edit{Start: 1, End: 3, Text: "x"}},  // overlaps
		{Edit: &templates.Edit{Start: 5, End: 99, Text: "x"}}, // of another file
		{},
	}
	mended, n := templates.Mend([]byte("  a - b"), findings)
	require.Equal(t, "a — b", string(mended))
	require.Equal(t, 2, n)
	mended, n = templates.Mend(nil, nil)
	require.Empty(t, mended)
	require.Zero(t, n)
}

// mendAll lints and mends a file until nothing can be mended.
func mendAll(t *testing.T, src string) string {
	t.Helper()
	law := lawOf(t, nil)
	for range 8 {
		files := fstest.MapFS{templates.ContractFile: {Data: []byte(law)}, "price.ru.toml": {Data: []byte(src)}}
		found, err := templates.Lint(templates.LintOptions{}, files)
		require.NoError(t, err)
		mended, n := templates.Mend([]byte(src), found)
		if n == 0 {
			return src
		}
		src = string(mended)
	}
	require.Fail(t, "mending does not come to an end", src)
	return src
}

func TestMendKeepsTheLayout(t *testing.T) {
	t.Parallel()
	src := "# Цены - для всех\r\n[price.neutral]\r\na = \"Модель - \\\"точная\\\" ,и  цена\\u0020.\" # \"так\" - можно\r\n" +
		"b = \"\"\"\r\nТри-\r\nчетыре -- пять{{with .Name}},{{.}}{{end}}.\"\"\"\r\n"
	mended := mendAll(t, src)
	require.Equal(t, "# Цены - для всех\r\n[price.neutral]\r\na = \"Модель — «точная», и цена.\" # \"так\" - можно\r\n"+
		"b = \"\"\"\r\nТри-\r\nчетыре — пять{{with .Name}}, {{.}}{{end}}.\"\"\"\r\n", mended)
}

// Mending changes only what the rules are about: spaces, dashes, quotes and
// letters that look alike.
func FuzzMend(f *testing.F) {
	f.Add("Модель - \"точная\" ,и  цена .")
	f.Add("{{with .Name}}{{.}} ,{{end}}цeна—тут")
	f.Add("TOBAP\u00a0 на складе.Да")
	skeleton := func(s string) string {
		return strings.Map(func(r rune) rune {
			switch {
			case unicode.IsSpace(r), strings.ContainsRune("-–—\"“”„‟«»‹›'‘’‚`´", r):
				return -1
			case unicode.IsLetter(r):
				return 'x'
			}
			return r
		}, s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.ContainsAny(text, "\\\"\r\n\x00") || len(text) > 200 {
			return
		}
		src := "[price.neutral]\na = \"" + text + "\"\n"
		var tree map[string]any
		if _, err := toml.Decode(src, &tree); err != nil {
			return
		}
		mended := mendAll(t, src)
		require.Equal(t, skeleton(src), skeleton(mended))
		_, err := toml.Decode(mended, &tree)
		require.NoError(t, err)
	})
}

func TestIsWhole(t *testing.T) {
	t.Parallel()
	require.True(t, templates.IsWhole(locales.FS))
	require.False(t, templates.IsWhole(fstest.MapFS{}))
	require.False(t, templates.IsWhole(fstest.MapFS{templates.ContractFile: {Data: []byte("version = 1\n[topics.tyres]\nabout = \"x\"\n")}}))
	var _ fs.FS = locales.FS
}
