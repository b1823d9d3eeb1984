package templates_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/tone"
)

// A planted is one file of testdata/lint/planted; its README says what the lines
// mean.
type planted struct {
	only     []string
	want     [][]string // rule, key, language if it is said
	promises []string
	informal bool
	files    fstest.MapFS
}

var archived = regexp.MustCompile(`^-- (\S+) --$`)

func readPlanted(t *testing.T, file string) planted {
	t.Helper()
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	p := planted{files: fstest.MapFS{}}
	var current *fstest.MapFile
	for line := range strings.Lines(string(data)) {
		if name := archived.FindStringSubmatch(strings.TrimRight(line, "\r\n")); name != nil {
			current = &fstest.MapFile{}
			p.files[name[1]] = current
			continue
		}
		if current != nil {
			current.Data = append(current.Data, line...)
			continue
		}
		head, rest, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch head {
		case "only":
			p.only = strings.Split(rest, ",")
		case "want":
			p.want = append(p.want, strings.Fields(rest))
		case "promises":
			p.promises = append(p.promises, rest)
		case "house":
			p.informal = rest == "ty"
		default:
			require.Empty(t, head, file)
		}
	}
	require.NotEmpty(t, p.files, file)
	return p
}

// lawOf is our contract without what is said there about our own texts, and with
// promises of a line "KEY kind" each.
func lawOf(t *testing.T, promises []string) string {
	t.Helper()
	var law strings.Builder
	skip := false
	for line := range strings.Lines(string(read(t, "contract.toml"))) {
		if strings.HasPrefix(line, "[") {
			skip = regexp.MustCompile(`^\[(keys|share|phrases|experiments)[.\]]`).MatchString(line)
		}
		if !skip {
			law.WriteString(line)
		}
	}
	kinds := map[string][]string{}
	for _, line := range promises {
		key, kind, ok := strings.Cut(line, " ")
		require.True(t, ok, line)
		kinds[key] = append(kinds[key], fmt.Sprintf("%q", kind))
	}
	law.WriteString("\n[keys]\n")
	for _, key := range slices.Sorted(maps.Keys(kinds)) {
		fmt.Fprintf(&law, "%q.promises = [%s]\n", key, strings.Join(kinds[key], ", "))
	}
	return law.String()
}

// classify reads a text as the default classifier does.
func classify(text string) tone.Reading {
	return tone.Default().Classify(tone.Message{Text: text}, tone.Context{})
}

func (p planted) lint(t *testing.T) []templates.Finding {
	t.Helper()
	files := maps.Clone(p.files)
	files[templates.ContractFile] = &fstest.MapFile{Data: []byte(lawOf(t, p.promises))}
	found, err := templates.Lint(templates.LintOptions{Informal: p.informal, Classify: classify}, files)
	require.NoError(t, err)
	return found
}

// misses returns what the lint did not find and what it should not have found.
func (p planted) misses(found []templates.Finding) (missed []string) {
	left := slices.DeleteFunc(slices.Clone(found), func(f templates.Finding) bool { return !slices.Contains(p.only, f.Rule) })
	for _, want := range p.want {
		before := len(left)
		left = slices.DeleteFunc(left, func(f templates.Finding) bool {
			return f.Rule == want[0] && (f.Key == want[1] || want[1] == "-") && (len(want) < 3 || f.Language.String() == want[2])
		})
		if len(left) == before {
			missed = append(missed, "missed: "+strings.Join(want, " "))
		}
	}
	for _, f := range left {
		missed = append(missed, "innocent: "+f.Rule+" "+f.String())
	}
	return missed
}

func TestLintFindsEveryPlantedFault(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/lint/planted/*.txtar")
	require.NoError(t, err)
	planted := map[string]int{}
	for _, file := range files {
		p := readPlanted(t, file)
		require.Empty(t, p.misses(p.lint(t)), file)
		for _, want := range p.want {
			planted[want[0]]++
		}
	}
	for _, rule := range templates.Rules() {
		if rule.Name != "contract" && rule.Name != "never" { // ours beside the author's
			require.GreaterOrEqual(t, planted[rule.Name], 3, rule.Name)
		}
	}
}

func TestLintFindsNothingInGoodTexts(t *testing.T) {
	t.Parallel()
	p := planted{files: fstest.MapFS{}, promises: strings.Split(strings.TrimSpace(readFile(t, "testdata/lint/good/promises.txt")), "\n")}
	files, err := filepath.Glob("testdata/lint/good/*.toml")
	require.NoError(t, err)
	for _, file := range files {
		p.files[filepath.Base(file)] = &fstest.MapFile{Data: []byte(readFile(t, file))}
	}
	require.Empty(t, p.lint(t))
}

func readFile(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	return string(data)
}
