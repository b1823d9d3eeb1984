package locales_test

import (
	"cmp"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/tone"
)

// Every text as it is read aloud, topic by topic and state by state, each only
// in the renditions that differ for a reader: testdata/all.ru.txt, all.ro.txt.
// The golden files have all of them. After a change, go test ./locales -update.
func TestReadingFiles(t *testing.T) {
	t.Parallel()
	for _, lang := range languages {
		file := "testdata/all." + lang.String() + ".txt"
		got := reading(t, lang)
		if *update {
			require.NoError(t, os.WriteFile(file, []byte(got), 0o600))
		}
		want, err := os.ReadFile(file)
		require.NoError(t, err)
		require.True(t, got == string(want), "%s is stale: go test ./locales -update", file)
	}
}

// indented matches a line break and the first letter of a line that is not blank.
var indented = regexp.MustCompile(`\n([^\n])`)

func reading(tb testing.TB, lang tone.Language) string {
	tb.Helper()
	all := texts(tb, lang)
	slices.SortStableFunc(all, func(a, b templates.Text) int { return strings.Compare(shelf(a.ID), shelf(b.ID)) })
	var b strings.Builder
	for _, text := range all {
		fmt.Fprintf(&b, "%s\n", text.ID)
		for _, rendered := range telling(tb, text) {
			fmt.Fprintf(&b, "  · %s\n", indented.ReplaceAllString(rendered, "\n    $1"))
		}
		b.WriteString("\n")
	}
	return b.String()
}

// shelf returns where a text stands in the reading file: topics and states in
// their own order, the families after them.
func shelf(id string) string {
	topics, states := tone.Topics(), tone.States()
	place := len(topics)
	state := 0
	var rest []string
	for part := range strings.SplitSeq(id[:strings.LastIndexByte(id, '.')], ".") {
		topic := slices.IndexFunc(topics[:], func(x tone.Topic) bool { return x.String() == part })
		mood := slices.IndexFunc(states[:], func(x tone.State) bool { return x.String() == part })
		switch {
		case topic >= 0 && len(rest) == 0:
			place = topic
		case mood >= 0:
			state = mood + 1
		default:
			rest = append(rest, part)
		}
	}
	return fmt.Sprintf("%02d %s %d", place, strings.Join(rest, "."), state)
}

// telling returns the renditions that show every part of a text: with nothing
// known, with everything, with everything but the flags other than CanCall, and
// those of each plural form.
func telling(tb testing.TB, text templates.Text) (out []string) {
	tb.Helper()
	flags := func(name string) bool { return strings.HasPrefix(name, "Has") || name == templates.VarWarm }
	most := len(text.Required) + len(text.Optional)
	unflagged := most
	for _, name := range text.Optional {
		if flags(name) {
			unflagged--
		}
	}
	for vars, rendered := range catalog(tb).Examples(text.ID, text.Language) {
		plain := !slices.ContainsFunc(sortedNames(vars), flags)
		if len(vars) == len(text.Required) || len(vars) == most || plain && len(vars) == unflagged {
			if text.Form == templates.EmailForm {
				rendered = letter(tb, text, vars)
			}
			out = append(out, rendered)
		}
	}
	slices.SortStableFunc(out, func(a, b string) int { return cmp.Compare(len(a), len(b)) })
	return slices.Compact(out)
}

// letter returns a letter as it is sent: subject, salutation, text, signature.
func letter(tb testing.TB, text templates.Text, vars templates.Vars) string {
	tb.Helper()
	topic, rest, _ := strings.Cut(text.ID, ".")
	state, err := tone.ParseState(rest[:strings.IndexByte(rest, '.')])
	require.NoError(tb, err)
	q := templates.Query{Topic: topic, State: state, Language: text.Language, Channel: tone.Email, Vars: vars}
	if len(vars) > 0 {
		q.Facts = templates.Vars{templates.VarName: "Ana", "Signature": "Echipa „Mușețel”"}
		if text.Language == tone.Russian {
			q.Facts = templates.Vars{templates.VarName: "Ана", "Signature": "Команда «Ромашки»"}
		}
	}
	draft, err := catalog(tb).Draft(q)
	require.NoError(tb, err)
	require.Equal(tb, text.ID, draft.ID)
	return "[" + draft.Subject + "]\n\n" + draft.Text
}
