package main

import (
	"slices"

	"github.com/camerton/camerton/timing"
	"github.com/camerton/camerton/tone"
)

// A section is a table of the config file.
type section struct {
	name  string
	about string
	keys  []configKey
}

// A configKey is a key of the config: this is the one place where it is
// described. Its default is what defaultConfig has in the field.
type configKey struct {
	name   string // within its section
	about  string
	field  any      // pointer into a config: see setField
	words  []string // the words that a string may be; nil for any
	errors string   // how the packages call the field in their errors, if not by its key
}

// sections returns the keys of a config, in the order of the sample.
func (c *config) sections() []section {
	return slices.Concat(c.worldSections(), c.decisionSections(), c.timingSections(&c.decisions.Policy))
}

// worldSections are the keys about what the bot is connected with.
func (c *config) worldSections() []section {
	return []section{
		{"telegram", "How the bot talks to Telegram. Its token is not written here: set CAMERTON_TOKEN.", []configKey{
			{name: "updates", words: []string{polling, webhook}, field: &c.telegram.updates, about: "How updates come in: \"polling\" asks Telegram for them and needs nothing else;\n\"webhook\" is called by Telegram and needs an https address, see [webhook]."},
			{name: "api", field: &c.telegram.api, about: "The Bot API server, if it is not Telegram's own."},
			{name: "timeout", field: (*span)(&c.telegram.timeout), about: "How long a call may take."},
		}},
		{"webhook", "Where Telegram calls the bot, with updates = \"webhook\". Set CAMERTON_WEBHOOK_SECRET too:\n1 to 256 of A-Z, a-z, 0-9, _ and -, as many as you like by chance.", []configKey{
			{name: "url", field: &c.webhook.url, about: "What Telegram calls: https, on port 443, 80, 88 or 8443. A proxy there passes it on\nto the address below."},
			{name: "listen", field: &c.webhook.listen, about: "Where the bot listens for the proxy."},
			{name: "connections", field: &c.webhook.connections, about: "How many calls Telegram makes at once, from 1 to 100."},
		}},
		{"operators", "Where people are told that a customer needs them.", []configKey{
			{name: "chat", field: &c.operators.chat, about: "The id of a group that the bot is in, such as -1001234567890, or of a person who has\nwritten to the bot. 0 tells nobody, except the owner of a business account."},
			{name: "thread", field: &c.operators.thread, about: "The id of a topic in that group; 0 is none."},
			{name: "language", words: []string{"ru", "ro"}, field: &c.operators.language, about: "The language they read."},
		}},
		{"texts", "What the bot says. Files that change are read again at once; if something is wrong with\nthem, the bot goes on with what it had and logs the faults.", []configKey{
			{name: "business", field: &c.texts.business, about: "The file with the facts and hours of the business. Without one the bot is always open\nand knows no facts. Paths are seen from the folder of this file."},
			{name: "dir", field: &c.texts.dir, about: "A folder of texts of your own, laid over those that come with Camerton."},
			{name: "model", field: &c.texts.model, about: "A model of your own by which messages are read."},
		}},
		{"store", "Where conversations are kept.", []configKey{
			{name: "kind", words: []string{"sqlite", postgreSQL}, field: &c.store.kind, about: "\"sqlite\" is one file and needs no server. \"postgres\" lets several bots share the work;\nset CAMERTON_DATABASE to its address, with the password."},
			{name: "path", field: &c.store.path, about: "The file, with kind = \"sqlite\"."},
			{name: "check", words: []string{"quick", "full", "none"}, field: &c.store.check, about: "How thoroughly the file is checked at the start."},
			{name: "connections", field: &c.store.connections, about: "How many connections there are to the database at most, with kind = \"postgres\"."},
			{name: "keep", field: &c.store.keep, about: "How long after its last message a conversation is kept; \"0s\" is for good."},
		}},
		{"run", "How the program runs.", []configKey{
			{name: "health", field: &c.run.health, about: "Where /healthz, /readyz and /metrics answer, on this machine only; \"\" is nowhere."},
			{name: "workers", field: &c.run.workers, about: "How many conversations are worked on at once."},
			{name: "lease", field: (*span)(&c.run.lease), about: "After a crash, how long until its conversations are taken up again."},
			{name: "send_timeout", field: (*span)(&c.run.send), about: "How long sending a message may take."},
			{name: "stop_timeout", field: (*span)(&c.run.stopping), about: "How long the bot finishes what it is doing when it is told to stop."},
		}},
		{"log", "What is written to the standard error. No texts, names or secrets ever are.", []configKey{
			{name: "level", words: []string{"debug", "info", "warn", "error"}, field: &c.log.level, about: "The least that is written."},
			{name: "format", words: []string{"text", "json"}, field: &c.log.format, about: "\"text\" for people, \"json\" for programs."},
		}},
		{"limits", "How many messages are sent at most. Below zero is no limit; the figures are Telegram's.", []configKey{
			{name: "chat", field: &c.limits.chat, about: "To one chat in a second."},
			{name: "group", field: &c.limits.group, about: "To one group in a minute."},
			{name: "global", field: &c.limits.global, about: "To all chats in a second. Where several bots run with one token, give each its share."},
		}},
	}
}

// decisionSections are the keys about what the bot decides.
func (c *config) decisionSections() []section {
	d := &c.decisions
	return []section{{"decisions", "What the bot decides.", []configKey{
		{name: "names", field: &c.names, about: "Whether customers are called by their names."},
		{name: "follow_ups", field: &c.follow, about: "Whether the bot writes once more to a customer who does not answer its question."},
		{name: "reactions", field: &c.reactions, about: "Whether thanks that need no words get an emoji."},
		{name: "take_over", field: (*span)(&d.TakeOver), errors: "TakeOver", about: "How long after the last line of a person of yours the bot keeps silent."},
		{name: "sitting", field: (*span)(&d.Sitting), errors: "Sitting", about: "The silence after which a customer's line begins a new exchange."},
		{name: "conversation", field: (*span)(&d.Conversation), errors: "Conversation", about: "The silence after which a customer starts afresh."},
		{name: "memory", field: (*span)(&d.Memory), errors: "Memory", about: "How long bad experiences and failed solutions count."},
		{name: "disclose", field: (*span)(&d.Disclose), errors: "Disclose", about: "How often a customer is told that an assistant writes."},
		{name: "flood_lines", field: &d.FloodLines, errors: "FloodLines", about: "How many lines of a customer in a minute are too many; -1 is never."},
		{name: "flood_pause", field: (*span)(&d.FloodPause), errors: "FloodPause", about: "For how long such a customer is not answered then."},
		{name: "repeats", field: &d.Repeats, errors: "Repeats", about: "How many times in a row the same text comes before a machine must be writing; -1 is never."},
		{name: "quick_replies", field: &d.QuickReplies, errors: "QuickReplies", about: "How many answers in a row come within quick_within before a machine must be writing; -1 is never."},
		{name: "quick_within", field: (*span)(&d.QuickWithin), errors: "QuickWithin", about: "See quick_replies."},
		{name: "late_send", field: (*span)(&d.LateSend), errors: "LateSend", about: "A text that is later than this is thought over before it is sent."},
	}}}
}

// timingSections are the keys about when customers are answered.
func (c *config) timingSections(p *timing.Policy) []section {
	all := []section{
		{"timing", "When customers are answered.", []configKey{
			{name: "quiet_hours", field: &p.Quiet, about: "When the bot starts nothing of its own; \"none\" for never. It answers at any hour."},
			{name: "morning", field: &p.Morning, about: "The earliest time of a follow-up."},
			{name: "daily_texts", field: &p.DailyTexts, about: "How many automatic texts a customer gets on one day at most; -1 is no limit."},
			{name: "unfinished_window", field: (*span)(&p.UnfinishedWindow), about: "How long the bot waits after a line that looks unfinished."},
			{name: "merge_cap", field: (*span)(&p.MergeCap), about: "How long after the first line it waits at most."},
			{name: "typing_speed", field: &p.TypingSpeed, about: "How many characters a second it seems to type."},
			{name: "follow_up_gap", field: (*span)(&p.FollowUpGap), about: "How far from the question a follow-up is at least."},
			{name: "deadline_notice", field: (*span)(&p.DeadlineNotice), about: "How much business time must be left before a deadline of the customer's to promise an answer by it."},
		}},
		{"timing.clocks", "How long a customer may wait: what people are warned of.", []configKey{
			{name: "first_reply", field: (*span)(&p.Clocks.FirstReply), about: "Business time until the first reply."},
			{name: "next_reply", field: (*span)(&p.Clocks.NextReply), about: "Business time until any later reply."},
			{name: "resolution_days", field: &p.Clocks.ResolutionDays, about: "Business days until the matter is settled; -1 for no such clock."},
			{name: "warnings", field: &p.Clocks.Warnings, about: "After which shares of a clock's time people are warned, in per cent."},
			{name: "guard", field: (*span)(&p.Clocks.Guard), about: "Wall time without an answer of any kind after which something is badly wrong."},
		}},
		{"timing.rounding", "How exact a promised time is.", []configKey{
			{name: "fine_within", field: (*span)(&p.Rounding.FineWithin), about: "Promises up to this far ahead …"},
			{name: "fine", field: (*span)(&p.Rounding.Fine), about: "… are rounded up to this."},
			{name: "middle_within", field: (*span)(&p.Rounding.MiddleWithin), about: "Those up to this far ahead …"},
			{name: "middle", field: (*span)(&p.Rounding.Middle), about: "… are rounded up to this."},
			{name: "coarse", field: (*span)(&p.Rounding.Coarse), about: "Later ones on the same day."},
			{name: "other_day", field: (*span)(&p.Rounding.OtherDay), about: "Those on another day."},
			{name: "settle", field: (*span)(&p.Rounding.Settle), about: "What a promise leaves after an opening that rounding has carried it to."},
			{name: "part_of_day_from", field: &p.Rounding.PartOfDayFrom, about: "How many days ahead a promise is a part of the day (\"on Monday morning\"); -1 is never."},
		}},
		{"timing.call", "When a call is offered.", []configKey{
			{name: "exchange", field: &p.Call.Exchange, about: "At which exchange about the same thing to a confused or irritated customer; -1 is never."},
			{name: "currency", field: &p.Call.Currency, about: "The currency of an amount that comes without one."},
		}},
		{"timing.call.amounts", "The amounts from which on money is better spoken about; -1 is never.", []configKey{
			{name: "mdl", field: &p.Call.Amounts.MDL},
			{name: "ron", field: &p.Call.Amounts.RON},
			{name: "eur", field: &p.Call.Amounts.EUR},
			{name: "usd", field: &p.Call.Amounts.USD},
			{name: "rub", field: &p.Call.Amounts.RUB},
			{name: "uah", field: &p.Call.Amounts.UAH},
		}},
	}
	for i, row := range []struct {
		state tone.State
		row   *timing.Row
	}{
		{tone.Neutral, &p.Neutral},
		{tone.Rushed, &p.Rushed},
		{tone.Irritated, &p.Irritated},
		{tone.Confused, &p.Confused},
		{tone.Tired, &p.Tired},
		{tone.Enthusiastic, &p.Enthusiastic},
	} {
		all = append(all, rowSection(row.state, row.row, i == 0))
	}
	return all
}

// rowSection are the keys of one state. What they mean is said at the first.
func rowSection(state tone.State, r *timing.Row, first bool) section {
	keys := []configKey{
		{name: "merge_window", field: (*span)(&r.MergeWindow), about: "How long after the last line the bot waits for more lines, to answer them together."},
		{name: "delay", field: (*span)(&r.Delay), about: "The pause after that."},
		{name: "typing_min", field: (*span)(&r.TypingMin), about: "How long it seems to type at least …"},
		{name: "typing_max", field: (*span)(&r.TypingMax), about: "… and at most."},
		{name: "answer_by", field: (*span)(&r.AnswerBy), about: "The business time within which a person answers, if the bot can't: what it promises."},
		{name: "follow_up", field: &r.FollowUp, about: "When it writes once more to a customer who does not answer its question: a time such as\n\"4h\", \"next business morning\", \"next business day\" or \"none\"."},
	}
	about := "A customer who is " + state.String() + ". The keys are those of [timing.neutral]."
	if first {
		about = "A customer in no particular mood. The six states have the same keys."
	}
	if !first {
		for i := range keys {
			keys[i].about = ""
		}
	}
	return section{name: "timing." + state.String(), about: about, keys: keys}
}
