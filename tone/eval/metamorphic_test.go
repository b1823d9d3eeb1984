package eval_test

import (
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone"
	"github.com/camerton/camerton/tone/corpus"
	"github.com/camerton/camerton/tone/corpus/respell"
	"github.com/camerton/camerton/tone/eval"
)

// A relation is a change of a message with what it must do to the state that is
// read.
type relation struct {
	name   string
	change func(e *corpus.Entry, n int) string // the message unchanged where there is nothing to change
	of     func(before tone.Reading) bool      // the messages it is about
	meets  func(before, after tone.Reading) bool
}

// same and rushes are what a relation may promise.
func same(before, after tone.Reading) bool { return before.Leading() == after.Leading() }

// rushes: the hurry is seen, first or second.
func rushes(_, after tone.Reading) bool {
	return after.Leading() == tone.Rushed || after.Second == tone.Rushed
}

// sameOrRushes: a mood is kept, or hurry comes before it.
func sameOrRushes(before, after tone.Reading) bool {
	return same(before, after) || rushes(before, after)
}

func plain(before tone.Reading) bool { return before.Leading() == tone.Neutral }

func moody(before tone.Reading) bool { return !plain(before) }

func always(tone.Reading) bool { return true }

// staysInItsCamp: signs may lift a plain message to joy or anger, but none from a
// mood to another.
func staysInItsCamp(before, after tone.Reading) bool {
	return before.Leading() == tone.Neutral || same(before, after)
}

var relations = []relation{
	{`add "!!!"`, func(e *corpus.Entry, _ int) string { return strings.TrimRight(e.Text, ".!?… ") + "!!!" }, always, staysInItsCamp},
	{"write it in capitals", func(e *corpus.Entry, _ int) string { return strings.ToUpper(e.Text) }, always, staysInItsCamp},
	{"drop the final sign", func(e *corpus.Entry, _ int) string { return strings.TrimRight(e.Text, ".!… ") }, always, same},
	{"say that a plain message is urgent", hurry, plain, rushes},
	{"say that a moody message is urgent", hurry, moody, sameOrRushes},
	{"strip the Romanian diacritics", func(e *corpus.Entry, _ int) string { return respell.StripDiacritics(e.Text) }, always, same},
	{"write ș and ț with cedillas", func(e *corpus.Entry, _ int) string { return respell.Cedilla(e.Text) }, always, same},
	{"write â as î", func(e *corpus.Entry, _ int) string { return respell.OldSpelling(e.Text) }, always, same},
	{"write ё as е", func(e *corpus.Entry, _ int) string {
		return strings.NewReplacer("ё", "е", "Ё", "Е").Replace(e.Text)
	}, always, same},
	{"write Russian with Latin letters", romanise, always, same},
	{"split into a burst", burst, always, same},
	{"make one typo", typo, always, same},
	{"greet first and thank last", wrap, always, same},
}

func hurry(e *corpus.Entry, _ int) string {
	if e.Language == tone.Romanian {
		return "Urgent! " + e.Text
	}
	return "Срочно! " + e.Text
}

func wrap(e *corpus.Entry, _ int) string {
	if e.Language == tone.Romanian {
		return "Bună ziua. " + e.Text + "\nVă mulțumesc."
	}
	return "Здравствуйте. " + e.Text + "\nСпасибо."
}

func romanise(e *corpus.Entry, n int) string {
	if e.Language != tone.Russian {
		return e.Text
	}
	schemes := respell.Schemes()
	return schemes[n%len(schemes)].Romanise(e.Text)
}

var clause = regexp.MustCompile(`([,.!?]) `)

func burst(e *corpus.Entry, _ int) string { return clause.ReplaceAllString(e.Text, "$1\n") }

// typo swaps two letters inside one of the longer words.
func typo(e *corpus.Entry, n int) string {
	text := []rune(e.Text)
	var inside []int
	for i := 2; i+3 < len(text); i++ {
		word := text[i-2 : i+4]
		if !slices.ContainsFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }) && text[i] != text[i+1] {
			inside = append(inside, i)
		}
	}
	if len(inside) == 0 {
		return e.Text
	}
	at := inside[n*7%len(inside)]
	text[at], text[at+1] = text[at+1], text[at]
	return string(text)
}

//go:embed testdata/metamorphic.txt
var barsText string

// TestMetamorphic changes the messages of the test split, none of which the
// model has learned, and compares what is read before and after. No message is
// shown. testdata/metamorphic.txt has the rates that must be reached; the rates
// that are reached are written to docs/accuracy.md.
func TestMetamorphic(t *testing.T) {
	t.Parallel()
	batches, err := corpus.Embedded()
	require.NoError(t, err)
	var all []corpus.Entry
	for _, b := range corpus.Of(batches, corpus.Test) {
		for _, e := range b.Entries {
			if e.Line%3 == 0 { // a third is enough
				all = append(all, e)
			}
		}
	}
	bars := parseBars(t)
	var table strings.Builder
	table.WriteString("| change | messages changed | promise kept | must be at least |\n| --- | ---: | ---: | ---: |\n")
	for _, r := range relations {
		changed, kept := r.rate(all)
		require.Contains(t, bars, r.name)
		rate := float64(kept) / float64(max(1, changed))
		require.Positive(t, changed, r.name)
		if !*update {
			require.GreaterOrEqual(t, rate, bars[r.name], "%s: testdata/metamorphic.txt", r.name)
		}
		fmt.Fprintf(&table, "| %s | %d | %.1f %% | %g %% |\n", r.name, changed, 100*rate, 100*bars[r.name])
	}
	require.Len(t, bars, len(relations))
	written(t, "metamorphic", table.String())
}

// rate counts the messages that the change really changes, and those of them
// that meet what is promised.
func (r *relation) rate(all []corpus.Entry) (changed, kept int) {
	for i := range all {
		after := r.change(&all[i], i)
		before := tone.Classify(all[i].Text)
		if after == all[i].Text || !r.of(before) {
			continue
		}
		changed++
		if r.meets(before, tone.Classify(after)) {
			kept++
		}
	}
	return changed, kept
}

// parseBars reads lines "0.97 name".
func parseBars(t *testing.T) map[string]float64 {
	t.Helper()
	bars := make(map[string]float64)
	for line := range strings.Lines(barsText) {
		bar, name, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok || bar == "#" {
			continue
		}
		v, err := strconv.ParseFloat(bar, 64)
		require.NoError(t, err, line)
		bars[name] = v
	}
	return bars
}

var writing sync.Mutex

// written compares a part of docs/accuracy.md, between two comments, with what
// has been measured, and writes it with -update.
func written(t *testing.T, part, text string) {
	t.Helper()
	writing.Lock()
	defer writing.Unlock()
	file := filepath.Join("..", "..", "docs", "accuracy.md")
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	begin, end := "<!-- "+part+" -->\n", "<!-- /"+part+" -->"
	head, rest, ok := strings.Cut(string(data), begin)
	require.True(t, ok, "%s has no %s", file, begin)
	old, tail, ok := strings.Cut(rest, end)
	require.True(t, ok, "%s has no %s", file, end)
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(head+begin+text+end+tail), 0o600))
		return
	}
	require.Equal(t, old, text, "%s: go test ./tone/eval -update", file)
}

// TestTargets writes what the project aims at, with what is reached on the test
// split.
func TestTargets(t *testing.T) {
	t.Parallel()
	batches, err := corpus.Embedded()
	require.NoError(t, err)
	r := eval.Measure(tone.Default(), corpus.Of(batches, corpus.Test))
	var b strings.Builder
	b.WriteString("| figure | at least | reached | |\n| --- | ---: | ---: | --- |\n")
	row := func(name string, bar, v float64) {
		fmt.Fprintf(&b, "| %s | %g | %.3f | %s |\n", name, bar, v, reached(v >= bar))
	}
	for _, p := range r.Languages[:2] {
		row("state macro-F1, "+p.Name, 0.86, p.State.MacroF1)
		row("state macro-F1, "+p.Name+", forced", 0.86, p.Forced.MacroF1)
		for _, l := range p.State.Labels {
			row("F1 "+l.Name+", "+p.Name, 0.76, l.F1)
		}
	}
	row("topic macro-F1", 0.85, r.All.Topic.MacroF1)
	row("language", 0.99, r.Identified.Language)
	row("mixed or not", 0.97, r.Identified.Mixed)
	row("letters", 0.97, r.Identified.Script)
	row("evidence that holds up the score", 0.99, r.Evidence.True)
	fmt.Fprintf(&b, "| expected calibration error | at most 0.05 | %.3f | %s |\n", r.Confidence.Error, reached(r.Confidence.Error <= 0.05))
	written(t, "targets", b.String())
	require.GreaterOrEqual(t, r.All.State.MacroF1, 0.78, "the reader has become worse")
}

func reached(yes bool) string {
	if yes {
		return "reached"
	}
	return "not reached"
}
