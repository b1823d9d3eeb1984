package apitest

import (
	"strconv"
	"testing"

	"github.com/go-telegram/bot/models"
	"github.com/stretchr/testify/require"
)

// TestGroupAccess is the table of what a bot may do in a group, by what it is
// there: read, edit, write.
func TestGroupAccess(t *testing.T) {
	t.Parallel()
	const (
		fine    = ""
		missing = "400 Bad Request: chat not found"
	)
	for _, super := range []bool{false, true} {
		kind, id := "group", int64(-10)
		if super {
			kind, id = "supergroup", int64(-1000000000777)
		}
		kicked := "403 Forbidden: bot was kicked from the " + kind + " chat"
		left := "403 Forbidden: bot is not a member of the " + kind + " chat"
		reads := func(refusal string) string { // a small group can still be read
			if super {
				return refusal
			}
			return fine
		}
		for status, want := range map[models.ChatMemberType][3]string{
			"":                                 {missing, missing, missing},
			models.ChatMemberTypeMember:        {fine, fine, fine},
			models.ChatMemberTypeAdministrator: {fine, fine, fine},
			models.ChatMemberTypeOwner:         {fine, fine, fine},
			models.ChatMemberTypeRestricted:    {fine, fine, fine},
			models.ChatMemberTypeLeft:          {reads(left), left, left},
			models.ChatMemberTypeBanned:        {reads(kicked), kicked, kicked},
		} {
			s := New(Options{})
			g := s.Group(id, "Магазин")
			if status != "" {
				g.setMember(5, s.order[0].id, status)
			}
			for i, access := range []access{toRead, toEdit, toWrite} {
				c := &call{srv: s, bot: s.order[0], p: params{values: map[string]string{"chat_id": strconv.FormatInt(id, 10)}}}
				ch, err := c.findChat("chat_id", access)
				got := ""
				if err != nil {
					got = err.Error()
				} else {
					require.Same(t, g.chat, ch)
				}
				require.Equal(t, want[i], got, "%s, %q, access %d", kind, status, access)
			}
			require.NoError(t, s.Close())
		}
	}
}

// TestPrivateAccess is the same for private chats, by what the person and the
// bot have had to do with each other.
func TestPrivateAccess(t *testing.T) {
	t.Parallel()
	const fine = ""
	for name, c := range map[string]struct {
		before func(s *Server)
		want   [3]string
	}{
		"stranger": {func(*Server) {}, [3]string{
			"400 Bad Request: chat not found", "400 Bad Request: chat not found", "400 Bad Request: chat not found",
		}},
		"wrote":                  {func(s *Server) { s.Customer(5).Say("a") }, [3]string{fine, fine, fine}},
		"blocked":                {func(s *Server) { s.Customer(5).Say("a"); s.Customer(5).Block() }, [3]string{fine, fine, "403 Forbidden: bot was blocked by the user"}},
		"blocked without a word": {func(s *Server) { s.Customer(5).Block() }, [3]string{fine, fine, "403 Forbidden: bot was blocked by the user"}},
		"gone": {func(s *Server) { s.Customer(5).Say("a"); s.Customer(5).DeleteAccount() }, [3]string{
			fine, "403 Forbidden: user is deactivated", "403 Forbidden: user is deactivated",
		}},
		"met in a group": {func(s *Server) { g := s.Group(-10, "a"); g.AddBot(s.order[0], 7); s.Customer(5).In(g).Say("a") }, [3]string{
			fine, fine, "403 Forbidden: bot can't initiate conversation with a user",
		}},
		"met over a business account": {func(s *Server) {
			a := s.Account(100)
			a.Connect(models.BusinessBotRights{})
			s.Customer(5).To(a).Say("a")
		}, [3]string{fine, fine, "403 Forbidden: bot can't initiate conversation with a user"}},
		"owner of a business account": {func(s *Server) { s.Account(5).Connect(models.BusinessBotRights{}) }, [3]string{
			fine, fine, "403 Forbidden: bot can't initiate conversation with a user",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := New(Options{})
			defer func() { require.NoError(t, s.Close()) }()
			c.before(s)
			for i, access := range []access{toRead, toEdit, toWrite} {
				call := &call{srv: s, bot: s.order[0], p: params{values: map[string]string{"chat_id": "5"}}}
				_, err := call.findChat("chat_id", access)
				got := ""
				if err != nil {
					got = err.Error()
				}
				require.Equal(t, c.want[i], got, "access %d", access)
			}
		})
	}
}

func TestChatNames(t *testing.T) {
	t.Parallel()
	s := New(Options{})
	defer func() { require.NoError(t, s.Close()) }()
	s.Customer(5).Say("a")
	for text, want := range map[string]string{
		"5": "", "": "400 Bad Request: chat_id is empty", "5x": "400 Bad Request: chat not found", "@x": "400 Bad Request: chat not found",
		"@": "400 Bad Request: chat not found", "0": "400 Bad Request: chat not found", "99999999999999999999": "400 Bad Request: chat not found",
	} {
		c := &call{srv: s, bot: s.order[0], p: params{values: map[string]string{"chat_id": text}}}
		_, err := c.findChat("chat_id", toRead)
		got := ""
		if err != nil {
			got = err.Error()
		}
		require.Equal(t, want, got, text)
	}
}

// TestNothingGrowsWithoutBound keeps a server busy with everything that is
// remembered and looks at what is left of it.
func TestNothingGrowsWithoutBound(t *testing.T) {
	t.Parallel()
	clock := NewManualClock(timeOfTest)
	s := New(Options{Clock: clock, KeepRecord: 100, KeepMessages: 10, KeepFiles: 10, KeepFile: -1, Flood: TelegramFlood()})
	defer func() { require.NoError(t, s.Close()) }()
	b := s.order[0]
	c := s.Customer(5)
	c.Say("a")
	for range 2000 {
		clock.Advance(callbackLife / 100)
		c.Photo("a")
		m := &message{msg: &models.Message{}, bot: b, chat: b.dms[5]}
		s.mu.Lock()
		b.press(m, s.user(5), "x")
		require.Nil(t, s.overFlood(b.id, 5, clock.Now()))
		b.queue.forgetBefore(b.queue.tail)
		s.mu.Unlock()
	}
	require.LessOrEqual(t, len(b.presses), 101)
	require.LessOrEqual(t, len(s.files), 10)
	require.LessOrEqual(t, len(s.fileOrder), 10)
	require.LessOrEqual(t, len(b.dms[5].messages), 10)
	require.LessOrEqual(t, len(b.dms[5].order), 10)
	require.Less(t, len(s.log.entries), 200)
	require.Len(t, s.pace, 2)
	for _, f := range s.files {
		require.Nil(t, f.data)
	}
}
