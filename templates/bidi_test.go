package templates

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAppendIsolated(t *testing.T) {
	t.Parallel()
	const fsi, pdi, pdf = "\u2068", "\u2069", "\u202c"
	for value, want := range map[string]string{
		"":                   "",
		"Ана":                "Ана",
		"Ion 🙂 <b>":          "Ion 🙂 <b>",
		"{{.X}}":             "{{.X}}",
		"שלום":               fsi + "שלום" + pdi,
		"مرحبا 5":            fsi + "مرحبا 5" + pdi,
		"a\u202eb":           fsi + "a\u202eb" + pdf + pdi,
		"a\u202eb\u202c":     fsi + "a\u202eb\u202c" + pdi,
		"\u2067x\u202ay":     fsi + "\u2067x\u202ay" + pdf + pdi + pdi,
		"\u2069\u202e":       fsi + "\u2069\u202e" + pdf + pdi,
		"\u202cx":            fsi + "\u202cx" + pdi,
		"first\nsecond line": "first\nsecond line",
	} {
		require.Equal(t, want, string(appendIsolated(nil, value)), "%q", value)
	}
}

func TestAppendIsolatedBoundsWhatItCloses(t *testing.T) {
	t.Parallel()
	value := strings.Repeat("\u202e", 10_000)
	require.Equal(t, maxOpenControls, strings.Count(string(appendIsolated(nil, value)), "\u202c"))
}

// Whatever a customer is called: the value is there as it is, and every control
// that it opens is closed.
func FuzzAppendIsolated(f *testing.F) {
	f.Add("Ана")
	f.Add("\u202eabc\u2066")
	f.Add("\u2069\u202e\u202d\u2067")
	f.Fuzz(func(t *testing.T, value string) {
		got := string(appendIsolated([]byte("до "), value))
		require.Contains(t, got, value)
		if !turnsText(value) {
			require.Equal(t, "до "+value, got)
			return
		}
		if len(value) < 100 {
			require.Empty(t, openControls(strings.TrimPrefix(got, "до \u2068")[:len(got)-len("до \u2068")-len("\u2069")]))
		}
	})
}
