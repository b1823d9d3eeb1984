package locales_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/locales"
	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/tone"
)

var update = flag.Bool("update", false, "write the golden files anew")

// load loads the texts once for all tests.
var load = sync.OnceValues(func() (*templates.Catalog, error) { return templates.Load(locales.FS) })

func catalog(tb testing.TB) *templates.Catalog {
	tb.Helper()
	c, err := load()
	require.NoError(tb, err)
	return c
}

var languages = []tone.Language{tone.Russian, tone.Romanian}

// texts returns all texts of a language.
func texts(tb testing.TB, lang tone.Language) []templates.Text {
	tb.Helper()
	all := slices.DeleteFunc(slices.Collect(catalog(tb).Texts()), func(x templates.Text) bool { return x.Language != lang })
	require.NotEmpty(tb, all)
	return all
}

// Every text as a customer would get it, in every combination of what may be
// known: a change of a text shows here. Read the difference aloud, then run
// go test ./locales -update.
func TestGolden(t *testing.T) {
	t.Parallel()
	for _, lang := range languages {
		file := "testdata/golden." + lang.String() + ".txt"
		got := golden(t, lang)
		if *update {
			require.NoError(t, os.WriteFile(file, []byte(got), 0o600))
		}
		want, err := os.ReadFile(file)
		require.NoError(t, err)
		if got != string(want) {
			require.Equal(t, strings.Split(string(want), "\n\n"), strings.Split(got, "\n\n"))
		}
	}
}

// golden writes the texts of a language: the id and the promises, then each
// rendition below the variables that are there.
func golden(tb testing.TB, lang tone.Language) string {
	tb.Helper()
	var b strings.Builder
	for _, text := range texts(tb, lang) {
		fmt.Fprintf(&b, "# %s (%s)\n", text.ID, strings.Join(text.Promises, " "))
		for vars, rendered := range catalog(tb).Examples(text.ID, lang) {
			fmt.Fprintf(&b, "[%s]\n%s\n", strings.Join(sortedNames(vars), " "), rendered)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func sortedNames(vars templates.Vars) []string {
	names := make([]string, 0, len(vars))
	for name := range vars {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
