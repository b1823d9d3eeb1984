package main

import (
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/timing"
)

// reply writes the reading, the text and the plan.
func (p page) reply(w io.Writer, r *reply) error {
	if err := p.reading(w, r.text, r.reading); err != nil {
		return err
	}
	var b strings.Builder
	edge := p.paint("│", stateColours[r.reading.State])
	for line := range strings.SplitSeq(p.words(r), "\n") {
		b.WriteString(strings.TrimRight("  "+edge+" "+p.paint(line, bold), " ") + "\n")
	}
	b.WriteByte('\n')
	for _, line := range r.lines() {
		p.labelled(&b, line[0], line[1])
	}
	b.WriteByte('\n')
	_, err := io.WriteString(w, b.String())
	return err
}

// words are those of the reply, wrapped to stand beside an edge.
func (p page) words(r *reply) string {
	if r.noText {
		return "(a person must answer)"
	}
	var b strings.Builder
	if r.draft.Subject != "" {
		b.WriteString(wrap(printable(r.draft.Subject), p.width-4) + "\n\n")
	}
	for i, line := range strings.Split(printable(r.draft.Text), "\n") {
		if i > 0 {
			b.WriteByte('\n')
		}
		margin := len(stepPattern.FindString(line))
		b.WriteString(indent(wrap(line, p.width-4-margin), margin))
	}
	return b.String()
}

// stepPattern is the number of a step, under which its further lines do not go.
var stepPattern = regexp.MustCompile(`^\d+\. `)

// lines are what is said about when and why, with their labels.
func (r *reply) lines() [][2]string {
	var lines [][2]string
	say := func(label, text string) { lines = append(lines, [2]string{label, text}) }
	plan := r.plan
	when := seconds(plan.SendAt.Sub(r.now)) + " after the last line"
	if plan.Typing > 0 {
		when += ", " + seconds(plan.Typing) + " of it typing"
	}
	if plan.OutOfHours {
		when += "; the business is closed then"
	}
	say("when", when)
	if open := r.noText || len(r.draft.Promises) > 0; open && plan.AnswerBy.Kind != timing.NoPromise {
		say("then", "a person answers by "+sayWhen(plan.AnswerBy.At, r.now)+r.promised())
	}
	for _, f := range plan.FollowUps {
		say("later", "a follow-up at "+sayWhen(f.At, r.now)+", if the question stays without an answer")
	}
	say("why", r.why())
	if plan.Call.Advise {
		say("call", "better than writing: "+r.callReasons())
	}
	if len(r.draft.Missing) > 0 {
		say("more", "a text that tells facts could be sent with "+strings.Join(r.draft.Missing, ", ")+" (--facts FILE)")
	}
	return lines
}

// seconds says a duration in seconds, to the tenth.
func seconds(d time.Duration) string {
	return strconv.FormatFloat(d.Round(time.Second/10).Seconds(), 'f', -1, 64) + " s"
}

// sayWhen describes a time as seen from now: the clock, and the day if it is
// another one.
func sayWhen(t, now time.Time) string {
	t = t.In(now.Location())
	if t.Format(time.DateOnly) == now.Format(time.DateOnly) {
		return t.Format("15:04")
	}
	return t.Format("15:04 on Mon 2 Jan")
}

func (r *reply) promised() string {
	if len(r.draft.Promises) == 0 {
		return ""
	}
	return " (promised: " + strings.Join(r.draft.Promises, ", ") + ")"
}

func (r *reply) callReasons() string {
	var reasons []string
	for _, reason := range r.plan.Call.Reasons {
		reasons = append(reasons, strings.ReplaceAll(reason.String(), "_", " "))
	}
	return strings.Join(reasons, ", ")
}

// why names what decided the text.
func (r *reply) why() string {
	switch {
	case r.noText:
		return "no text fits without promising what is not known"
	case r.grave != "":
		return "text " + r.draft.ID + ", " + graveReasons[r.grave] + ": a person is called"
	}
	return "text " + r.draft.ID + ", " + rungReasons[r.draft.Rung]
}

// graveReasons say what a person is called for.
var graveReasons = map[string]string{
	bot.KeyDanger:  "as somebody is in danger",
	bot.KeyDespair: "as somebody does not want to live",
	bot.KeyGrief:   "as somebody has died",
}

// rungReasons say how near a text is to what was asked for.
var rungReasons = map[templates.Rung]string{
	templates.RungExact:   "written for this topic and state",
	templates.RungNeutral: "the topic's neutral text, which suits the state too",
	templates.RungHold:    "the state's holding text",
	templates.RungGeneral: "the general holding text",
}
