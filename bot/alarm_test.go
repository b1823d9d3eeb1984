package bot_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/tone"
)

func TestGrave(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"сын выпил ваше средство":    bot.KeyDanger,
		"am luat curent de la priză": bot.KeyDanger,
		"ya hochu umeret":            bot.KeyDespair,
		"vreau să mor":               bot.KeyDespair,
		"выпила все таблетки, не хочу больше жить": bot.KeyDanger, // help comes first
		"моя мама умерла, отмените запись":         bot.KeyGrief,
		"mi-a murit bunica, anulați comanda":       bot.KeyGrief,
		"из-за вас умер наш кот, сволочи!!!":       "",
		"умираю от смеха":                          "",
		"mor de râs":                               "",
		"не хочу жить в этом номере":               "",
		"сколько стоит датчик газа?":               "",
		"": "",
		"спасибо, убийственно вкусно 🙂🙂🙂": "",
	} {
		require.Equal(t, want, bot.Grave(text, tone.Classify(text)), text)
	}
}
