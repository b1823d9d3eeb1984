package train

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone/corpus"
	"github.com/camerton/camerton/tone/internal/feature"
	"github.com/camerton/camerton/tone/internal/model"
)

// public is where the sets of other people are, which are not in the repository.
// docs/accuracy.md says which files, and what is in them.
var (
	public = flag.String("public", "", "measure our features on the public sets in this folder, for docs/accuracy.md")
	update = flag.Bool("update", false, "with -public, write the figures of docs/accuracy.md anew")
)

// A pass turns a text into features.
type pass struct {
	name     string
	features func(text string) [feature.NumGroups][]uint32
}

// passes returns ours, ours without what was written down by hand, and the
// baseline, in this order. The languages of words are told by the embedded model.
func passes(t *testing.T) []pass {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "camerton.model"))
	require.NoError(t, err)
	embedded, err := model.Decode(data)
	require.NoError(t, err)
	r := reader{table: embedded.Language}
	ours := func(text string) [feature.NumGroups][]uint32 {
		buckets, _ := r.read(text)
		return buckets
	}
	return []pass{
		{"ours", ours},
		{"ours without meanings, cues and patterns", func(text string) [feature.NumGroups][]uint32 {
			buckets := ours(text)
			buckets[feature.Whole], buckets[feature.Senses], buckets[feature.Cues] = nil, nil, nil
			return buckets
		}},
		{"plain n-grams", plainGrams},
	}
}

// read makes features of the messages.
func (p *publicSet) read(t *testing.T, messages []publicMessage, by pass) []labelled {
	t.Helper()
	texts := make([]string, len(messages))
	for i := range messages {
		texts[i] = messages[i].Text
	}
	out := make([]labelled, len(messages))
	for i, fold := range inFolds(texts) {
		labels, err := p.set(messages[i].Labels)
		require.NoError(t, err, "%s, message %d", p.title, i+1)
		out[i] = labelled{by.features(texts[i]), labels, fold}
	}
	return out
}

// A publicResult is what heads over one pass read in the measured part of a set,
// and their macro-F1 in cross-validation over the learned part.
type publicResult struct {
	pass     string
	tuned    float64
	verdicts []verdict
}

// results learns the one part by each pass and reads the other.
func (p *publicSet) results(t *testing.T, learn, measure []publicMessage, passes []pass) (all []publicResult) {
	t.Helper()
	for _, pass := range passes {
		data := p.read(t, learn, pass)
		tuned := tune(data, len(p.labels))
		h := fitHeads(data, len(p.labels), tuned.shrink)
		r := publicResult{pass: pass.name, tuned: tuned.f1}
		for _, m := range p.read(t, measure, pass) {
			r.verdicts = append(r.verdicts, verdict{m.labels, above(h.read(&m), tuned.thresholds)})
		}
		t.Logf("%s, %s: %.3f in cross-validation, shrinking %g, thresholds %.2f", p.title, pass.name, tuned.f1, tuned.shrink, tuned.thresholds)
		all = append(all, r)
	}
	return all
}

// always reads every label in every message.
func always(verdicts []verdict, labels int) publicResult {
	r := publicResult{pass: "every label, always", verdicts: slices.Clone(verdicts)}
	for i := range r.verdicts {
		r.verdicts[i].read = 1<<labels - 1
	}
	return r
}

// rows are the lines of the table of figures, each compared with the last of
// the results.
func (p *publicSet) rows(results []publicResult) string {
	var out strings.Builder
	labels, base := len(p.labels), results[len(results)-1].verdicts
	all := everyOne(len(base))
	for i, r := range append(slices.Clone(results), always(base, labels)) {
		f1 := func(draw []int) float64 { return macroF1(r.verdicts, draw, labels) }
		more := func(draw []int) float64 { return f1(draw) - macroF1(base, draw, labels) }
		in := bootstrap(len(base), f1)
		fmt.Fprintf(&out, "| %s | %s | ", p.title, r.pass)
		if i < len(results) {
			fmt.Fprintf(&out, "%.3f", r.tuned)
		}
		fmt.Fprintf(&out, " | %.3f | %.3f–%.3f | ", f1(all), in.low, in.high)
		if i < len(results)-1 {
			by := bootstrap(len(base), more)
			fmt.Fprintf(&out, "%s | %s to %s", signed(more(all)), signed(by.low), signed(by.high))
		} else {
			out.WriteString(" | ")
		}
		out.WriteString(" |\n")
	}
	return out.String()
}

func signed(v float64) string { return strings.Replace(fmt.Sprintf("%+.3f", v), "-", "−", 1) }

// labelRows are the lines of the table of labels.
func (p *publicSet) labelRows(results []publicResult) string {
	var out strings.Builder
	all := everyOne(len(results[0].verdicts))
	for label, name := range p.labels {
		_, n := labelF1(results[0].verdicts, all, label)
		fmt.Fprintf(&out, "| %s | %s | %d |", p.title, name, n)
		for _, r := range results {
			f1, _ := labelF1(r.verdicts, all, label)
			fmt.Fprintf(&out, " %.3f |", f1)
		}
		out.WriteString("\n")
	}
	return out.String()
}

// orientation returns what stands in docs/accuracy.md between the comments.
func orientation(t *testing.T, folder string) string {
	t.Helper()
	by := passes(t)
	measured := make([][]publicMessage, len(publicSets))
	var twins corpus.Twins
	for i, p := range publicSets {
		measured[i] = readPublic(t, folder, p.measure)
		for _, m := range measured[i] {
			twins.Add(m.Text)
		}
	}
	var counts, figures, labels strings.Builder
	for i, p := range publicSets {
		found := readPublic(t, folder, p.learn)
		learn := without(&twins, found)
		results := p.results(t, learn, measured[i], by)
		fmt.Fprintf(&counts, "| %s | `%s` | %d | %d | `%s` | %d |\n", p.title, p.learn, len(learn), len(found)-len(learn), p.measure, len(measured[i]))
		figures.WriteString(p.rows(results))
		labels.WriteString(p.labelRows(results))
	}
	return countsHead + counts.String() + figuresHead + figures.String() + labelsHead + labels.String()
}

const (
	countsHead  = "| set | learned | messages | twins left out | measured | messages |\n| --- | --- | ---: | ---: | --- | ---: |\n"
	figuresHead = "\n| set | features | cross-validated | macro-F1 | 95 % interval | more than plain n-grams | 95 % interval |\n| --- | --- | ---: | ---: | ---: | ---: | ---: |\n"
	labelsHead  = "\n| set | F1 of | messages | ours | without meanings, cues and patterns | plain n-grams |\n| --- | --- | ---: | ---: | ---: | ---: |\n"
)

// TestOrientation fits heads over our features to the public sets, and compares
// what they read, beside a plain baseline, with docs/accuracy.md.
func TestOrientation(t *testing.T) {
	t.Parallel()
	if *public == "" {
		t.Skip("the public sets are not in the repository: go test ./tone/train -run Orientation -public FOLDER, see docs/accuracy.md")
	}
	text := orientation(t, *public)
	file := filepath.Join("..", "..", "docs", "accuracy.md")
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	now, old, err := replaced(string(data), text)
	require.NoError(t, err, file)
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(now), 0o600))
		return
	}
	require.Equal(t, old, text, "%s: go test ./tone/train -run Orientation -public FOLDER -update", file)
}

const orientationBegin, orientationEnd = "<!-- orientation -->\n", "<!-- /orientation -->"

// replaced puts text between the two comments of a document, and returns what
// stood there.
func replaced(document, text string) (now, old string, err error) {
	head, rest, begun := strings.Cut(document, orientationBegin)
	old, tail, ended := strings.Cut(rest, orientationEnd)
	if !begun || !ended {
		return "", "", fmt.Errorf("want %s and %s, in this order", strings.TrimSpace(orientationBegin), orientationEnd)
	}
	return head + orientationBegin + text + orientationEnd + tail, old, nil
}

func TestOrientationReplaced(t *testing.T) {
	t.Parallel()
	now, old, err := replaced("a\n<!-- orientation -->\nb\n<!-- /orientation -->\nc\n", "d\n")
	require.NoError(t, err)
	require.Equal(t, "a\n<!-- orientation -->\nd\n<!-- /orientation -->\nc\n", now)
	require.Equal(t, "b\n", old)
	_, _, err = replaced("a\n<!-- /orientation -->\n<!-- orientation -->\n", "d\n")
	require.ErrorContains(t, err, "want <!-- orientation --> and <!-- /orientation -->, in this order")
}

func TestOrientationSigned(t *testing.T) {
	t.Parallel()
	require.Equal(t, "+0.012 −0.120 +0.000", signed(0.0123)+" "+signed(-0.12)+" "+signed(0))
}

// TestOrientationOfMadeUpSets: what a word tells is read, better than without
// reading; what is measured is not learned, whichever set has it.
func TestOrientationOfMadeUpSets(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	dice := newOrder(0, 3)
	words := func(n int) string {
		some := make([]string, n)
		for i := range some {
			some[i] = fmt.Sprintf("w%d", dice.random()%3000)
		}
		return " " + strings.Join(some, " ")
	}
	made := func(p *publicSet, n int) (all []publicMessage) {
		for i := range n {
			label := p.labels[i%len(p.labels)]
			all = append(all, publicMessage{label + words(6), []string{label}})
		}
		return all
	}
	for i := range publicSets {
		p := &publicSets[i]
		writePublic(t, folder, p.learn, made(p, 140))
		writePublic(t, folder, p.measure, made(p, 70))
	}
	shared := publicMessage{"surprise" + words(9), []string{"surprise"}}
	for _, name := range []string{"brighter.ru.train", "redv2.ro.valid"} {
		writePublic(t, folder, name, append(readPublic(t, folder, name), shared))
	}
	got := orientation(t, folder)
	require.Contains(t, got, "| BRIGHTER, Russian | `brighter.ru.train` | 140 | 1 | `brighter.ru.dev` | 70 |\n")
	require.Contains(t, got, "| REDv2, Romanian | `redv2.ro.train` | 140 | 0 | `redv2.ro.valid` | 71 |\n")
	require.Regexp(t, `\| REDv2, Romanian \| ours \| (1\.000|0\.9\d\d) \| (1\.000|0\.9\d\d) \| [01]\.\d+–(1\.000|0\.9\d\d) \| [+−]0\.\d{3} \| [+−]0\.\d{3} to [+−]0\.\d{3} \|\n`, got)
	require.Regexp(t, `\| REDv2, Romanian \| plain n-grams \| [01]\.\d{3} \| [01]\.\d{3} \| [^|]+ \|  \|  \|\n`, got)
	require.Regexp(t, `\| REDv2, Romanian \| every label, always \|  \| 0\.2\d\d \| 0\.2\d\d–0\.2\d\d \|  \|  \|\n`, got)
	require.Regexp(t, `\| REDv2, Romanian \| surprise \| 11 \|( [01]\.\d{3} \|){3}\n`, got)
	require.NotContains(t, strings.Join(strings.Fields(got), " "), "w1", "no word of a set is told")
}
