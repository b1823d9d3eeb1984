package telegram

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/tone"
)

// Operators is where the people who answer customers are told about them.
type Operators struct {
	// Chat is the id of their chat, which the bot must be in; 0 is none. Thread
	// is a topic in it; 0 is none. What is written in the chat is no
	// customer's.
	Chat   int64
	Thread int

	// Language is the language that they read: Russian, if it is not Romanian.
	Language tone.Language
}

// notify tells the operators about a conversation. Where no chat of theirs is
// named, the owner of a business account is told, in the own chat with the bot.
func (a *Adapter) notify(ctx context.Context, d bot.Delivery) (bot.Outcome, error) {
	if d.Send.Notice == nil {
		return bot.Outcome{Kind: bot.Rejected}, errors.New("telegram: a notice without words")
	}
	to := target{chat: a.moves.now(a.operators.Chat), thread: a.operators.Thread}
	if to.chat == 0 && d.Key.Account != "" {
		c, err := a.book.current(ctx, d.Key.Account)
		if err != nil {
			return bot.Outcome{Kind: bot.Failed}, err
		}
		to.chat, _ = strconv.ParseInt(c.Chat, 10, 64) // 0 if it is none
	}
	if to.chat == 0 {
		return bot.Outcome{Kind: bot.Rejected}, errors.New("telegram: there is nobody to tell: operators.chat is not set")
	}
	page := a.page(d)
	off := true
	id, outcome, err := a.post(ctx, &to, &tg.SendMessageParams{
		Text: page.text.String(), Entities: page.marks, LinkPreviewOptions: &models.LinkPreviewOptions{IsDisabled: &off},
	})
	switch outcome.Kind { //nolint:exhaustive // the others stay as they are
	case bot.Delivered:
		outcome.Messages = []string{formatID(int64(id))}
	case bot.Refused: // it is the operators who can't be reached, and not the customer
		outcome.Kind = bot.Rejected
	}
	return outcome, err
}

// page puts a notice into words: what it is about, the customer with a link,
// how the customer was read, why, what was promised, and the customer's words. A
// line for which there are no words is left out.
func (a *Adapter) page(d bot.Delivery) *page {
	n, lang, texts := d.Send.Notice, a.operators.Language, a.texts.Load()
	p := &page{}
	headline := texts.say(lang, "system.notice."+string(n.Kind), nil)
	if headline == "" {
		headline = string(n.Kind)
	}
	p.line(headline, models.MessageEntity{Type: models.MessageEntityTypeBold})
	p.line(customerLine(d), models.MessageEntity{Type: models.MessageEntityTypeTextLink, URL: customerLink(d)})
	if n.Reading != nil {
		p.line(reading(texts, lang, n.Reading), models.MessageEntity{})
		p.line(foreign(texts, lang, n.Reading.Language), models.MessageEntity{})
	}
	if reasons := describe(n.Reasons, lang); reasons != "" {
		p.line(texts.say(lang, "system.notice.reasons", templates.Vars{"Reasons": reasons}), models.MessageEntity{})
	}
	p.line(a.promised(texts, n), models.MessageEntity{})
	p.line(shorten(n.Quote, maxQuote), models.MessageEntity{Type: models.MessageEntityTypeBlockquote})
	return p
}

const (
	maxQuote = 1500 // of what the customer wrote, in UTF-16 units
	maxName  = 64
)

// promised says what the customer was told, or was told in vain.
func (a *Adapter) promised(texts *Texts, n *bot.Notice) string {
	by := texts.moment(a.operators.Language, n.By, a.clock.Now())
	if by == "" {
		return ""
	}
	id := "system.notice.by"
	if n.Kind == bot.NoticeBroken {
		id = "system.notice.overdue"
	}
	return texts.say(a.operators.Language, id, templates.Vars{"By": by})
}

// customerLine returns what the customer is called: the name as given, or the id
// of the chat.
func customerLine(d bot.Delivery) string {
	name := strings.Join(strings.Fields(strings.Map(visible, d.Send.Notice.Customer)), " ")
	if name == "" {
		return d.Key.Chat
	}
	return shorten(name, maxName)
}

// visible drops what can't be seen in a name and could change how what follows
// is shown.
func visible(r rune) rune {
	if unicode.Is(unicode.Cf, r) && r != '\u200d' || unicode.IsControl(r) && !unicode.IsSpace(r) {
		return -1
	}
	return r
}

// customerLink leads to the customer's profile; empty for a group.
func customerLink(d bot.Delivery) string {
	if id, err := strconv.ParseInt(d.Key.Chat, 10, 64); err != nil || id <= 0 {
		return ""
	}
	return "tg://user?id=" + d.Key.Chat
}

// reading says how the customer was read.
func reading(texts *Texts, lang tone.Language, r *bot.Reading) string {
	v := templates.Vars{
		"State": texts.say(lang, "system.state."+r.State.String(), nil),
		"Topic": texts.say(lang, "system.topic."+r.Topic.String(), nil),
	}
	if r.Intensity > 0 {
		v["Intensity"] = strconv.Itoa(r.Intensity)
	}
	return texts.say(lang, "system.notice.reading", v)
}

// foreign says in which language the customer writes, if the operators' is
// another.
func foreign(texts *Texts, lang, customer tone.Language) string {
	if customer != tone.Russian && customer != tone.Romanian || customer == ownLanguage(lang) {
		return ""
	}
	name := texts.say(lang, "system.language."+customer.String(), nil)
	if name == "" {
		return ""
	}
	return texts.say(lang, "system.notice.language", templates.Vars{"Language": name})
}

// ownLanguage returns the language that operators are told in.
func ownLanguage(lang tone.Language) tone.Language {
	if lang == tone.Romanian {
		return lang
	}
	return tone.Russian
}

// describe returns reasons as a list of words.
func describe(reasons []bot.Reason, lang tone.Language) string {
	var words []string
	for _, r := range reasons {
		if word := r.Describe(ownLanguage(lang)); !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	return strings.Join(words, "; ")
}

// shorten cuts a text to a number of UTF-16 units.
func shorten(text string, limit int) string {
	parts := splitText(text, limit-1)
	switch len(parts) {
	case 0:
		return ""
	case 1:
		return parts[0]
	}
	return parts[0] + "…"
}

// A page is a text of lines, some of which are marked.
type page struct {
	text  strings.Builder
	units int
	marks []models.MessageEntity
}

// line adds a line, unless it is empty. The mark needs neither place nor length;
// one without a kind, or a link to nowhere, marks nothing.
func (p *page) line(text string, mark models.MessageEntity) {
	if text == "" {
		return
	}
	if p.units > 0 {
		p.text.WriteByte('\n')
		p.units++
	}
	length := 0
	for _, r := range text {
		length += utf16Len(r)
	}
	if mark.Type != "" && (mark.Type != models.MessageEntityTypeTextLink || mark.URL != "") {
		mark.Offset, mark.Length = p.units, length
		p.marks = append(p.marks, mark)
	}
	p.text.WriteString(text)
	p.units += length
}
