package templates

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestFaultString(t *testing.T) {
	t.Parallel()
	for want, fault := range map[string]Fault{
		"price.ru.toml:12: price.neutral.a: it is wrong — do it right": {
			File: "price.ru.toml", Line: 12, Key: "price.neutral.a", Problem: "it is wrong", Fix: "do it right",
		},
		"price.ru.toml: it is wrong":       {File: "price.ru.toml", Problem: "it is wrong"},
		"business.toml:3: it is wrong — x": {File: "business.toml", Line: 3, Problem: "it is wrong", Fix: "x"},
	} {
		require.Equal(t, want, fault.String())
	}
}

func TestFaultsAreOrderedAndToldOnce(t *testing.T) {
	t.Parallel()
	var faults Faults
	for _, f := range []Fault{
		{File: "b", Line: 1, Problem: "p"},
		{File: "a", Line: 2, Problem: "p"},
		{File: "a", Line: 1, Key: "z", Problem: "p"},
		{File: "a", Line: 1, Key: "k", Problem: "p"},
		{File: "a", Line: 1, Key: "k", Problem: "p"},
	} {
		faults.add(f)
	}
	require.Equal(t, "a:1: k: p\na:1: z: p\na:2: p\nb:1: p", faults.err().Error())
	require.NoError(t, Faults(nil).err())
}

func TestDidYouMean(t *testing.T) {
	t.Parallel()
	known := []string{"neutral", "rushed", "irritated"}
	for word, want := range map[string]string{
		"iritatedd": "did you mean irritated?",
		"Rushed":    "did you mean rushed?",
		"neutrl":    "did you mean neutral?",
		"zzzzzzzzz": "one of irritated, neutral, rushed",
	} {
		require.Equal(t, want, didYouMean(word, known), word)
	}
	require.Empty(t, didYouMean("x", nil))
	require.Equal(t, []string{"neutral", "rushed", "irritated"}, known, "the list is the caller's")
}

func TestEditDistance(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0},
		{"", "абв", 3},
		{"имя", "имя", 0},
		{"имя", "има", 1},
		{"kitten", "sitting", 3},
		{"Name", "maNe", 2},
	} {
		require.Equal(t, c.want, editDistance(c.a, c.b), "%s %s", c.a, c.b)
		require.Equal(t, c.want, editDistance(c.b, c.a), "%s %s", c.b, c.a)
	}
}
