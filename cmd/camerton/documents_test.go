package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// consolePattern finds a command in a document with the output under it.
var consolePattern = regexp.MustCompile("(?ms)^```console\n\\$ (camerton [^\n]*)\n(.*?)^```$")

// linkPattern finds a link to a file of the repository.
var linkPattern = regexp.MustCompile(`\]\(([a-z.][^):#]*)[^):]*\)`)

const root = "../.."

// documents are those whose outputs are real.
func documents(t *testing.T) []string {
	t.Helper()
	pages, err := filepath.Glob(root + "/docs/cli.md")
	require.NoError(t, err)
	readmes, err := filepath.Glob(root + "/README*.md")
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(readmes), 3)
	return append(readmes, pages...)
}

// TestDocuments runs the commands that the documents show, at the root of the
// repository, and compares what they print. What another model says otherwise
// may differ; go test ./cmd/camerton -update writes all of it anew.
func TestDocuments(t *testing.T) {
	for _, file := range documents(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			require.NoError(t, err)
			path, err := filepath.Abs(file)
			require.NoError(t, err)
			t.Chdir(root)
			shown := 0
			written := consolePattern.ReplaceAllStringFunc(string(data), func(block string) string {
				shown++
				m := consolePattern.FindStringSubmatch(block)
				got := shownOutput(t, runs(t, "", args(t, m[1])...))
				if !*update {
					require.Equal(t, withoutModel(m[2]), withoutModel(got), "%s: go test ./cmd/camerton -update", m[1])
				}
				return "```console\n$ " + m[1] + "\n" + got + "```"
			})
			require.Positive(t, shown)
			if *update {
				require.NoError(t, os.WriteFile(path, []byte(written), 0o600))
			}
		})
	}
}

// shownOutput is what a reader of a document sees of a command, whichever folder
// the repository is in.
func shownOutput(t *testing.T, o outcome) string {
	t.Helper()
	here, err := os.Getwd()
	require.NoError(t, err)
	plain := strings.NewReplacer("\u00a0", " ", here+string(filepath.Separator), "")
	return plain.Replace(strings.TrimRight(o.out+o.err, "\n")) + "\n"
}

func TestLinksLeadSomewhere(t *testing.T) {
	t.Parallel()
	for _, pattern := range []string{"*.md", "docs/*.md", "locales/*.md"} {
		files, err := filepath.Glob(filepath.Join(root, pattern))
		require.NoError(t, err)
		for _, file := range files {
			data, err := os.ReadFile(file)
			require.NoError(t, err)
			for _, m := range linkPattern.FindAllStringSubmatch(string(data), -1) {
				require.FileExists(t, filepath.Join(filepath.Dir(file), m[1]), "a link in %s", file)
			}
		}
	}
}

// TestReadmeShowsACompiledExample: its lines of Go are lines of Example at the
// root, and both commands are lines of their own.
func TestReadmeShowsACompiledExample(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile(root + "/README.md")
	require.NoError(t, err)
	example, err := os.ReadFile(root + "/example_test.go")
	require.NoError(t, err)
	_, code, found := strings.Cut(string(readme), "```go\n")
	require.True(t, found)
	code, _, found = strings.Cut(code, "```")
	require.True(t, found)
	for line := range strings.Lines(code) {
		require.Contains(t, string(example), strings.TrimSpace(line))
	}
	for _, name := range []string{"README.md", "README.ru.md", "README.ro.md"} {
		text, err := os.ReadFile(filepath.Join(root, name))
		require.NoError(t, err)
		require.Regexp(t, `(?m)^go run ./cmd/camerton draft ".*"$`, string(text), name)
		require.Regexp(t, `(?m)^go test ./\.\.\.$`, string(text), name)
	}
}
