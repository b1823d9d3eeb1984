package wording_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/templates/internal/wording"
)

func TestListsArePatterns(t *testing.T) {
	t.Parallel()
	for lang := range wording.Languages {
		for _, name := range wording.Lists(lang) {
			require.NotPanics(t, func() { wording.Compile(lang, wording.Load(lang, name)...) }, "%s %s", wording.Languages[lang], name)
		}
	}
	require.Equal(t, wording.Lists(0), wording.Lists(1), "each list is there in both languages")
}
