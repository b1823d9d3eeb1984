package templates

import (
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/stretchr/testify/require"
)

func TestQuotedTextDecodesAsTOMLDoes(t *testing.T) {
	t.Parallel()
	for _, src := range []string{
		`a = "x"`, `a = 'x \n'`, `a = "« \" \\ \t \u00a0 \U0001F642 »"`, "a = \"\"\"\nодин\nдва\"\"\"", "a = '''\r\nодин\r\n'''",
		"a = \"\"\"один \\\n   два\"\"\"", `a = ""`, `a = """"""`, "a = \"\"\"в \"кавычках\" \"\"\"", "x = 1\n[b]\n  'c d' = \"y\" # z\n",
	} {
		requireDecodes(t, src)
	}
}

// requireDecodes reads the texts of a valid file twice.
func requireDecodes(t *testing.T, src string) {
	t.Helper()
	var tree map[string]any
	if _, err := toml.Decode(src, &tree); err != nil {
		return
	}
	scan := scanKeys(src)
	var walk func(path string, tree map[string]any)
	walk = func(path string, tree map[string]any) {
		for key, v := range tree {
			if strings.ContainsAny(key, ".[") {
				continue // such a key has no path of its own
			}
			switch v := v.(type) {
			case map[string]any:
				walk(join(path, key), v)
			case string:
				q, ok := scan.texts[join(path, key)]
				require.True(t, ok, "%s in %q", key, src)
				d := q.decode(src)
				require.Equal(t, strings.ReplaceAll(v, "\r\n", "\n"), d.text, src)
				require.Len(t, d.at, len(d.text)+1)
			}
		}
	}
	walk("", tree)
}

func FuzzQuotedText(f *testing.F) {
	f.Add(`"x"`)
	f.Add("\"\"\"\nодин \\\n два\"\"\"")
	f.Add(`'\n'`)
	f.Add(`"\u00a0\e\x41"`)
	f.Fuzz(func(t *testing.T, value string) {
		if strings.ContainsAny(value, "#=[]{}") {
			return
		}
		requireDecodes(t, "a = "+value+"\n")
	})
}
