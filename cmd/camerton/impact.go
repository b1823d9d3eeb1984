package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/camerton/camerton/locales"
	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/timing"
	"github.com/camerton/camerton/tone"
)

type impactCommand struct {
	Against string    `required:"" placeholder:"REV" help:"The revision of git to compare with."`
	File    string    `arg:"" optional:"" help:"Messages: plain lines, lines of a corpus, or JSON Lines with text, or with turns. Without it, standard input."`
	Locales string    `default:"locales" placeholder:"DIR" help:"The folder of texts that was edited."`
	Facts   string    `placeholder:"FILE" help:"The business's facts and hours (business.toml)."`
	Channel string    `enum:"telegram,telegram_business,web,instagram,whatsapp,viber,email,sms,phone" default:"telegram" placeholder:"CHANNEL" help:"Where the messages came in."`
	Now     time.Time `format:"2006-01-02T15:04:05Z07:00" placeholder:"2026-03-02T10:00:00+02:00" help:"When the messages came. Without it, now."`
	Format  string    `enum:"text,json" default:"text" help:"Output: text for people, json for programs (JSON Lines)."`
}

// Help is shown under the flags.
func (*impactCommand) Help() string {
	return `Which messages would be answered with a different text than at a revision, side by side.

Examples:
  camerton impact --against HEAD tone/corpus/batches/ru-01.txt
  camerton impact --against main --locales my-texts --format json messages.jsonl`
}

// Run compares the answers to every message.
func (c *impactCommand) Run(ctx context.Context, p *program) error {
	if err := holdsTexts(c.Locales); err != nil {
		return err
	}
	old, err := folderAt(ctx, c.Locales, c.Against)
	if err != nil {
		return err
	}
	before, err := c.desk(old)
	if err != nil {
		return err
	}
	after, err := c.desk(os.DirFS(c.Locales))
	if err != nil {
		return err
	}
	in := p.in
	if c.File != "" {
		f, err := os.Open(c.File)
		if err != nil {
			return usage(err)
		}
		defer f.Close() //nolint:errcheck // it was only read
		in = f
	}
	at := c.Now
	if at.IsZero() {
		at = p.now()
	}
	return c.compare(ctx, p.out, in, before, after, at)
}

// desk loads texts, with the facts of the business if there are some.
func (c *impactCommand) desk(own fs.FS) (*templates.Desk, error) {
	named := templates.Named(filepath.ToSlash(c.Locales), own)
	var texts *templates.Catalog
	var err error
	if templates.IsWhole(own) {
		texts, err = templates.Load(named)
	} else {
		texts, err = templates.Load(locales.FS, named)
	}
	if err != nil {
		return nil, refused(err)
	}
	return deskOf(texts, c.Facts)
}

// A change is a message that would get a different text.
type change struct {
	Message  string `json:"message"`
	OldKey   string `json:"old_template"`
	OldText  string `json:"old_text"`
	NewKey   string `json:"new_template"`
	NewText  string `json:"new_text"`
	Language string `json:"language"`
}

func (c *impactCommand) compare(ctx context.Context, out io.Writer, in io.Reader, before, after *templates.Desk, at time.Time) error {
	channel, err := tone.ParseChannel(c.Channel)
	if err != nil {
		return err
	}
	read, changed := 0, 0
	err = newLineReader(in).each(ctx, func() error { return nil }, func(_ int, line []byte) error {
		for _, message := range messagesOf(string(line)) {
			read++
			was, is := answerOf(before, message, channel, at), answerOf(after, message, channel, at)
			if was.Text == is.Text {
				continue
			}
			changed++
			if err := c.print(out, change{message, was.ID, was.Text, is.ID, is.Text, is.Language.String()}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil || c.Format == "json" {
		return err
	}
	_, err = fmt.Fprintf(out, "%d of %d messages would get a different text.\n", changed, read)
	return err
}

// answerOf is the text that a message gets; empty for a person's.
func answerOf(d *templates.Desk, message string, channel tone.Channel, at time.Time) templates.Draft {
	policy := d.Policy()
	if policy.Calendar != nil {
		at = at.In(policy.Calendar.Location())
	}
	reading := tone.Default().Classify(tone.Message{Text: message}, tone.Context{Channel: channel, At: at})
	plan := policy.Plan(reading, timing.History{FirstLine: at, LastLine: at, Channel: channel}, at)
	q := d.Query(reading, plan, at)
	q.Channel, q.Seed = channel, message
	draft, err := d.Answer(q, plan, at)
	if err != nil && !errors.Is(err, templates.ErrPerson) {
		return templates.Draft{}
	}
	return draft
}

// messagesOf returns the customer's messages in a line: a plain one, the text
// after the bar of a corpus, an object with a text, or a conversation's turns.
func messagesOf(line string) []string {
	line = strings.TrimSpace(line)
	if line == "" || line[0] == '#' {
		return nil
	}
	var object struct {
		Text  string `json:"text"`
		Turns []struct {
			From string `json:"from"`
			Text string `json:"text"`
		} `json:"turns"`
	}
	if line[0] == '{' && json.Unmarshal([]byte(line), &object) == nil {
		messages := []string{object.Text}
		for _, turn := range object.Turns {
			if turn.From == "customer" {
				messages = append(messages, turn.Text)
			}
		}
		return nonEmpty(messages)
	}
	if head, text, ok := strings.Cut(line, " | "); ok {
		if state, _, _ := strings.Cut(head, " "); isState(state) {
			line = text
		}
	}
	return []string{line}
}

func isState(name string) bool {
	_, err := tone.ParseState(name)
	return err == nil
}

func nonEmpty(all []string) (kept []string) {
	for _, s := range all {
		if strings.TrimSpace(s) != "" {
			kept = append(kept, s)
		}
	}
	return kept
}

// impactColumn is how wide each of the two texts is.
const impactColumn = 38

// print writes a change; for people the texts stand side by side.
func (c *impactCommand) print(out io.Writer, ch change) error {
	if c.Format == "json" {
		e := json.NewEncoder(out)
		e.SetEscapeHTML(false)
		return e.Encode(ch)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", shorten(printable(ch.Message), pageWidth))
	left := append([]string{personOr(ch.OldKey)}, strings.Split(wrap(ch.OldText, impactColumn), "\n")...)
	right := append([]string{personOr(ch.NewKey)}, strings.Split(wrap(ch.NewText, impactColumn), "\n")...)
	for i := range max(len(left), len(right)) {
		var l, r string
		if i < len(left) {
			l = left[i]
		}
		if i < len(right) {
			r = right[i]
		}
		fmt.Fprintf(&b, "  %s │ %s\n", l+strings.Repeat(" ", max(0, impactColumn-len([]rune(l)))), r)
	}
	b.WriteByte('\n')
	_, err := io.WriteString(out, b.String())
	return err
}

// personOr names the text, or who answers without one.
func personOr(key string) string {
	if key == "" {
		return "(a person)"
	}
	return key
}
