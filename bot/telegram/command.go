package telegram

import (
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/camerton/camerton/bot"
)

// commandNames are the commands that customers can give, in the order of the
// menu. What each does is decided by the engine.
func commandNames() []string { return []string{"start", "lang", "human", "stop", "forget", "privacy"} }

// command returns the command that a message is; nil if it is none of ours.
// What looks like a command that there is not is read as words, so that nobody
// who writes "/price" is left without an answer.
func (c converter) command(m *message) *bot.Command {
	if len(m.Entities) == 0 || m.Entities[0].Type != "bot_command" || m.Entities[0].Offset != 0 {
		return nil
	}
	units := utf16.Encode([]rune(m.Text))
	called := cut(units, m.Entities[0])
	name, at, named := strings.Cut(strings.TrimPrefix(called, "/"), "@")
	name = strings.ToLower(name)
	if named && !c.isMe(at, "") || !slices.Contains(commandNames(), name) {
		return nil
	}
	args := string(utf16.Decode(units[m.Entities[0].Length:]))
	return &bot.Command{Name: name, Args: strings.TrimSpace(args)}
}
