package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/tone"
)

// A chatItem is one thing that is shown of a chat: what somebody said, or what
// was decided.
type chatItem struct {
	At      time.Time `json:"at"`
	From    string    `json:"from"` // customer, bot, operators, decision
	Text    string    `json:"text,omitempty"`
	Buttons []string  `json:"buttons,omitempty"`

	Template  string        `json:"template,omitempty"`
	Action    bot.Verdict   `json:"action,omitempty"`
	State     *tone.State   `json:"state,omitempty"`
	Intensity int           `json:"intensity,omitempty"`
	Topic     *tone.Topic   `json:"topic,omitempty"`
	Language  tone.Language `json:"language,omitzero"`
	SendAt    time.Time     `json:"send_at,omitzero"`
	AnswerBy  time.Time     `json:"answer_by,omitzero"` // what was promised
	Why       []string      `json:"why,omitempty"`
}

// A chatView shows a chat: the conversation on the left and, where there is a
// terminal, the states and decisions in a pane on the right.
type chatView struct {
	page  page
	out   io.Writer
	json  bool
	panes bool
	zone  *time.Location

	mu      sync.Mutex // protects those below
	failed  error
	day     string
	planned map[int64]bot.Send
	buttons map[string]chatButton // the last ones, by label and by data
}

// A chatButton is a button that the bot has shown.
type chatButton struct {
	message int
	data    string
}

func newChatView(page page, out io.Writer, asJSON, terminal bool, zone *time.Location) *chatView {
	return &chatView{
		page: page, out: out, json: asJSON, panes: terminal && !asJSON, zone: zone,
		planned: make(map[int64]bot.Send), buttons: make(map[string]chatButton),
	}
}

// isTerminal reports whether what is read or written is a terminal.
func isTerminal(f any) bool {
	file, ok := f.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// err returns the first error of writing.
func (v *chatView) err() error {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.failed
}

// write writes, unless writing has failed before.
func (v *chatView) write(s string) {
	if v.failed == nil {
		_, v.failed = io.WriteString(v.out, s)
	}
}

// prompt invites the customer to write.
func (v *chatView) prompt() {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.panes {
		v.write("> ")
	}
}

// note shows something that is no part of the conversation.
func (v *chatView) note(text string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if !v.json {
		v.write(v.page.paint(text, faint) + "\n")
	}
}

// customer shows what the customer does. On a terminal it stands there already.
func (v *chatView) customer(at time.Time, text string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if !v.panes {
		v.show(&chatItem{At: at, From: "customer", Text: text})
	}
}

// button returns the message and the data of a button with this label or data.
func (v *chatView) button(name string) (message int, data string, ok bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	b, ok := v.buttons[name]
	return b.message, b.data, ok
}

// happened shows what has been committed.
func (v *chatView) happened(events []bot.Event) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.panes {
		v.write("\r\x1b[K") // the prompt comes again below
	}
	for i := range events {
		switch e := &events[i]; e.Kind { //nolint:exhaustive // the rest is not shown
		case bot.Decided:
			v.decided(e.At, e.Decision)
		case bot.SendEnded:
			v.ended(e.At, e.Result)
		}
	}
	if v.panes {
		v.write("> ")
	}
}

// decided shows a decision, and keeps what it sends for when it arrives.
func (v *chatView) decided(at time.Time, d *bot.Decision) {
	item := &chatItem{At: at, From: "decision", Action: d.Verdict}
	for i := range d.Actions {
		a := &d.Actions[i]
		if a.Kind != bot.PlanSend {
			continue
		}
		v.planned[a.Send.No] = *a.Send
		if a.Send.Kind == bot.SendAnswer || a.Send.Kind == bot.SendFollowUp {
			item.Template, item.SendAt = a.Send.Template, a.Send.At
		}
		if a.Effect != nil && a.Effect.Promise != nil {
			item.AnswerBy = a.Effect.Promise.By
		}
	}
	if r := d.Reading; r != nil {
		item.State, item.Intensity, item.Topic, item.Language = &r.State, r.Intensity, &r.Topic, r.Language
	}
	for _, reason := range d.Reasons {
		if reason != bot.AnswerArrived {
			item.Why = append(item.Why, reason.Describe(tone.LanguageOther))
		}
	}
	if item.Action != "" || len(item.Why) > 0 {
		v.show(item)
	}
}

// ended shows what has arrived.
func (v *chatView) ended(at time.Time, r *bot.Result) {
	send := v.planned[r.No]
	if r.Status != bot.SendDone {
		v.show(&chatItem{At: at, From: "decision", Why: []string{fmt.Sprintf("%s %d is now %s: %s", r.Kind, r.No, r.Status, r.Error)}})
		return
	}
	item := &chatItem{At: at, From: "bot", Text: send.Text, Template: send.Template}
	switch {
	case send.Kind == bot.SendReaction:
		item.Text = send.Emoji
	case send.Notice != nil:
		item.From, item.Text = "operators", string(send.Notice.Kind)
		for _, reason := range send.Notice.Reasons {
			item.Why = append(item.Why, reason.Describe(tone.LanguageOther))
		}
	}
	if len(r.Messages) > 0 && len(send.Buttons) > 0 {
		message, _ := strconv.Atoi(r.Messages[0]) // the Bot API server's ids are numbers
		for _, b := range send.Buttons {
			item.Buttons = append(item.Buttons, b.Label)
			v.buttons[b.Label], v.buttons[b.Data] = chatButton{message, b.Data}, chatButton{message, b.Data}
		}
	}
	v.show(item)
}

// show writes one thing.
func (v *chatView) show(item *chatItem) {
	item.At = item.At.UTC().Truncate(time.Millisecond)
	if v.json {
		data, err := json.Marshal(item)
		if err == nil {
			v.write(string(data) + "\n")
		}
		return
	}
	at := item.At.In(v.zone)
	if day := at.Format("Mon 2 Jan 2006"); day != v.day {
		v.day = day
		v.write(v.page.paint("── "+day+" ──", faint) + "\n")
	}
	switch {
	case item.From == "decision":
		v.pane(at, v.decisionLines(item))
		return
	case item.From == "operators" && v.panes:
		v.pane(at, []string{v.page.paint("operators ← "+item.Text, faint)})
		return
	}
	text := strings.Join(append([]string{item.Text}, item.Buttons...), "\n▢ ")
	if len(item.Why) > 0 {
		text = item.Text + ": " + strings.Join(item.Why, "; ")
	}
	const margin = 20
	who := fmt.Sprintf("%s %-10s ", at.Format(time.TimeOnly), item.From)
	width := v.page.width - margin
	if v.panes {
		width = paneColumn - margin
	}
	style := bold
	if item.From == "operators" {
		style = faint
	}
	v.write(v.page.paint(who, faint) + v.page.paint(indent(wrap(printable(text), width), margin), style) + "\n")
}

// paneColumn is where the pane with states and decisions begins.
const paneColumn = 52

// decisionLines are the lines about a decision.
func (v *chatView) decisionLines(item *chatItem) []string {
	var lines []string
	if item.State != nil {
		state := item.State.String()
		if item.Intensity > 0 {
			state += fmt.Sprintf(" %d/3", item.Intensity)
		}
		lines = append(lines, v.page.paint(state, stateColours[*item.State])+" · "+item.Topic.String())
	}
	if item.Action != "" {
		line := "→ " + v.page.paint(string(item.Action), bold)
		if !item.SendAt.IsZero() {
			line += " at " + item.SendAt.In(v.zone).Format(time.TimeOnly)
		}
		lines = append(lines, line)
	}
	if item.Template != "" {
		lines = append(lines, v.page.paint(item.Template, faint))
	}
	if !item.AnswerBy.IsZero() {
		lines = append(lines, "a person answers by "+item.AnswerBy.In(v.zone).Format("2 Jan 15:04"))
	}
	return append(lines, v.page.paint(strings.Join(item.Why, "; "), faint))
}

// pane writes lines: in the pane on a terminal, among the conversation elsewhere.
func (v *chatView) pane(at time.Time, lines []string) {
	if !v.panes {
		v.write(fmt.Sprintf("%s %s\n", v.page.paint(at.Format(time.TimeOnly), faint), indent(wrap(strings.Join(lines, " | "), v.page.width-11), 11)))
		return
	}
	for line := range strings.SplitSeq(wrap(strings.Join(lines, "\n"), v.page.width-paneColumn-2), "\n") {
		v.write(strings.Repeat(" ", paneColumn) + v.page.paint("│ ", faint) + line + "\n")
	}
}
