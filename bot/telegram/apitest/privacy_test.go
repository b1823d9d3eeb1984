package apitest_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot/telegram/apitest"
)

// TestPrivacy is a table of what is said in a group and which bot hears it:
// one with privacy mode, one without, one that is an administrator.
func TestPrivacy(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		say     func(c *apitest.Customer, g *apitest.Group, mine, others int)
		private bool // heard with privacy mode
	}{
		"chatter":               {func(c *apitest.Customer, _ *apitest.Group, _, _ int) { c.Say("всем привет") }, false},
		"a command":             {func(c *apitest.Customer, _ *apitest.Group, _, _ int) { c.Say("/price") }, true},
		"a command to it":       {func(c *apitest.Customer, _ *apitest.Group, _, _ int) { c.Say("/price@quiet_bot завтра") }, true},
		"to it in capitals":     {func(c *apitest.Customer, _ *apitest.Group, _, _ int) { c.Say("/price@QUIET_BOT") }, true},
		"to another":            {func(c *apitest.Customer, _ *apitest.Group, _, _ int) { c.Say("/price@some_bot") }, false},
		"a mention":             {func(c *apitest.Customer, _ *apitest.Group, _, _ int) { c.Say("спроси у @quiet_bot") }, true},
		"mention of another":    {func(c *apitest.Customer, _ *apitest.Group, _, _ int) { c.Say("спроси у @some_bot") }, false},
		"a slash inside":        {func(c *apitest.Customer, _ *apitest.Group, _, _ int) { c.Say("и/или") }, false},
		"a photo":               {func(c *apitest.Customer, _ *apitest.Group, _, _ int) { c.Photo("смотрите") }, false},
		"a photo that mentions": {func(c *apitest.Customer, _ *apitest.Group, _, _ int) { c.Photo("@quiet_bot, смотри") }, true},
		"reply to it":           {func(c *apitest.Customer, _ *apitest.Group, mine, _ int) { c.Say("да", apitest.InReplyTo(mine)) }, true},
		"reply to a person":     {func(c *apitest.Customer, _ *apitest.Group, _, others int) { c.Say("да", apitest.InReplyTo(others)) }, false},
		"a sticker":             {func(c *apitest.Customer, _ *apitest.Group, _, _ int) { c.Sticker("👍") }, false},
		"somebody joins":        {func(_ *apitest.Customer, g *apitest.Group, _, _ int) { g.Join(77) }, true},
		"a new title":           {func(_ *apitest.Customer, g *apitest.Group, _, _ int) { g.Rename("Другая", 5) }, true},
		"an edit":               {func(c *apitest.Customer, _ *apitest.Group, _, others int) { c.Edit(others, "@quiet_bot и тебе") }, true},
		"an edit of chatter":    {func(c *apitest.Customer, _ *apitest.Group, _, others int) { c.Edit(others, "просто так") }, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, apitest.Options{Bots: []apitest.BotConfig{
				{Username: "quiet_bot"}, {Token: secondToken, ReadAll: true}, {Token: thirdToken},
			}})
			quiet, all, admin := b.srv.DefaultBot(), b.srv.Bot(secondToken), b.srv.Bot(thirdToken)
			g := b.srv.Group(-1000000000777, "Магазин")
			for _, bot := range []*apitest.Bot{quiet, all, admin} {
				g.AddBot(bot, 5)
			}
			g.Promote(admin.ID(), 5)
			member := b.srv.Customer(5).In(g)
			others := member.Say("кто-то сказал")
			b.good("sendMessage", params{"chat_id": g.ID(), "text": "бот сказал"}, nil)
			mine := b.lastCall().MessageID

			before := []int{quiet.Pending(), all.Pending(), admin.Pending()}
			c.say(member, g, mine, others.ID)
			after := []int{quiet.Pending(), all.Pending(), admin.Pending()}
			require.Equal(t, before[1]+1, after[1], "without privacy mode a bot hears everything")
			require.GreaterOrEqual(t, after[2], before[2]+1, "an administrator too")
			heard := 0
			if c.private {
				heard = 1
			}
			require.Equal(t, before[0]+heard, after[0])
		})
	}
}
