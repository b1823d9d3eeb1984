package telegram_test

import (
	"fmt"
	"strings"

	"github.com/camerton/camerton/bot/telegram"
	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/timing"
)

// phrases are words for tests: a few phrases, with their variables in braces.
type phrases map[string]string

func (p phrases) Phrase(id string, v templates.Vars) string {
	text := p[id]
	for name, value := range v {
		text = strings.ReplaceAll(text, "{"+name+"}", value)
	}
	return text
}

func (p phrases) Moment(m timing.Moment) string {
	return fmt.Sprintf("%s %02d:%02d", p[m.Day.String()], m.Clock.Hour(), m.Clock.Minute())
}

func words() telegram.Texts {
	return telegram.Texts{
		Russian: phrases{
			"system.command.start": "начать сначала", "system.command.lang": "выбрать язык",
			"system.notice.escalated": "Нужен человек", "today": "сегодня до",
		},
		Romanian: phrases{
			"system.command.start": "de la început", "system.command.forget": "șterge datele mele",
			"system.notice.escalated": "E nevoie de un om", "system.notice.broken": "Promisiune neținută",
			"system.notice.reading": "{State} ({Intensity}/3) · {Topic}", "system.notice.reasons": "De ce: {Reasons}",
			"system.notice.by": "Promis: {By}", "system.notice.overdue": "Trebuia: {By}",
			"system.notice.language": "Scrie {Language}", "system.language.ru": "în rusă", "system.language.ro": "în română",
			"system.state.irritated": "iritat", "system.topic.delivery": "livrare", "today": "azi, până la", "tomorrow": "mâine, până la",
		},
	}
}
