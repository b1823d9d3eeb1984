package main

import (
	"bufio"
	"context"
	_ "embed" // for the examples
	"errors"
	"strings"
	"time"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/timing"
	"github.com/camerton/camerton/tone"
)

type draftCommand struct {
	Text    []word    `arg:"" optional:"" help:"The message. Without it, standard input is read, one message a line."`
	Name    string    `placeholder:"Ana" help:"The customer's name, to be addressed by."`
	Lang    string    `enum:"auto,ru,ro" default:"auto" help:"Language of the reply: auto (the customer's), ru or ro."`
	Channel string    `enum:"telegram,telegram_business,web,instagram,whatsapp,viber,email,sms,phone" default:"telegram" placeholder:"CHANNEL" help:"Where the message came in: telegram, telegram_business, web, instagram, whatsapp, viber, email, sms, phone."`
	Now     time.Time `format:"2006-01-02T15:04:05Z07:00" placeholder:"2026-03-02T10:00:00+02:00" help:"When the message came, with the offset of its zone. Without it, now."`
	Facts   string    `placeholder:"FILE" help:"The business's facts and hours (business.toml)."`
	Locales string    `placeholder:"DIR" help:"A folder of own texts over the embedded ones."`
	Seed    string    `placeholder:"ID" help:"Who is answered: the same seed gives the same variants."`
	Format  string    `enum:"text,json" default:"text" help:"Output: text for people, json for programs."`
}

//go:embed help/draft.txt
var draftHelp string

// Help is shown under the flags.
func (*draftCommand) Help() string { return draftHelp }

// Run drafts a reply to one message, or to each line of standard input.
func (c *draftCommand) Run(ctx context.Context, p *program) error {
	go tone.Default() // it loads while the texts do
	desk, err := loadDesk(c.Locales, c.Facts)
	if err != nil {
		return err
	}
	if len(c.Text) > 0 && blank(sentence(c.Text)) {
		return usage(errors.New("the message is empty: there is nothing to answer"))
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
		err = show(sentence(c.Text))
	} else {
		err = newLineReader(p.in).each(ctx, out.Flush, func(_ int, line []byte) error {
			if c.Format == "text" && blank(string(line)) {
				return nil // as JSON, each line has its answer
			}
			return show(string(line))
		})
	}
	return errors.Join(err, out.Flush())
}

func blank(text string) bool { return strings.TrimSpace(text) == "" }

// reply is all that is said about one message.
type reply struct {
	text    string
	reading tone.Reading
	plan    timing.Plan
	draft   templates.Draft
	noText  bool   // a person must answer
	grave   string // the key of the text for a danger, a wish to die or a death; a person is called
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
	r.grave = bot.Grave(text, r.reading)
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
	q.Key, q.Channel, q.Seed = r.grave, channel, c.Seed
	if c.Name != "" {
		q.Vars[templates.VarName] = c.Name
	}
	return desk.Answer(q, r.plan, r.now)
}
