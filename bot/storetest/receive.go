package storetest

import (
	"strings"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/tone"
)

func receiveSentences() []sentence {
	return []sentence{
		{"keeps the order of a batch", func(f *fixture) {
			a := chat("a")
			f.receive(f.said(a, 1), f.said(chat("b"), 1), f.said(a, 1), f.said(a, 0))
			f.receive(f.said(a, 1))
			works := f.claimAll(1, 10)
			require.Len(f, works, 2)
			for _, w := range works {
				if w.Lease.Key == a {
					require.Equal(f, []string{"line 1", "line 3", "line 4", "line 5"}, texts(w))
				} else {
					require.Equal(f, []string{"line 2"}, texts(w))
				}
			}
		}},
		{"gives greater numbers to what comes later", func(f *fixture) {
			f.receive(f.said(chat("a"), 1), f.said(chat("a"), 1))
			w := f.claim(1)
			f.commit(w.Lease, bot.Commit{Now: at(1), Done: ids(w)})
			last := w.Incoming[1].ID
			require.Less(f, w.Incoming[0].ID, last)
			f.receive(f.said(chat("a"), 2))
			require.Greater(f, f.claim(2).Incoming[0].ID, last)
		}},
		{"brings an event back as it came", func(f *fixture) {
			in := f.said(bot.Key{Channel: tone.TelegramBusiness, Account: "4711", Chat: "-100200", Thread: "7"}, 3)
			in.Event.Message.Media = tone.Media(1)
			in.Event.Message.Author = bot.Author{ID: "5", Name: "Ана", Language: "ro"} //nolint:gosmopolitan // what customers write
			f.receive(in)
			require.Equal(f, in, f.claim(3).Incoming[0].Incoming)
		}},
		{"stores all of a batch or nothing", func(f *fixture) {
			bad := f.said(chat("b"), 1)
			bad.Event.Message = nil
			_, err := f.store.Receive(f.Context(), []bot.Incoming{f.said(chat("a"), 1), bad})
			require.ErrorContains(f, err, "Message")
			require.Equal(f, bot.Stats{}, f.stats(1))
		}},
		{"refuses an id that is too long to be found again", func(f *fixture) {
			if _, ok := f.store.(*Memory); ok {
				return // which has no limit
			}
			_, err := f.store.Receive(f.Context(), []bot.Incoming{f.said(chat(strings.Repeat("x", 601)), 1)})
			require.ErrorContains(f, err, "Key.Chat")
			f.receive(f.said(chat(strings.Repeat("x", 600)), 1))
		}},
		{"does nothing for an empty batch", func(f *fixture) {
			fresh, err := f.store.Receive(f.Context(), nil)
			require.NoError(f, err)
			require.Empty(f, fresh)
		}},
		{"knows an update number again", func(f *fixture) {
			in := f.blocked(chat("a"), 1)
			require.Equal(f, []bool{true, false}, f.receive(in, in))
			require.Equal(f, []bool{false}, f.receive(in))
			elsewhere := in
			elsewhere.Key = chat("b")
			require.Equal(f, []bool{false}, f.receive(elsewhere), "whatever the chat")
			other := in
			other.Source = "another bot"
			require.Equal(f, []bool{true}, f.receive(other), "a number belongs to its source")
			require.EqualValues(f, 2, f.stats(1).Unread)
			require.EqualValues(f, 1, f.stats(1).Conversations)
		}},
		{"knows a message again that comes with another number", func(f *fixture) {
			in := f.said(chat("a"), 1)
			again, between := in, f.said(chat("a"), 1)
			again.Update = 77
			require.Equal(f, []bool{true, true, false}, f.receive(in, between, again))
			again.Update = 78
			require.Equal(f, []bool{false}, f.receive(again))
			w := f.claim(1)
			f.commit(w.Lease, bot.Commit{Now: at(1), Done: ids(w)})
			again.Update = 79
			require.Equal(f, []bool{false}, f.receive(again), "when it is read too")
			again.Update, again.Key = 80, chat("b")
			require.Equal(f, []bool{true}, f.receive(again), "in another chat it is another message")
		}},
		{"takes an edit for new, once for each time of editing and each text", func(f *fixture) {
			in := f.said(chat("a"), 1)
			edit := func(update int64, second int, text string) bot.Incoming {
				e := in
				m := *in.Event.Message
				m.EditedAt, m.Text = at(second), text
				e.Update, e.Event.Kind, e.Event.Message = update, bot.Edited, &m
				return e
			}
			require.Equal(f, []bool{true, true, true, false, true, false}, f.receive(in, edit(70, 2, "x"), edit(71, 3, "x"),
				edit(72, 2, "x"), edit(73, 2, "y"), edit(74, 2, "y")))
		}},
		{"makes nothing due by a duplicate", func(f *fixture) {
			in := f.said(chat("a"), 1)
			f.receive(in)
			w := f.claim(1)
			f.commit(w.Lease, bot.Commit{Now: at(1), Done: ids(w)})
			again := in
			again.Update = 70
			f.receive(in, again)
			require.Empty(f, f.claimAll(100, 10))
			require.True(f, f.nextDue().IsZero())
		}},
		{"makes a conversation due at once", func(f *fixture) {
			f.receive(f.said(chat("a"), 5))
			require.Equal(f, at(5), f.nextDue())
			require.Equal(f, chat("a"), f.claim(5).Lease.Key)
		}},
		{"makes a conversation due that was to wait", func(f *fixture) {
			l := f.held(chat("a"), 1)
			f.commit(l, bot.Commit{Now: at(1), Due: at(1000)})
			require.Empty(f, f.claimAll(2, 10))
			f.receive(f.said(chat("a"), 3))
			require.Equal(f, at(3), f.nextDue())
			f.claim(3)
		}},
		{"tells conversations apart by every part of the key", func(f *fixture) {
			keys := []bot.Key{
				{Channel: tone.Telegram, Chat: "1"},
				{Channel: tone.Viber, Chat: "1"},
				{Channel: tone.Telegram, Account: "1", Chat: "1"},
				{Channel: tone.Telegram, Chat: "1", Thread: "1"},
				{Channel: tone.Telegram, Chat: "11"},
				{Channel: tone.Telegram, Account: "1", Chat: "1", Thread: "1"},
			}
			for _, k := range keys {
				in := f.said(k, 1)
				in.Event.Message.ID = "the same"
				require.Equal(f, []bool{true}, f.receive(in))
			}
			require.Len(f, f.claimAll(1, 10), len(keys))
		}},
		{"takes in events of a conversation that somebody holds", func(f *fixture) {
			w := f.hold(chat("a"), 1)
			f.receive(f.said(chat("a"), 2))
			require.Empty(f, f.claimAll(3, 10), "it stays with its holder")
			require.Equal(f, []string{"line 1", "line 2"}, texts(f.load(w.Lease)))
		}},
	}
}
