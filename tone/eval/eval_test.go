package eval_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"

	"github.com/camerton/camerton/tone"
	"github.com/camerton/camerton/tone/corpus"
	"github.com/camerton/camerton/tone/eval"
)

var update = flag.Bool("update", false, "write testdata and the figures of docs/accuracy.md anew")

// blurred reads some messages otherwise than labelled.
func blurred() (*oracle, []eval.Example) {
	all := sample()
	o := oracleOf(all)
	o.blur = func(e *eval.Example, r *tone.Reading) {
		switch {
		case strings.HasPrefix(e.Text, "курьер"): // too close to call
			r.State, r.Abstained, r.Confidence = tone.Neutral, true, 0.44
			r.Scores = tone.Scores{tone.Neutral: 0.44, tone.Rushed: 0.47, tone.Confused: 0.09}
		case strings.HasPrefix(e.Text, "a treia"): // wrong, and sure of it
			r.State, r.Confidence, r.Intensity = tone.Tired, 0.9, 1
			r.Scores = tone.Scores{tone.Tired: 0.9, tone.Irritated: 0.1}
			r.Topic, r.TopicConfidence = tone.TopicRefund, 0.6
		case strings.HasPrefix(e.Text, "ладно"):
			r.Confidence, r.Intensity, r.Second = 0.7, 3, tone.Irritated
			r.Scores = tone.Scores{tone.Tired: 0.7, tone.Irritated: 0.3}
			r.Language = tone.Mixed
		}
	}
	return o, all
}

// TestGolden compares the three forms of a report with files.
func TestGolden(t *testing.T) {
	t.Parallel()
	r := eval.MeasureExamples(blurred())
	var text, page bytes.Buffer
	require.NoError(t, r.WriteText(&text))
	require.NoError(t, r.WriteHTML(&page))
	data, err := json.MarshalIndent(r, "", " ")
	require.NoError(t, err)
	for name, got := range map[string][]byte{"report.txt": text.Bytes(), "report.html": page.Bytes(), "report.json": append(data, '\n')} {
		file := filepath.Join("testdata", name)
		if *update {
			require.NoError(t, os.WriteFile(file, got, 0o600))
		}
		want, err := os.ReadFile(file)
		require.NoError(t, err)
		require.Equal(t, string(want), string(got), "%s: go test ./tone/eval -update", name)
	}
	for line := range strings.Lines(text.String()) {
		require.LessOrEqual(t, len([]rune(norm.NFC.String(strings.TrimRight(line, "\n")))), 80, line)
	}
	require.NotContains(t, page.String(), "src=")
	require.NotContains(t, page.String(), "href=")
	require.NotContains(t, page.String(), "ZgotmplZ", "a value in a place where html/template takes none")
}

// TestAPerfectReader has nothing but ones and noughts.
func TestAPerfectReader(t *testing.T) {
	t.Parallel()
	all := sample()
	r := eval.MeasureExamples(oracleOf(all), all)
	require.Equal(t, len(all), r.Messages)
	require.Zero(t, r.Abstained)
	require.Empty(t, r.Mistakes)
	require.Len(t, r.Languages, 3)
	for _, p := range append(r.Languages, r.All) {
		for _, s := range []eval.Score{p.State, p.Forced, p.Topic} {
			require.InDelta(t, 1, s.MacroF1, 1e-12, p.Name)
			require.InDelta(t, 1, s.Accuracy, 1e-12, p.Name)
			require.Equal(t, eval.Interval{Low: 1, High: 1}, s.Interval, p.Name)
		}
		require.Zero(t, p.Valence.Strayed)
	}
	require.Zero(t, r.Confidence.Error)
	require.Zero(t, r.TopicConfidence.Error)
	require.Zero(t, r.Risk.Area)
	require.Equal(t, eval.RiskPoint{Coverage: 1, Lead: 1}, r.Risk.Decided)
	require.Equal(t, eval.Identified{Messages: 12, Language: 1, Mixed: 1, Written: 11, Script: 1}, r.Identified)
	require.Equal(t, eval.Strength{Messages: 10, Exact: 1}, r.Strength)
	require.Equal(t, eval.Seconds{Messages: 2, Named: 1, Both: 1, Either: 1}, r.Seconds)
	require.Equal(t, eval.Evidence{Spans: 10, True: 1, Explained: 1}, r.Evidence)
	for _, s := range r.Slices {
		require.InDelta(t, 1, s.MacroF1, 1e-12, s.Name)
		require.InDelta(t, 1, s.Topic, 1e-12, s.Name)
	}
}

// TestFiguresAreRight on messages few enough to count by hand.
func TestFiguresAreRight(t *testing.T) {
	t.Parallel()
	r := eval.MeasureExamples(blurred())
	require.InDelta(t, 1.0/12, r.Abstained, 1e-12)

	// As neutral: rushed has one of two, F1 2/3; neutral two of two and one more
	// read so, 4/5; irritated one of two, 2/3; tired two of two and one more, 4/5.
	require.InDelta(t, (2.0/3+4.0/5+2.0/3+4.0/5+1+1)/6, r.All.State.MacroF1, 1e-12)
	require.InDelta(t, (1+1+2.0/3+4.0/5+1+1)/6, r.All.Forced.MacroF1, 1e-12)
	require.InDelta(t, 10.0/12, r.All.State.Accuracy, 1e-12)
	require.InDelta(t, 11.0/12, r.All.Topic.Accuracy, 1e-12)

	// Sure of 1 and right ten times less one; 0.44, wrong; 0.9, wrong; 0.7, right.
	require.InDelta(t, (0.44+0.9+0.3)/12, r.Confidence.Error, 1e-12)
	require.InDelta(t, 0.6/12, r.TopicConfidence.Error, 1e-12)
	require.Equal(t, 11.0/12, r.Risk.Decided.Coverage)
	require.Equal(t, 1.0/11, r.Risk.Decided.Risk)

	require.InDelta(t, 11.0/12, r.Identified.Language, 1e-12)
	require.Equal(t, 8, r.Strength.Messages)
	require.InDelta(t, 7.0/8, r.Strength.Exact, 1e-12)
	require.InDelta(t, 2.0/8, r.Strength.Error, 1e-12)
	require.InDelta(t, 1.0/10, r.Seconds.False, 1e-12)

	require.Len(t, r.Mistakes, 2)
	require.Equal(t, tone.Tired, r.Mistakes[0].Read, "the surest mistake comes first")
	require.Equal(t, eval.Mistake{
		Text: "курьер через сколько? мне ребёнка в 4 забирать", Source: "b", Line: 3,
		Label: tone.Rushed, Read: tone.Neutral, Confidence: 0.44,
	}, r.Mistakes[1])
}

// TestEvidenceIsReadAgain: a span without which the score stays is not true.
func TestEvidenceIsReadAgain(t *testing.T) {
	t.Parallel()
	all := sample()
	o := oracleOf(all)
	o.blur = func(e *eval.Example, r *tone.Reading) {
		if e.State == tone.Tired {
			r.Evidence = append(r.Evidence, tone.Evidence{State: tone.Tired}) // nothing is left out
			r.Evidence = append(r.Evidence, tone.Evidence{Source: tone.FromContext, State: tone.Tired})
		}
	}
	r := eval.MeasureExamples(o, all)
	require.Equal(t, 12, r.Evidence.Spans)
	require.InDelta(t, 10.0/12, r.Evidence.True, 1e-12)
}

// TestThreeStates: public reviews are mostly neutral, irritated or enthusiastic.
func TestThreeStates(t *testing.T) {
	t.Parallel()
	all := examples(
		"neutral 0 quality ru review | нормальный чехол",
		"irritated 2 quality ru review | развалился за день",
		"irritated 2 quality ru review | не берите",
		"enthusiastic 2 quality ru review | сыну очень понравилось",
	)
	o := oracleOf(all)
	o.blur = func(e *eval.Example, r *tone.Reading) {
		if e.Text == "не берите" {
			r.State = tone.Confused
		}
	}
	v := eval.MeasureExamples(o, all).All.Valence
	require.True(t, v.Typical)
	require.Equal(t, 4, v.Messages)
	require.InDelta(t, 0.25, v.Strayed, 1e-12)
	require.InDelta(t, (1+2.0/3+1)/3, v.MacroF1, 1e-12)
	require.LessOrEqual(t, v.Interval.Low, v.MacroF1)
	require.GreaterOrEqual(t, v.Interval.High, v.MacroF1)
	require.False(t, eval.MeasureExamples(oracleOf(sample()), sample()).All.Valence.Typical)
}

// TestWhatIsNotKnownIsNotCounted.
func TestWhatIsNotKnownIsNotCounted(t *testing.T) {
	t.Parallel()
	all, err := eval.Read("x.jsonl", strings.NewReader(`{"text":"a b","topic":"price"}
{"text":"c d","lang":"ro"}
{"text":"e f","state":"tired"}`))
	require.NoError(t, err)
	r := eval.MeasureExamples(oracleOf(all), all)
	require.Equal(t, 3, r.Messages)
	require.Equal(t, 1, r.All.State.Messages)
	require.Equal(t, 1, r.All.Topic.Messages)
	require.Equal(t, 1, r.Identified.Messages)
	require.Zero(t, r.Strength.Messages)
	require.Zero(t, r.Seconds.Messages)
	require.Zero(t, r.Identified.Written)
	var b bytes.Buffer
	require.NoError(t, r.WriteText(&b))
	require.NotContains(t, b.String(), "letters 0")
}

func TestNothingToMeasure(t *testing.T) {
	t.Parallel()
	r := eval.MeasureExamples(oracleOf(nil), nil)
	require.Zero(t, r.Messages)
	require.Zero(t, r.All.State.MacroF1)
	var b bytes.Buffer
	require.NoError(t, r.WriteText(&b))
	require.Contains(t, b.String(), "0 messages")
	require.NoError(t, r.WriteHTML(&b))
}

// TestTestPartsStayUnread: no form of a report quotes a message of a test part.
func TestTestPartsStayUnread(t *testing.T) {
	t.Parallel()
	all := examples("# split: test", "tired 1 human ru feedback | опять то же самое")
	require.True(t, all[0].Unread)
	o := oracleOf(all)
	o.blur = func(_ *eval.Example, r *tone.Reading) { r.State = tone.Irritated }
	r := eval.MeasureExamples(o, all)
	require.Equal(t, 1, r.Withheld)
	var b bytes.Buffer
	require.NoError(t, r.WriteText(&b))
	require.NoError(t, r.WriteHTML(&b))
	require.NoError(t, json.NewEncoder(&b).Encode(r))
	require.NotContains(t, b.String(), "опять")
	require.Contains(t, b.String(), "1 mistakes are not shown.")
}

// TestMessagesDoNotSteerTheTerminal, nor the page.
func TestMessagesDoNotSteerTheTerminal(t *testing.T) {
	t.Parallel()
	all, err := eval.Read("x.jsonl", strings.NewReader(`{"text":"<script>\u001b[31mx\u202e\ny","state":"tired","source":"\u001b[2J"}`))
	require.NoError(t, err)
	o := oracleOf(all)
	o.blur = func(_ *eval.Example, r *tone.Reading) { r.State = tone.Rushed }
	r := eval.MeasureExamples(o, all)
	var text, page bytes.Buffer
	require.NoError(t, r.WriteText(&text))
	require.Contains(t, text.String(), "    <script>[31mx y\n")
	require.NotContains(t, text.String(), "\x1b")
	require.NoError(t, r.WriteHTML(&page))
	require.NotContains(t, page.String(), "<script>")
}

// TestEmbeddedReport: the embedded classifier is measured, twice the same.
func TestEmbeddedReport(t *testing.T) {
	t.Parallel()
	batches, err := corpus.Embedded()
	require.NoError(t, err)
	dev := corpus.Of(batches, corpus.Dev)[:1]
	first, second := eval.Measure(tone.Default(), dev), eval.Measure(tone.Default(), dev)
	require.Equal(t, first, second)
	require.GreaterOrEqual(t, first.Evidence.True, 0.99)
	figures := first.Figures("dev")
	require.InDelta(t, float64(len(dev[0].Entries)), figures["dev.messages"], 0)
	require.Contains(t, figures, "dev.state.macro_f1.forced")
	require.Contains(t, first.String(), "messages: state macro-F1")
}

func BenchmarkMeasure(b *testing.B) {
	b.ReportAllocs()
	o, all := blurred()
	for b.Loop() {
		eval.MeasureExamples(o, all)
	}
}

func ExampleRead() {
	in := `{"text": "ну и когда уже привезут", "state": "irritated", "topic": "order_status"}`
	examples, err := eval.Read("mine.jsonl", strings.NewReader(in))
	if err != nil {
		panic(err)
	}
	r := eval.MeasureExamples(tone.Default(), examples)
	_, _ = os.Stdout.WriteString(strings.SplitAfter(r.String(), " messages")[0] + "\n")
	// Output: 1 messages
}
