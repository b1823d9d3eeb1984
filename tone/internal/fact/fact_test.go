package fact

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEveryFactIsWithinBounds(t *testing.T) {
	t.Parallel()
	require.NotEmpty(t, All())
	for _, f := range All() {
		sum := 0.0
		for _, w := range f.Weights {
			sum = max(sum, w)
		}
		require.Positive(t, max(sum, -f.Weights[1]), "%s moves nothing", f.Name)
		require.Less(t, sum, 1.2, "%s: facts.txt says that no fact overrules plain words", f.Name)
		for i, about := range f.About {
			require.NotEmpty(t, about, "%s lacks its meaning in language %d", f.Name, i)
		}
	}
}

func TestFaultsAreNamed(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"[a] x | y":                            "facts.txt:1: want [name] English",
		"rushed +1":                            "facts.txt:1: weights before the first [fact]",
		"[a] x | y | z\nrushed":                "facts.txt:2: want pairs",
		"[a] x | y | z\nhasty +1":              `unknown state "hasty"`,
		"[a] x | y | z\nrushed +9":             `weight "+9" of rushed`,
		"[a] x | y | z\n[a] x | y | z":         "facts.txt:2: fact a stands twice",
		"# fine\n\n[a] x | y | z\nrushed +0.5": "",
	} {
		_, err := parse(text)
		if want == "" {
			require.NoError(t, err, text)
			continue
		}
		require.ErrorContains(t, err, want, text)
	}
}
