package eval

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// String is the report in a few lines.
func (r *Report) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d messages: state macro-F1 %.3f (forced %.3f, abstained %.1f %%), topic macro-F1 %.3f, language %.3f, mixed %.3f\n",
		r.Messages, r.All.State.MacroF1, r.All.Forced.MacroF1, 100*r.Abstained, r.All.Topic.MacroF1,
		r.Identified.Language, r.Identified.Mixed)
	for _, l := range r.All.State.Labels {
		fmt.Fprintf(&b, "  %-13s F1 %.3f\n", l.Name, l.F1)
	}
	return b.String()
}

// WriteText writes the whole report for people, 80 columns wide. Messages are
// shown without control characters.
func (r *Report) WriteText(w io.Writer) error {
	t := &text{parts: append([]Part{r.All}, r.Languages...)}
	t.linef("%d messages, abstained from %s", r.Messages, percent(r.Abstained))
	if r.All.State.Messages > 0 {
		t.states()
		t.matrix("State: labelled (rows) and read (columns), abstentions as neutral", r.All.State.Matrix, 14)
		t.confidence(r)
		t.details(r)
	}
	if r.All.Topic.Messages > 0 {
		t.topics(r)
		t.matrix("Topic: labelled (rows) and read (columns)", r.All.Topic.Matrix, 4)
	}
	t.identified(&r.Identified)
	t.slices(r.Slices)
	t.mistakes(r)
	_, err := io.WriteString(w, t.b.String())
	return err
}

// text is a report being laid out.
type text struct {
	b     strings.Builder
	parts []Part
}

func (t *text) linef(format string, args ...any) {
	t.b.WriteString(strings.TrimRight(fmt.Sprintf(format, args...), " "))
	t.b.WriteByte('\n')
}

func (t *text) titlef(format string, args ...any) {
	t.b.WriteByte('\n')
	t.linef(format, args...)
}

// row writes a label and a cell for each part.
func (t *text) row(label string, cell func(*Part) string) {
	cells := make([]string, len(t.parts))
	for i := range t.parts {
		cells[i] = fmt.Sprintf(" %12s", cell(&t.parts[i]))
	}
	t.linef("  %-26s%s", label, strings.Join(cells, ""))
}

func (t *text) states() {
	t.b.WriteByte('\n')
	t.row("State", func(p *Part) string { return p.Name })
	t.row("messages", func(p *Part) string { return strconv.Itoa(p.State.Messages) })
	t.row("macro-F1", func(p *Part) string { return figure(p.State.MacroF1) })
	t.row("  95 % interval", func(p *Part) string { return p.State.Interval.String() })
	t.row("  forced", func(p *Part) string { return figure(p.Forced.MacroF1) })
	for i, name := range stateNames() {
		t.row("F1 "+name, func(p *Part) string { return known(p.State.Labels[i]) })
	}
	t.row("accuracy", func(p *Part) string { return figure(p.State.Accuracy) })
	t.row("  forced", func(p *Part) string { return figure(p.Forced.Accuracy) })
	if !t.parts[0].Valence.Typical {
		return
	}
	t.linef("")
	t.linef("  Over neutral, irritated and enthusiastic alone")
	t.row("messages", func(p *Part) string { return strconv.Itoa(p.Valence.Messages) })
	t.row("macro-F1", func(p *Part) string { return figure(p.Valence.MacroF1) })
	t.row("  95 % interval", func(p *Part) string { return p.Valence.Interval.String() })
	t.row("called rushed, confused,", func(*Part) string { return "" })
	t.row("  or tired", func(p *Part) string { return percent(p.Valence.Strayed) })
}

// among is a figure of so many messages, or a dash where there are none.
func among(messages int, v float64) string {
	if messages == 0 {
		return "–"
	}
	return figure(v)
}

// known is a label's F1, or a dash where no message has the label.
func known(l Label) string {
	return among(l.Messages, l.F1)
}

func (t *text) topics(r *Report) {
	t.b.WriteByte('\n')
	t.row("Topic", func(p *Part) string { return p.Name })
	t.row("messages", func(p *Part) string { return strconv.Itoa(p.Topic.Messages) })
	t.row("macro-F1", func(p *Part) string { return figure(p.Topic.MacroF1) })
	t.row("  95 % interval", func(p *Part) string { return p.Topic.Interval.String() })
	for i, name := range topicNames() {
		t.row("F1 "+name, func(p *Part) string { return known(p.Topic.Labels[i]) })
	}
	t.row("accuracy", func(p *Part) string { return figure(p.Topic.Accuracy) })
	t.linef("  %-26s %12s", "calibration error", figure(r.TopicConfidence.Error))
}

// matrix writes a confusion matrix; its columns are named by the first letters
// of the labels where there is no room for more.
func (t *text) matrix(title string, m Matrix, width int) {
	t.titlef("%s", title)
	width = min(width, (80-14)/len(m.Labels))
	cells := make([]string, len(m.Labels))
	for i, name := range m.Labels {
		cells[i] = fmt.Sprintf("%*s", width, name[:min(len(name), width-1)])
	}
	t.linef("%14s%s", "", strings.Join(cells, ""))
	for i, name := range m.Labels {
		for j, n := range m.Counts[i] {
			cells[j] = fmt.Sprintf("%*s", width, counted(n))
		}
		t.linef("  %-12s%s", name, strings.Join(cells, ""))
	}
}

func counted(n int) string {
	if n == 0 {
		return "·"
	}
	return strconv.Itoa(n)
}

// riskShown are the points of a risk curve, in twentieths of the messages, that a
// text has room for.
var riskShown = []int{10, 12, 14, 16, 18, 19, 20}

func (t *text) confidence(r *Report) {
	t.titlef("Confidence: expected calibration error %s", figure(r.Confidence.Error))
	t.linef("  between       messages      said     right")
	for _, b := range r.Confidence.Bins {
		if b.Messages > 0 {
			t.linef("  %.2f and %.2f %9d %9s %9s  %s", b.From, b.To, b.Messages, figure(b.Confidence), figure(b.Right), bar(b.Right))
		}
	}
	t.titlef("Risk: what is wrong of the clearest messages; area under the curve %s", figure(r.Risk.Area))
	var decided, wrong strings.Builder
	for i, p := range r.Risk.Curve {
		if slices.Contains(riskShown, i+1) {
			fmt.Fprintf(&decided, "%7.0f %%", 100*p.Coverage)
			fmt.Fprintf(&wrong, "%7.1f %%", 100*p.Risk)
		}
	}
	t.linef("  decided%s", decided.String())
	t.linef("  wrong  %s", wrong.String())
	t.linef("  The reader decides %s, of which it gets %s wrong.", percent(r.Risk.Decided.Coverage), percent(r.Risk.Decided.Risk))
}

func (t *text) details(r *Report) {
	t.titlef("Intensity, of %d messages read as labelled and not neutral", r.Strength.Messages)
	t.linef("  exact %s, off by %.2f on average", percent(r.Strength.Exact), r.Strength.Error)
	s := &r.Seconds
	t.titlef("Second state, of %d messages labelled with one", s.Messages)
	t.linef("  named %s, both named %s, read as one of the two %s", percent(s.Named), percent(s.Both), percent(s.Either))
	t.linef("  %s of the others are given one", percent(s.False))
	t.titlef("Evidence: %d spans, %s of which hold up the state's score when read again", r.Evidence.Spans, percent(r.Evidence.True))
	t.linef("  %s of the messages not read as neutral have one", percent(r.Evidence.Explained))
}

func (t *text) identified(i *Identified) {
	if i.Messages == 0 {
		return
	}
	t.titlef("Language, of %d messages", i.Messages)
	letters := ""
	if i.Written > 0 {
		letters = ", letters " + percent(i.Script)
	}
	t.linef("  right %s, mixed or not %s%s", percent(i.Language), percent(i.Mixed), letters)
}

func (t *text) slices(all []Slice) {
	t.titlef("%-34s %9s %9s %9s %9s", "Slices", "messages", "state F1", "accuracy", "topic")
	group := ""
	for _, s := range all {
		if s.Group != group {
			group = s.Group
			t.linef("  %s", group)
		}
		t.linef("    %-30s %9d %9s %9s %9s", cut(s.Name, 30), s.Messages, among(s.States, s.MacroF1), among(s.States, s.Accuracy), among(s.Topics, s.Topic))
	}
}

func (t *text) mistakes(r *Report) {
	if len(r.Mistakes) > 0 {
		t.titlef("The surest mistakes")
	}
	for _, m := range r.Mistakes {
		t.linef("  %s read as %s, %.0f %% sure%s", m.Label, m.Read, 100*m.Confidence, whence(m))
		t.linef("    %s", cut(clean(m.Text), 76))
	}
	if r.Withheld > 0 {
		t.titlef("%d mistakes are not shown.", r.Withheld)
	}
}

func whence(m Mistake) string {
	switch {
	case m.Source != "" && m.Line > 0:
		return fmt.Sprintf(" (%s, line %d)", clean(m.Source), m.Line)
	case m.Line > 0:
		return fmt.Sprintf(" (line %d)", m.Line)
	}
	return ""
}

// clean joins the lines of a message and drops what would steer a terminal.
func clean(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, s)
}

func cut(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

// bar draws a share as twenty cells.
func bar(share float64) string {
	const cells = 20
	full := max(0, min(cells, int(share*cells+0.5)))
	return strings.Repeat("█", full) + strings.Repeat("░", cells-full)
}

func figure(v float64) string { return fmt.Sprintf("%.3f", v) }

func percent(v float64) string { return fmt.Sprintf("%.1f %%", 100*v) }

// String is "0.81–0.86".
func (i Interval) String() string { return fmt.Sprintf("%.3f–%.3f", i.Low, i.High) }
