package bot_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/tone"
)

// The language of a conversation is tone.ReplyLanguage's: a name, a number or a
// greeting in the other language does not change it, a sentence does.
func TestEngineKeepsTheLanguage(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lines []string
		want  tone.Language
	}{
		{[]string{"сколько стоит доставка?", "Ion Creangă 12, cât?"}, tone.Russian},
		{[]string{"сколько стоит доставка?", "buna ziua"}, tone.Russian},
		{[]string{"unde este comanda mea?", "Иван Петров, ул. Армянская?"}, tone.Romanian},
		{[]string{"сколько стоит доставка?", "comanda trebuia livrata ieri dimineata"}, tone.Romanian},
		{[]string{"👍?", "цена?"}, tone.Russian},
	} {
		t.Run(c.lines[len(c.lines)-1], func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, nil)
				defer w.stop()
				for i, line := range c.lines {
					w.say(string(rune('1'+i)), line)
					time.Sleep(5 * time.Minute)
				}
				soFar := tone.LanguageNone
				for _, line := range c.lines {
					soFar = tone.ReplyLanguage(soFar, tone.Classify(line))
				}
				require.Equal(t, c.want, soFar, "as tone says")
				require.Equal(t, c.want, w.last().Language)
			})
		})
	}
}

// Before a customer has said anything in a language of ours the language of the
// app is a hint.
func TestEngineTakesTheLanguageOfTheApp(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]tone.Language{"ru": tone.Russian, "ro": tone.Romanian, "de": tone.Romanian} {
		t.Run(code, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, nil)
				defer w.stop()
				w.event(bot.Event{Kind: bot.Said, Message: &bot.Message{
					ID: "1", Text: "where is my order please?", Author: bot.Author{ID: "7", Language: code},
				}})
				time.Sleep(5 * time.Minute)
				require.Equal(t, want, w.last().Language)
			})
		})
	}
}
