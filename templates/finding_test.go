package templates_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/BurntSushi/toml"
	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/locales"
	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/tone"
)

func TestSeverity(t *testing.T) {
	t.Parallel()
	for _, s := range []templates.Severity{templates.Error, templates.Warning} {
		name, err := s.MarshalText()
		require.NoError(t, err)
		var again templates.Severity
		require.NoError(t, again.UnmarshalText(name))
		require.Equal(t, s, again)
	}
	var s templates.Severity
	require.EqualError(t, s.UnmarshalText([]byte("warn")), `there is no severity "warn" — did you mean warning?`)
	require.Equal(t, "severity?", templates.Severity(9).String())
}

func TestFindingString(t *testing.T) {
	t.Parallel()
	f := templates.Finding{File: "a.ru.toml", Line: 3, Key: "a.b", Message: "wrong", Fix: "do"}
	require.Equal(t, "a.ru.toml:3: a.b: wrong — do", f.String())
}

// The three languages say the same things with the same values.
func TestMessagesAreComplete(t *testing.T) {
	t.Parallel()
	type words struct{ Message, Fix string }
	read := func(lang string) map[string]words {
		data, err := os.ReadFile("messages/lint." + lang + ".toml")
		require.NoError(t, err)
		var all map[string]words
		require.NoError(t, toml.Unmarshal(data, &all))
		return all
	}
	english := read("en")
	for _, lang := range templates.MessageLanguages() {
		said := read(lang)
		require.Len(t, said, len(english), lang)
		for key, w := range english {
			require.NotEmpty(t, said[key].Message, "%s %s", lang, key)
			for _, name := range []string{"{found}", "{n}", "{most}", "{line}", "{kind}", "{other}", "{forms}", "{list}"} {
				require.Equal(t, strings.Contains(w.Message+w.Fix, name), strings.Contains(said[key].Message+said[key].Fix, name), "%s %s %s", lang, key, name)
			}
		}
	}
	for _, rule := range templates.Rules() {
		met := false
		for key := range english {
			met = met || key == rule.Name || strings.HasPrefix(key, rule.Name+"_")
		}
		require.True(t, met, rule.Name)
	}
	_, err := templates.Lint(templates.LintOptions{Messages: "de"}, locales.FS)
	require.EqualError(t, err, `templates: there are no messages in language "de"; ask for en, ru or ro`)
}

// A folder laid over ours is judged in the light of both.
func TestLintOfAnOverlay(t *testing.T) {
	t.Parallel()
	lint := func(files map[string]string) (rules []string) {
		over := fstest.MapFS{}
		for name, text := range files {
			over[name] = &fstest.MapFile{Data: []byte(text)}
		}
		found, err := templates.Lint(templates.LintOptions{Loads: true}, locales.FS, templates.Named("own", over))
		require.NoError(t, err)
		for _, f := range found {
			rules = append(rules, f.Rule)
			require.Contains(t, f.File, "own/")
		}
		return rules
	}
	require.Empty(t, lint(nil))
	require.Empty(t, lint(map[string]string{"price.ru.toml": "[price.neutral]\na = \"Позвоним и проверим.\"\n"}), "its words say what it promises, and ours has the other language")
	require.Equal(t, []string{"missing-key"}, lint(map[string]string{"price.ru.toml": "[price.neutral]\nz = \"Цены — у нас.\"\n"}))
	require.Equal(t, []string{"contract"}, lint(map[string]string{"contract.toml": "version = 2\n"}))
	require.Equal(t, []string{"contract"}, lint(map[string]string{"contract.toml": "version = 1\n[keys]\n\"nobody.has\".weight = 1\n"}), "what loading refuses")
	require.Equal(t, []string{"extra-key"}, lint(map[string]string{
		"a.ru.toml": "[price.neutral]\na = \"Цены — у нас.\"\n", "b.ru.toml": "[price.neutral]\na = \"Какой товар?\"\n",
	}), "one id in two files")
	require.Equal(t, []string{"contract"}, lint(map[string]string{"price.toml": ""}), "no language in the name")
	require.Equal(t, []string{"promise"}, lint(map[string]string{
		"contract.toml": "version = 1\n[keys]\n\"price.neutral.a\".promises = [\"call\"]\n",
		"price.ru.toml": "[price.neutral]\na = \"Позвоним и проверим.\"\n",
	}), "what it declares itself holds")
	require.Equal(t, []string{"never"}, lint(map[string]string{
		"contract.toml": "version = 1\n[words.rivals]\nru = [\"соседи\"]\n[states.neutral]\nabout = \"x\"\nnever = [\"rivals\"]\n",
		"price.ru.toml": "[price.neutral]\na = \"Не то что соседи.\"\n",
	}))
}

func TestLintTellsWhereItIs(t *testing.T) {
	t.Parallel()
	src := "[price.neutral]\na = \"\"\"\nЦены — у нас,\nне \"там\".\"\"\"\n"
	found, err := templates.Lint(templates.LintOptions{}, fstest.MapFS{
		templates.ContractFile: {Data: []byte(lawOf(t, nil))}, "price.ru.toml": {Data: []byte(src)},
		"price.ro.toml": {Data: []byte("[price.neutral]\na = \"Prețurile sunt la noi.\"\n")},
	})
	require.NoError(t, err)
	require.Len(t, found, 2)
	require.Equal(t, 4, found[0].Line)
	require.Equal(t, 4, found[0].Column)
	require.Equal(t, `"`, src[found[0].Start:found[0].End])
	require.Equal(t, tone.Russian, found[0].Language)
	require.Equal(t, &templates.Edit{Start: found[0].Start, End: found[0].End, Text: "«"}, found[0].Edit)
	require.Equal(t, "»", found[1].Edit.Text)
}
