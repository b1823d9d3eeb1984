package main

import (
	"bufio"
	"context"
	_ "embed" // for the examples
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/timing"
	"github.com/camerton/camerton/tone"
)

type draftCommand struct {
	Text    []string  `arg:"" optional:"" help:"The message. Without it, standard input is read, one message a line."`
	Name    string    `placeholder:"Ana" help:"The customer's name, to be addressed by."`
	Lang    string    `enum:"auto,ru,ro" default:"auto" help:"Language of the reply: auto (the customer's), ru or ro."`
	Channel string    `enum:"telegram,telegram_business,web,instagram,whatsapp,viber,email,sms,phone" default:"telegram" placeholder:"CHANNEL" help:"Where the message came in: telegram, telegram_business, web, instagram, whatsapp, viber, email, sms, phone."`
	Now     time.Time `format:"2006-01-02T15:04:05Z07:00" placeholder:"2026-03-02T10:00:00+02:00" help:"When the message came, with the offset of its zone. Without it, now."`
	Facts   string    `type:"path" placeholder:"FILE" help:"The business's facts and hours (business.toml)."`
	Locales string    `type:"path" placeholder:"DIR" help:"A folder of own texts over the embedded ones."`
	Seed    string    `placeholder:"ID" help:"Who is answered: the same seed gives the same variants."`
	Format  string    `enum:"text,json" default:"text" help:"Output: text for people, json for programs."`
}

//go:embed help/draft.txt
var draftHelp string

// Help is shown under the flags.
func (*draftCommand) Help() string { return draftHelp }

// Run drafts a reply to one message, or to each line of standard input.
func (c *draftCommand) Run(ctx context.Context, p *program) error {
	desk, err := loadDesk(c.Locales, c.Facts)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(p.out)
	show := func(text string) error {
		r, err := c.reply(desk, text, p.now())
		if err != nil {
			return err
		}
		if c.Format == "json" {
			return r.json(out)
		}
		return newPage(p).reply(out, r)
	}
	if len(c.Text) > 0 {
		err = show(strings.Join(c.Text, " "))
	} else {
		err = newLineReader(p.in).each(ctx, out.Flush, func(_ int, line []byte) error { return show(string(line)) })
	}
	return errors.Join(err, out.Flush())
}

// reply is all that is said about one message.
type reply struct {
	text    string
	reading tone.Reading
	plan    timing.Plan
	draft   templates.Draft
	noText  bool // a person must answer
	now     time.Time
}

func (c *draftCommand) reply(desk *templates.Desk, text string, clock time.Time) (*reply, error) {
	policy := desk.Policy()
	r := &reply{text: text, now: c.moment(policy, clock)}
	channel, err := tone.ParseChannel(c.Channel)
	if err != nil {
		return nil, err
	}
	r.reading = tone.Default().Classify(tone.Message{Text: text}, tone.Context{Channel: channel, At: r.now})
	history := timing.History{FirstLine: r.now, LastLine: r.now, Channel: channel}
	r.plan = policy.Plan(r.reading, history, r.now)
	if r.draft, err = c.draft(desk, r, channel); errors.Is(err, templates.ErrPerson) {
		r.noText, err = true, nil
	}
	if err != nil {
		return nil, err
	}
	// What the text asks and promises decides what is waited for afterwards.
	history.NeedsWork = r.noText || len(r.draft.Promises) > 0
	history.Asks = strings.Contains(r.draft.Text, "?")
	history.TextLength = len([]rune(r.draft.Text))
	r.plan = policy.Plan(r.reading, history, r.now)
	return r, nil
}

// moment is when the message came, in the zone of the business.
func (c *draftCommand) moment(policy timing.Policy, clock time.Time) time.Time {
	at := c.Now
	if at.IsZero() {
		at = clock
	}
	if policy.Calendar != nil {
		return at.In(policy.Calendar.Location())
	}
	return at
}

func (c *draftCommand) draft(desk *templates.Desk, r *reply, channel tone.Channel) (templates.Draft, error) {
	lang := desk.Language(r.reading)
	switch c.Lang {
	case tone.Russian.String():
		lang = tone.Russian
	case tone.Romanian.String():
		lang = tone.Romanian
	}
	q := desk.QueryIn(lang, r.reading, r.plan, r.now)
	q.Channel, q.Seed = channel, c.Seed
	if c.Name != "" {
		q.Vars[templates.VarName] = c.Name
	}
	return desk.Answer(q, r.plan, r.now)
}

// json writes the reply as one line.
func (r *reply) json(w io.Writer) error {
	var reading strings.Builder
	if err := writeReading(&reading, r.text, r.reading); err != nil {
		return err
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(struct {
		Reading json.RawMessage `json:"reading"`
		Draft   draftJSON       `json:"draft"`
		Plan    planJSON        `json:"plan"`
	}{json.RawMessage(reading.String()), r.draftJSON(), r.planJSON()})
}

type draftJSON struct {
	Template string         `json:"template"`
	Rung     templates.Rung `json:"rung"`
	Language tone.Language  `json:"language"`
	Subject  string         `json:"subject,omitempty"`
	Text     string         `json:"text"`
	Promises []string       `json:"promises"`
	Missing  []string       `json:"missing"`
}

func (r *reply) draftJSON() draftJSON {
	d := r.draft
	return draftJSON{
		Template: d.ID, Rung: d.Rung, Language: d.Language, Subject: d.Subject, Text: d.Text,
		Promises: append([]string{}, d.Promises...), Missing: append([]string{}, d.Missing...),
	}
}

type planJSON struct {
	SendAt     time.Time       `json:"send_at"`
	Typing     float64         `json:"typing_s"`
	OutOfHours bool            `json:"out_of_hours"`
	AnswerBy   *time.Time      `json:"answer_by,omitempty"`
	FollowUps  []time.Time     `json:"follow_ups"`
	Call       bool            `json:"call"`
	Reasons    []timing.Reason `json:"call_reasons"`
}

func (r *reply) planJSON() planJSON {
	j := planJSON{
		SendAt: r.plan.SendAt, Typing: r.plan.Typing.Seconds(), OutOfHours: r.plan.OutOfHours,
		FollowUps: []time.Time{}, Call: r.plan.Call.Advise, Reasons: append([]timing.Reason{}, r.plan.Call.Reasons...),
	}
	if r.plan.AnswerBy.Kind != timing.NoPromise {
		j.AnswerBy = &r.plan.AnswerBy.At
	}
	for _, f := range r.plan.FollowUps {
		j.FollowUps = append(j.FollowUps, f.At)
	}
	return j
}

// sayWhen describes a time as seen from now: the clock, and the day if it is
// another one.
func sayWhen(t, now time.Time) string {
	t = t.In(now.Location())
	if t.Format(time.DateOnly) == now.Format(time.DateOnly) {
		return t.Format("15:04")
	}
	return t.Format("Mon 2 Jan 15:04")
}

// lines are what is said about when and why.
func (r *reply) lines() [][2]string {
	plan := r.plan
	when := fmt.Sprintf("%s after the last line", plan.SendAt.Sub(r.now).Round(time.Second/10))
	if plan.Typing > 0 {
		when += fmt.Sprintf(", %s of it typing", plan.Typing.Round(time.Second/10))
	}
	lines := [][2]string{{"when", when}}
	if plan.OutOfHours {
		lines = append(lines, [2]string{"", "the business is closed then"})
	}
	if open := r.noText || len(r.draft.Promises) > 0; open && plan.AnswerBy.Kind != timing.NoPromise {
		lines = append(lines, [2]string{"then", "a person answers by " + sayWhen(plan.AnswerBy.At, r.now) + r.promised()})
	}
	for _, f := range plan.FollowUps {
		lines = append(lines, [2]string{"later", "if there is no answer to the question: a follow-up " + sayWhen(f.At, r.now)})
	}
	lines = append(lines, [2]string{"why", r.why()})
	if plan.Call.Advise {
		var reasons []string
		for _, reason := range plan.Call.Reasons {
			reasons = append(reasons, strings.ReplaceAll(reason.String(), "_", " "))
		}
		lines = append(lines, [2]string{"call", "better than writing: " + strings.Join(reasons, ", ")})
	}
	if len(r.draft.Missing) > 0 {
		lines = append(lines, [2]string{"more", "with " + strings.Join(r.draft.Missing, ", ") + " there is a text that tells facts (--facts FILE)"})
	}
	return lines
}

func (r *reply) promised() string {
	if len(r.draft.Promises) == 0 {
		return ""
	}
	return " (promised: " + strings.Join(r.draft.Promises, ", ") + ")"
}

// why names what decided the text.
func (r *reply) why() string {
	if r.noText {
		return "no text fits without promising what is not known; a person answers"
	}
	return fmt.Sprintf("text %s, %s", r.draft.ID, rungReasons[r.draft.Rung])
}

// rungReasons say how near a text is to what was asked for.
var rungReasons = map[templates.Rung]string{
	templates.RungExact:   "written for this topic and state",
	templates.RungNeutral: "the topic's neutral text, which suits the state too",
	templates.RungHold:    "the state's holding text",
	templates.RungGeneral: "the general holding text",
}

// reply writes the reading, the text and the plan.
func (p page) reply(w io.Writer, r *reply) error {
	if err := p.reading(w, r.text, r.reading); err != nil {
		return err
	}
	var b strings.Builder
	text := r.draft.Text
	if r.draft.Subject != "" {
		text = r.draft.Subject + "\n\n" + text
	}
	if r.noText {
		text = "(a person must answer)"
	}
	edge := p.paint("│", stateColours[r.reading.State])
	for line := range strings.SplitSeq(wrap(printable(text), p.width-4), "\n") {
		fmt.Fprintf(&b, "  %s %s\n", edge, p.paint(line, bold))
	}
	b.WriteByte('\n')
	for _, line := range r.lines() {
		fmt.Fprintf(&b, "  %s %s\n", p.paint(fmt.Sprintf("%-6s", line[0]), faint), strings.ReplaceAll(wrap(line[1], p.width-9), "\n", "\n         "))
	}
	b.WriteByte('\n')
	_, err := io.WriteString(w, b.String())
	return err
}
