package templates_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/templates"
)

// A documented is a rule of docs/lint.md with its examples.
type documented struct {
	rule      string
	text      string
	bad, good []string
}

func readDocs(t *testing.T) (all []documented) {
	t.Helper()
	for line := range strings.Lines(readFile(t, "../docs/lint.md")) {
		line = strings.TrimRight(line, "\n")
		if name, ok := strings.CutPrefix(line, "## "); ok {
			all = append(all, documented{rule: name})
			continue
		}
		if len(all) == 0 {
			continue
		}
		d := &all[len(all)-1]
		if example, ok := strings.CutPrefix(line, "- ✗ "); ok {
			d.bad = append(d.bad, example)
		} else if example, ok := strings.CutPrefix(line, "- ✓ "); ok {
			d.good = append(d.good, example)
		} else {
			d.text += line
		}
	}
	return all
}

// lintExample lints texts as docs/lint.md writes them: "ru price.neutral.a | text",
// several of them apart by ‖.
func lintExample(t *testing.T, example string) []templates.Finding {
	t.Helper()
	files := fstest.MapFS{templates.ContractFile: {Data: []byte(lawOf(t, nil))}}
	for one := range strings.SplitSeq(example, " ‖ ") {
		head, text, ok := strings.Cut(one+" ", " | ")
		if !ok {
			head, text, ok = strings.Cut(one, " |")
		}
		require.True(t, ok, one)
		lang, id, ok := strings.Cut(head, " ")
		require.True(t, ok, one)
		id, form, plural := strings.Cut(id, "#")
		if !plural {
			form = "other"
		}
		family, _, _ := strings.Cut(id, ".")
		name := family + "." + lang + ".toml"
		if files[name] == nil {
			files[name] = &fstest.MapFile{}
		}
		files[name].Data = fmt.Appendf(files[name].Data, "%s.%s = %q\n", id, form, strings.TrimSuffix(text, " "))
	}
	found, err := templates.Lint(templates.LintOptions{Classify: classify}, files)
	require.NoError(t, err)
	return found
}

func TestDocsListTheRulesAndTheirExamplesHold(t *testing.T) {
	t.Parallel()
	docs := readDocs(t)
	require.Len(t, docs, len(templates.Rules()))
	for i, rule := range templates.Rules() {
		d := docs[i]
		require.Equal(t, rule.Name, d.rule)
		require.NotEmpty(t, d.text, d.rule)
		require.Equal(t, rule.Severity == templates.Warning, strings.HasPrefix(d.text, "Warning"), d.rule)
		fixable := strings.Contains(strings.ToLower(d.text), "*mended by --fix")
		require.Equal(t, rule.Fixable, fixable, d.rule)
		if rule.Name != "contract" && rule.Name != "never" { // they need a contract of their own
			require.NotEmpty(t, d.bad, d.rule)
			require.NotEmpty(t, d.good, d.rule)
		}
		has := func(example string) bool {
			return slices.ContainsFunc(lintExample(t, example), func(f templates.Finding) bool { return f.Rule == rule.Name })
		}
		for _, bad := range d.bad {
			require.True(t, has(bad), "%s: %s", rule.Name, bad)
		}
		for _, good := range d.good {
			require.False(t, has(good), "%s: %s", rule.Name, good)
		}
	}
}
