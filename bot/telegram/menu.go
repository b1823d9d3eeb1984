package telegram

import (
	"context"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"github.com/camerton/camerton/tone"
)

// SetMenu shows customers the commands in their private chats with the bot, in
// the language of their app if that is Russian or Romanian. A command without
// words is not shown. It tries on while Telegram can't be reached; an error says
// why Telegram does not accept the menu.
func (a *Adapter) SetMenu(ctx context.Context) error {
	texts := a.texts.Load()
	for _, menu := range []struct {
		code string
		lang tone.Language
	}{{"ru", tone.Russian}, {"ro", tone.Romanian}, {"", tone.LanguageNone}} {
		commands := commandsIn(texts, menu.lang)
		if len(commands) == 0 {
			continue
		}
		err := a.insist(ctx, "setMyCommands", func(ctx context.Context) error {
			_, err := a.api.SetMyCommands(ctx, &tg.SetMyCommandsParams{
				Commands: commands, Scope: &models.BotCommandScopeAllPrivateChats{}, LanguageCode: menu.code,
			})
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// commandsIn returns the commands with their words in a language.
func commandsIn(texts *Texts, lang tone.Language) []models.BotCommand {
	var commands []models.BotCommand
	for _, name := range commandNames() {
		if about := texts.say(lang, "system.command."+name, nil); about != "" {
			commands = append(commands, models.BotCommand{Command: name, Description: about})
		}
	}
	return commands
}
