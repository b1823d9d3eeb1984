package templates

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/stretchr/testify/require"
)

func TestKeyLines(t *testing.T) {
	t.Parallel()
	lines := keyLines(strings.TrimPrefix(`
# a comment = not a key
name = "x # no comment"   # a comment
"quoted key" = 'y'
both = { ru = "a", ro = "b" }
[price.neutral]
a = """
b = "not a key"
"""
c = '''
d = 1'''
e = [
  "one", # first
  { f = 1, g = [2, 3] },
]
["hours.closed".rushed]
a.b.c = 1
[[zones]]
name = "first"
[[zones]]
name = "second"
[zones.inner]
deep = true
[[zones.places]]
x = 1
`, "\n"))
	for key, want := range map[string]int{
		"name": 2, "quoted key": 3, "both": 4, "both.ru": 4, "both.ro": 4,
		"price.neutral": 5, "price.neutral.a": 6, "price.neutral.c": 9,
		"price.neutral.e": 11, "price.neutral.e[0]": 12, "price.neutral.e[1]": 13,
		"price.neutral.e[1].f": 13, "price.neutral.e[1].g[1]": 13,
		"hours.closed.rushed": 15, "hours.closed.rushed.a": 16, "hours.closed.rushed.a.b.c": 16,
		"zones": 17, "zones[0]": 17, "zones[0].name": 18, "zones[1]": 19, "zones[1].name": 20,
		"zones[1].inner": 21, "zones[1].inner.deep": 22,
		"zones[1].places": 23, "zones[1].places[0].x": 24,
	} {
		require.Equal(t, want, lines[key], key)
	}
	for _, not := range []string{"b", "d", "price.neutral.b", "a comment"} {
		require.NotContains(t, lines, not)
	}
}

func TestKeyLinesOfByteOrderMarkAndWindowsLineEnds(t *testing.T) {
	t.Parallel()
	lines := keyLines("\ufeffa = 1\r\n\r\n[t]\r\nb = \"x\"\r\n")
	require.Equal(t, 1, lines["a"])
	require.Equal(t, 3, lines["t"])
	require.Equal(t, 4, lines["t.b"])
}

// Every key that the decoder finds has a line, in every TOML file that we ship.
func TestKeyLinesKnowEveryKey(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../locales/*.toml")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range append(files, "testdata/business.toml") {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		requireAllKeys(t, string(data))
	}
}

func requireAllKeys(t *testing.T, src string) {
	t.Helper()
	var tree map[string]any
	if _, err := toml.Decode(src, &tree); err != nil {
		return
	}
	lines, last := keyLines(src), 1+strings.Count(src, "\n")
	keys := treeKeys("", tree)
	if slices.ContainsFunc(keys, func(key string) bool { return key == "" || strings.HasSuffix(key, ".") || strings.Contains(key, "..") }) {
		return // an empty key can't be told from none
	}
	for _, key := range keys {
		require.Positive(t, lines[key], key)
		require.LessOrEqual(t, lines[key], last)
	}
}

// treeKeys lists the paths of all values, those in lists included.
func treeKeys(path string, v any) (keys []string) {
	switch x := v.(type) {
	case map[string]any:
		for key, value := range x {
			if key == "" {
				keys = append(keys, "")
			}
			keys = append(append(keys, join(path, key)), treeKeys(join(path, key), value)...)
		}
	case []map[string]any:
		for i, value := range x {
			keys = append(append(keys, indexed(path, i)), treeKeys(indexed(path, i), value)...)
		}
	case []any:
		for i, value := range x {
			keys = append(append(keys, indexed(path, i)), treeKeys(indexed(path, i), value)...)
		}
	}
	return keys
}

func FuzzKeyLines(f *testing.F) {
	for _, seed := range []string{
		"a = 1", "[a.b]\nc = \"x\"", "a = \"\"\"\n\\\"\"\"\"", "[[a]]\n[[a.b]]\n[a.b.c]\nd=1", "a = [{b=1},{b=[2]}]",
		"\"a.b\".'c d' = { e = 1 }", "a = '''x''''", "[", "a = [", "a = {", "\"", "a=", "a.b = 1\na.c = 2",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, src string) {
		if strings.ContainsAny(src, "\\") && strings.Contains(src, "\"") {
			keyLines(src) // escapes in keys are compared by eye only
			return
		}
		requireAllKeys(t, src)
		keyLines(src)
	})
}
