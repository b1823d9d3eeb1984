package bot_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/tone"
)

func TestDangerous(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"сын выпил ваше средство": true,
		"ya hochu umeret":            true,
		"am luat curent de la priză": true,
		"умираю от смеха":            false,
		"mor de râs":                 false,
		"сколько стоит датчик газа?": false,
		"": false,
		"спасибо, убийственно вкусно 🙂🙂🙂": false,
	} {
		require.Equal(t, want, bot.Dangerous(text, tone.Classify(text).Language), text)
	}
}
