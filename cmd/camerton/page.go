package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/camerton/camerton/tone"
)

// page lays out what people read: at most width columns, coloured only on a
// terminal whose user has not asked for NO_COLOR.
type page struct {
	width  int
	colour bool
}

const pageWidth = 80

func newPage(p *program) page {
	f, ok := p.out.(*os.File)
	if !ok {
		return page{width: pageWidth}
	}
	info, err := f.Stat()
	terminal := err == nil && info.Mode()&os.ModeCharDevice != 0
	return page{width: pageWidth, colour: terminal && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"}
}

// Styles are ANSI codes; paint uses them only where colour is allowed.
const (
	bold      = "1"
	faint     = "2"
	underline = "4"
)

// stateColours are the colours in which the states are shown.
var stateColours = [tone.NumStates]string{
	tone.Neutral: "37", tone.Rushed: "33", tone.Irritated: "31", tone.Confused: "35", tone.Tired: "34", tone.Enthusiastic: "32",
}

func (p page) paint(s string, codes ...string) string {
	if !p.colour || s == "" {
		return s
	}
	return "\x1b[" + strings.Join(codes, ";") + "m" + s + "\x1b[0m"
}

// bar draws a share of 1 as twenty cells.
func (p page) bar(share float64, code string) string {
	const cells = 20
	full := int(share*cells + 0.5)
	return p.paint(strings.Repeat("█", full), code) + p.paint(strings.Repeat("░", cells-full), faint)
}

// reading writes a message with its evidence marked and the verdict under it.
func (p page) reading(w io.Writer, text string, r tone.Reading) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", p.marked(text, r))
	p.labelled(&b, "state", p.verdict(r))
	p.labelled(&b, "topic", describe(r))
	label := "from"
	for _, e := range r.Evidence {
		p.labelled(&b, label, p.evidence(e))
		label = ""
	}
	b.WriteByte('\n')
	_, err := io.WriteString(w, b.String())
	return err
}

// labelWidth is that of the longest label.
const labelWidth = 5

// labelled writes a line, or several, beside a label.
func (p page) labelled(b *strings.Builder, label, text string) {
	const margin = 2 + labelWidth + 2
	fmt.Fprintf(b, "  %s  %s\n", p.paint(fmt.Sprintf("%-*s", labelWidth, label), faint), indent(wrap(text, p.width-margin), margin))
}

// verdict is the state with its confidence as a bar.
func (p page) verdict(r tone.Reading) string {
	colour := stateColours[r.State]
	line := fmt.Sprintf("%s %s %.0f %%", p.paint(r.State.String(), bold, colour), p.bar(r.Confidence, colour), 100*r.Confidence)
	if r.Intensity > 0 {
		line += fmt.Sprintf(", intensity %d of 3", r.Intensity)
	}
	switch {
	case r.Abstained:
		line += ", too close to call: perhaps " + r.Leading().String()
	case r.Second != tone.Neutral:
		line += ", also " + r.Second.String()
	}
	return line
}

// describe is the line about everything but the state.
func describe(r tone.Reading) string {
	topics := []string{r.Topic.String()}
	for _, t := range r.OtherTopics {
		topics = append(topics, "also "+t.String())
	}
	parts := []string{strings.Join(topics, ", ")}
	if r.Language != tone.LanguageNone {
		l := "language " + r.Language.String()
		switch {
		case r.Script == tone.Latin && r.Language == tone.Russian:
			l += " in Latin letters"
		case r.Script == tone.Cyrillic && r.Language == tone.Romanian:
			l += " in Cyrillic letters"
		}
		parts = append(parts, l)
	}
	if r.Truncated {
		parts = append(parts, fmt.Sprintf("only the first %d letters were read", tone.MaxRunes))
	}
	if !r.Valid {
		parts = append(parts, "not valid UTF-8")
	}
	return strings.Join(parts, " · ")
}

func (p page) evidence(e tone.Evidence) string {
	if e.Source == tone.FromContext {
		return e.Cue
	}
	return p.paint(shorten(printable(e.Text), 40), underline) + p.paint(" — "+e.Cue, faint)
}

// marked wraps the text and marks its evidence: underlined on a terminal,
// between brackets elsewhere.
func (p page) marked(text string, r tone.Reading) string {
	open, shut := "[", "]"
	if p.colour {
		open, shut = "\x1b["+underline+";"+stateColours[r.Leading()]+"m", "\x1b[0m"
	}
	marks := make(map[int]string)
	for _, e := range r.Evidence {
		if e.Source == tone.FromText {
			marks[e.Start] += open
			marks[e.End] = shut + marks[e.End]
		}
	}
	text = printable(text)
	var b strings.Builder
	for i := range len(text) {
		b.WriteString(marks[i])
		b.WriteByte(text[i])
	}
	b.WriteString(marks[len(text)])
	return wrap(strings.ToValidUTF8(b.String(), "\uFFFD"), p.width)
}

// printable keeps control and direction characters of a message away from the
// terminal. What it writes instead has as many bytes, so that offsets hold.
func printable(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r != '\n' && (r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069) {
			b.WriteString(strings.Repeat(" ", size))
		} else {
			b.WriteString(s[i : i+size])
		}
		i += size
	}
	return b.String()
}

// wrap breaks lines at spaces so that none is wider than width, if it can.
func wrap(s string, width int) string {
	var b strings.Builder
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			b.WriteByte('\n')
		}
		at := 0
		for j, word := range strings.Split(line, " ") {
			n := visible(word)
			switch {
			case j == 0:
			case at+1+n > width:
				b.WriteByte('\n')
				at = 0
			default:
				b.WriteByte(' ')
				at++
			}
			b.WriteString(word)
			at += n
		}
	}
	return b.String()
}

// visible counts the runes of s that take up room: not the escape codes.
func visible(s string) int {
	n := 0
	for s != "" {
		if strings.HasPrefix(s, "\x1b[") {
			if end := strings.IndexByte(s, 'm'); end > 0 {
				s = s[end+1:]
				continue
			}
		}
		_, size := utf8.DecodeRuneInString(s)
		s = s[size:]
		n++
	}
	return n
}

func shorten(s string, most int) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-1]) + "…"
}
