package bot_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
)

func TestDefaultSettingsAreGood(t *testing.T) {
	t.Parallel()
	require.NoError(t, bot.Settings{}.Validate())
	s := bot.DefaultSettings()
	require.NoError(t, s.Validate())
	require.Equal(t, 8*time.Hour, s.TakeOver)
	require.Equal(t, 4*time.Hour, s.Sitting)
	require.Equal(t, 90*24*time.Hour, s.Memory)
	require.Equal(t, 20, s.FloodLines)
}

func TestSettingsNameTheField(t *testing.T) {
	t.Parallel()
	for want, s := range map[string]bot.Settings{
		"TakeOver is 1s; it must be from 1m0s to 720h0m0s":      {TakeOver: time.Second},
		"Sitting is -1h0m0s; it must be from 10m0s to 168h0m0s": {Sitting: -time.Hour},
		"Conversation is 1h0m0s; it must be from 4h0m0s":        {Conversation: time.Hour},
		"Memory is 1h0m0s":         {Memory: time.Hour},
		"Disclose is 1h0m0s":       {Disclose: time.Hour},
		"FloodPause is 1s":         {FloodPause: time.Second},
		"QuickWithin is 1ns":       {QuickWithin: 1},
		"LateSend is 2h0m0s":       {LateSend: 2 * time.Hour},
		"FloodLines is 2; it must": {FloodLines: 2},
		"Repeats is 101":           {Repeats: 101},
		"QuickReplies is 1":        {QuickReplies: 1},
	} {
		require.ErrorContains(t, s.Validate(), "bot: "+want)
	}
	err := bot.Settings{TakeOver: 1, Repeats: 1}.Validate()
	require.ErrorContains(t, err, "TakeOver")
	require.ErrorContains(t, err, "Repeats", "all faults at once")
	require.NoError(t, bot.Settings{FloodLines: -1, Repeats: -1, QuickReplies: -1}.Validate(), "below zero is never")
}

func TestNewBrainNamesWhatIsMissing(t *testing.T) {
	t.Parallel()
	_, err := bot.NewBrain(bot.Parts{})
	require.ErrorContains(t, err, "needs a Catalog and a Desk")
	texts := catalog(t)
	desk, err := texts.Desk(nil)
	require.NoError(t, err)
	_, err = bot.NewBrain(bot.Parts{Catalog: texts, Desk: desk, Settings: bot.Settings{Sitting: 1}})
	require.ErrorContains(t, err, "Sitting")
	b, err := bot.NewBrain(bot.Parts{Catalog: texts, Desk: desk})
	require.NoError(t, err)
	require.Contains(t, b.String(), "model")
	require.NotZero(t, b.Policy().Clocks.Guard)
}
