package locales_test

import (
	"io/fs"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/locales"
	"github.com/camerton/camerton/templates"
)

// unproven hides that the texts have been checked, so that Load checks them.
type unproven struct{ fs.FS }

func TestTextsAreProven(t *testing.T) {
	t.Parallel()
	require.True(t, locales.FS.Proven())
	checked, err := templates.Load(unproven{locales.FS})
	require.NoError(t, err)
	n := 0
	for text := range checked.Texts() {
		lazily, ok := catalog(t).Text(text.ID, text.Language)
		require.True(t, ok, text.ID)
		require.Equal(t, text, lazily)
		n++
	}
	for range catalog(t).Texts() {
		n--
	}
	require.Zero(t, n, "both ways of loading find the same texts")
}

func TestTextsAreClean(t *testing.T) {
	t.Parallel()
	findings, err := templates.Lint(templates.LintOptions{Loads: true}, locales.FS)
	require.NoError(t, err)
	require.Empty(t, findings)
}

func BenchmarkLoadAndCheck(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := templates.Load(unproven{locales.FS}); err != nil {
			b.Fatal(err)
		}
	}
}
