package tone_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone"
)

// replyIn reads the lines of a conversation and returns the languages that they
// would be answered in.
func replyIn(lines ...string) string {
	c := tone.Default()
	var soFar tone.Language
	var previous []tone.Reading
	var answers []string
	for _, line := range lines {
		r := c.Classify(tone.Message{Text: line}, tone.Context{Previous: previous})
		previous = append(previous, r)
		soFar = tone.ReplyLanguage(soFar, r)
		answers = append(answers, soFar.String())
	}
	return strings.Join(answers, " ")
}

func TestReplyLanguageKeepsToTheConversation(t *testing.T) {
	t.Parallel()
	for _, line := range []string{
		"ok", "Ок", "mersi", "Mersi mult", "спасибо", "спс!", "👍", "да", "da", "ну да", "nu", "350", "A54", "iPhone 13 Pro",
		"Ion Creangă 12", "Иван Петров", "Viber", "SMS", "???", "wifi", "bine", "хорошо", "Hello", "www.orhei.md", "",
		"buna ziua", "добрый день", "salut", "Alba Iulia 75/2",
	} {
		for _, opening := range []string{"здравствуйте, где мой заказ, третий день жду", "buna ziua, unde este comanda mea, astept de trei zile"} {
			langs := strings.Fields(replyIn(opening, line))
			require.Len(t, langs, 2)
			require.Equal(t, langs[0], langs[1], "%q, then %q", opening, line)
		}
	}
}

func TestReplyLanguageFollowsTheCustomer(t *testing.T) {
	t.Parallel()
	require.Equal(t, "ru ro", replyIn("здравствуйте, где мой заказ", "comanda trebuia livrata ieri dimineata"))
	require.Equal(t, "ro ru", replyIn("unde este comanda mea", "почему никто не отвечает на телефон"))
	require.Equal(t, "ro ru", replyIn("unde este comanda mea", "pochemu nikto ne otvechaet na telefon"))
	require.Equal(t, "ru ru", replyIn("здравствуйте, где мой заказ", "нужно срочно, plec la ora cinci din oras"))
}

func TestReplyLanguageBegins(t *testing.T) {
	t.Parallel()
	require.Equal(t, " ru", " "+replyIn("цена?"))
	require.Equal(t, "ro", replyIn("mersi"))
	require.Equal(t, []string{"", "ro"}, strings.Split(replyIn("ok", "cat costa livrarea"), " "))
	require.Equal(t, tone.LanguageNone, tone.ReplyLanguage(tone.LanguageNone, tone.Classify("👍")))
	require.Equal(t, tone.LanguageNone, tone.ReplyLanguage(tone.LanguageNone, tone.Classify("where is my order please")))
	require.Equal(t, tone.Romanian, tone.ReplyLanguage(tone.Romanian, tone.Reading{}), "a zero reading changes nothing")
}

func ExampleReplyLanguage() {
	soFar := tone.LanguageNone
	for _, line := range []string{"Здравствуйте, сколько стоит доставка?", "mersi", "Dar pot plati cu cardul la curier?"} {
		soFar = tone.ReplyLanguage(soFar, tone.Classify(line))
		fmt.Println(soFar)
	}
	// Output:
	// ru
	// ru
	// ro
}
