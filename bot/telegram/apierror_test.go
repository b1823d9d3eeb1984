package telegram

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
)

// TestDescriptionsQuoteNobody: what the Bot API says may repeat what was sent.
func TestDescriptionsQuoteNobody(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]string{
		"Bad Request: chat not found":                       "Bad Request: chat not found",
		`Bad Request: can't parse "Ана Русу" at byte 4`:     "Bad Request: can't parse …",
		"Bad Request: unknown button 'Ана' in row 1":        "Bad Request: unknown button …",
		"Bad Request: «Ана» is too long":                    "Bad Request: …",
		"Bad Request: wrong text\nАна":                      "Bad Request: wrong text …",
		"Bad Request: " + strings.Repeat("й", 300):          "Bad Request: " + strings.Repeat("й", 93) + "…",
		"Forbidden: bot can't initiate conversation with a": "Forbidden: bot can't initiate conversation with a",
	} {
		require.Equal(t, want, plainDescription(said))
	}
}

func TestOutcomesOfCalls(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		failed callError
		want   bot.OutcomeKind
	}{
		"never left us":       {callError{}, bot.Failed},
		"no answer":           {callError{written: true}, bot.Unknown},
		"half an answer":      {callError{written: true, status: 200}, bot.Unknown},
		"server in trouble":   {callError{written: true, status: 500, spoken: true}, bot.Unknown},
		"patience":            {callError{written: true, status: 429, spoken: true}, bot.Throttled},
		"patience of a proxy": {callError{written: true, status: 429}, bot.Throttled},
		"forbidden":           {callError{written: true, status: 403, spoken: true}, bot.Refused},
		"proxy forbids":       {callError{written: true, status: 403}, bot.Failed},
		"chat is gone":        {callError{written: true, status: 400, spoken: true, description: "Bad Request: chat not found"}, bot.Refused},
		"window is closed":    {callError{written: true, status: 400, spoken: true, description: "Bad Request: BUSINESS_PEER_USAGE_MISSING"}, bot.Refused},
		"connection unknown":  {callError{written: true, status: 400, spoken: true, description: "Bad Request: business connection not found"}, bot.Refused},
		"odd text":            {callError{written: true, status: 400, spoken: true, description: "Bad Request: message is too long"}, bot.Rejected},
		"proxy says so":       {callError{written: true, status: 400, description: "Bad Request: chat not found"}, bot.Failed},
		"token is wrong":      {callError{written: true, status: 401, spoken: true}, bot.Failed},
		"redirect":            {callError{written: true, status: 302}, bot.Failed},
	} {
		require.Equal(t, tc.want, tc.failed.outcome(), name)
	}
}

func TestErrorsOfTheLibrary(t *testing.T) {
	t.Parallel()
	known := &callError{method: "sendMessage", status: 403}
	require.Same(t, known, asCallError("x", errors.Join(errors.New("wrapped"), known)))
	other := asCallError("sendMessage", errors.New("Ана"))
	require.Equal(t, bot.Failed, other.outcome())
	require.NotContains(t, other.Error(), "Ана")
	secret := &url.Error{Op: "Post", URL: "https://api.telegram.org/bot1:secret/getMe", Err: errors.New("refused")}
	require.EqualError(t, withoutURL(secret), "refused")
	require.EqualError(t, withoutURL(errors.New("x")), "x")
}

func TestMembersThatWrite(t *testing.T) {
	t.Parallel()
	for m, want := range map[member]bool{
		{Status: "member"}: true, {Status: "administrator"}: true, {Status: "left"}: false, {Status: "kicked"}: false,
		{Status: "restricted", IsMember: true, CanSend: true}: true, {Status: "restricted", IsMember: true}: false,
		{Status: "restricted", CanSend: true}: false, {}: true,
	} {
		require.Equal(t, want, m.writes(), m)
	}
}

// TestEntitiesThatMarkNothing: places outside the text.
func TestEntitiesThatMarkNothing(t *testing.T) {
	t.Parallel()
	units := []uint16{'a', 'b', 'c'}
	require.Equal(t, "bc", cut(units, entity{Offset: 1, Length: 2}))
	const most = int(^uint(0) >> 1)
	for _, e := range []entity{
		{Offset: -1, Length: 1}, {Offset: 0, Length: -1}, {Offset: 2, Length: 2}, {Offset: 4, Length: 0}, {Offset: 1, Length: most}, {Offset: most, Length: 1}, {},
	} {
		require.Empty(t, cut(units, e))
	}
	c := converter{me: identity{id: 7, username: "shop_bot"}}
	require.True(t, c.named("@Shop_Bot", []entity{{Type: "mention", Length: 9}}))
	require.True(t, c.named("Shop", []entity{{Type: "text_mention", Length: 4, User: &user{ID: 7}}}))
	require.False(t, c.named("Shop", []entity{{Type: "text_mention", Length: 4}, {Type: "bold", Length: 4}}))
	require.False(t, c.named("@shop_bot2", []entity{{Type: "mention", Length: 10}}))
	c.me.username = ""
	require.False(t, c.named("@", []entity{{Type: "mention", Length: 1}}), "a bot without a name")
}
