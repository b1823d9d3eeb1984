package storetest

import (
	"slices"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/tone"
)

// oddKeys are keys whose order is easy to get wrong, sorted.
func oddKeys() []bot.Key {
	keys := []bot.Key{
		{Channel: tone.Telegram, Chat: "-100200"},
		{Channel: tone.Telegram, Chat: "10"},
		{Channel: tone.Telegram, Chat: "9"},
		{Channel: tone.Telegram, Chat: "A"},
		{Channel: tone.Telegram, Chat: "a"},
		{Channel: tone.Telegram, Chat: "a b"},
		{Channel: tone.Telegram, Chat: "a!b"},
		{Channel: tone.Telegram, Chat: "a/b"},
		{Channel: tone.Telegram, Chat: "a%2Fb"},
		{Channel: tone.Telegram, Chat: "a~b"},
		{Channel: tone.Telegram, Chat: "a\x00b"},
		{Channel: tone.Telegram, Chat: "a\xffb"},
		{Channel: tone.Telegram, Chat: "ă"},
		{Channel: tone.Telegram, Chat: "я"}, //nolint:gosmopolitan // no letter is an odd one
		{Channel: tone.Telegram, Chat: "a\u007f"},
		{Channel: tone.Telegram, Chat: "a", Thread: "1"},
		{Channel: tone.Telegram, Account: "9", Chat: "1"},
		{Channel: tone.Telegram, Account: "10", Chat: "1"},
		{Channel: tone.Telegram, Account: "9", Chat: "1", Thread: " "},
		{Channel: tone.TelegramBusiness, Chat: "0"},
		{Channel: tone.Web, Chat: "0"},
		{Channel: tone.SMS, Chat: "0"},
		{Channel: tone.Email, Chat: "ana@example.com"},
		{Channel: tone.Phone, Chat: "0"},
		{Channel: tone.Viber, Chat: "'; --"},
	}
	slices.SortFunc(keys, bot.Key.Compare)
	return keys
}

func archiveSentences() []sentence {
	return []sentence{
		{"counts what is there", func(f *fixture) {
			require.Equal(f, bot.Stats{}, f.stats(1))
			f.full(chat("a"), 5)
			require.Equal(f, bot.Stats{
				Conversations: 1, Unread: 1, Oldest: at(5), Planned: 1, Leased: 1, Unknown: 1, Dead: 2,
			}, f.stats(5))
		}},
		{"counts who holds and who waits by the time that it is", func(f *fixture) {
			f.hold(chat("held"), 1)
			f.commit(f.held(chat("timer"), 1), bot.Commit{Now: at(1), Due: at(30)})
			f.commit(f.held(chat("quiet"), 1), bot.Commit{Now: at(1)})
			f.receive(f.said(chat("unread"), 10))
			for _, c := range []struct{ second, leased, overdue int }{
				{5, 1, 0}, {10, 1, 1}, {29, 1, 1}, {30, 1, 2}, {leaseTime, 1, 2}, {1 + leaseTime, 0, 3},
			} {
				s := f.stats(c.second)
				require.EqualValues(f, c.leased, s.Leased, "leased at %d", c.second)
				require.EqualValues(f, c.overdue, s.Overdue, "overdue at %d", c.second)
			}
		}},
		{"shows what has come and is not in the log", func(f *fixture) {
			inbox := func() []bot.Received {
				all, err := f.store.Inbox(f.Context(), chat("a"))
				require.NoError(f, err)
				return all
			}
			require.Empty(f, inbox())
			f.receive(f.said(chat("a"), 1), f.said(chat("a"), 2), f.said(chat("a"), 3), f.said(chat("b"), 3))
			w := f.claimAll(3, 1)[0]
			require.Equal(f, w.Incoming, inbox())
			f.commit(w.Lease, bot.Commit{
				Now: at(4), Done: ids(w)[1:2], Buried: []bot.Burial{{ID: ids(w)[0], Reason: "x"}},
			})
			require.Equal(f, []bot.Received{w.Incoming[0], w.Incoming[2]}, inbox(), "put aside, and unread")
			require.NoError(f, f.store.Forget(f.Context(), chat("a")))
			require.Empty(f, inbox())
		}},
		{"lists conversations in their order", func(f *fixture) {
			keys := oddKeys()
			for _, k := range slices.Backward(keys) {
				f.receive(f.said(k, 1))
			}
			all, err := f.store.Conversations(f.Context(), bot.Key{}, 1000)
			require.NoError(f, err)
			require.Equal(f, keys, all)
			var after bot.Key
			for i := 0; i < len(keys); i += 4 {
				some, err := f.store.Conversations(f.Context(), after, 4)
				require.NoError(f, err)
				require.Equal(f, keys[i:min(i+4, len(keys))], some)
				after = some[len(some)-1]
			}
			rest, err := f.store.Conversations(f.Context(), after, 4)
			require.NoError(f, err)
			require.Empty(f, rest)
			none, err := f.store.Conversations(f.Context(), bot.Key{}, 0)
			require.NoError(f, err)
			require.Empty(f, none)
		}},
		{"lists the outbox of all, ordered by key and number", func(f *fixture) {
			keys := oddKeys()
			for _, k := range slices.Backward(keys) {
				w := f.hold(k, 1)
				f.commit(w.Lease, bot.Commit{Now: at(1), Done: ids(w), Sends: []bot.Send{planned(2, 1), planned(1, 1)}})
			}
			var want []bot.Outgoing
			for _, k := range keys {
				want = append(want, bot.Outgoing{Key: k, Send: planned(1, 1)}, bot.Outgoing{Key: k, Send: planned(2, 1)})
			}
			require.Equal(f, want, f.outbox(bot.Key{}))
			require.Equal(f, want[4:6], f.outbox(keys[2]))
			require.Equal(f, want[4:6], f.outbox(keys[2], bot.SendPlanned, bot.SendDone))
		}},
		{"lists sends by their status", func(f *fixture) {
			l := f.held(chat("a"), 1)
			statuses := []bot.SendStatus{
				bot.SendPlanned, bot.SendStarted, bot.SendDone, bot.SendCancelled, bot.SendUnknown, bot.SendRefused, bot.SendDead,
			}
			var sends []bot.Send
			for i, status := range statuses {
				s := planned(int64(i+1), 1)
				s.Status = status
				sends = append(sends, s)
			}
			twice := planned(8, 1)
			twice.Status, twice.Unknown = bot.SendDone, 1
			f.commit(l, bot.Commit{Now: at(1), Sends: append(sends, twice)})
			numbers := func(statuses ...bot.SendStatus) (all []int64) {
				for _, key := range []bot.Key{chat("a"), {}} {
					all = nil
					for _, o := range f.outbox(key, statuses...) {
						all = append(all, o.No)
					}
				}
				return all
			}
			for i, status := range statuses {
				want := []int64{int64(i + 1)}
				if status == bot.SendDone || status == bot.SendUnknown {
					want = append(want, 8)
				}
				require.Equal(f, want, numbers(status), status)
			}
			require.Equal(f, []int64{3, 5, 8}, numbers(bot.SendUnknown, bot.SendDone), "each once")
			require.Len(f, numbers(), 8)
			require.Empty(f, numbers("another"))
			require.Empty(f, f.outbox(chat("b")))
		}},
		{"keeps the newest connection of an account", func(f *fixture) {
			c := bot.Connection{Source: "bot", Account: "4711", ID: "abc", Chat: "99", Enabled: true, Reply: true, At: at(10)}
			save := func(c bot.Connection) bot.Connection {
				require.NoError(f, f.store.SaveConnection(f.Context(), c))
				got, err := f.store.Connection(f.Context(), c.Source, c.Account)
				require.NoError(f, err)
				return got
			}
			none, err := f.store.Connection(f.Context(), "bot", "4711")
			require.NoError(f, err)
			require.Equal(f, bot.Connection{}, none)
			require.Equal(f, c, save(c))
			older := c
			older.ID, older.At = "old", at(9)
			require.Equal(f, c, save(older))
			newer := bot.Connection{Source: "bot", Account: "4711", ID: "new", At: at(11)}
			require.Equal(f, newer, save(newer))
			newer.ID = "of the same time"
			require.Equal(f, newer, save(newer))
			other := c
			other.Account = "4712"
			require.Equal(f, other, save(other))
			other.Source = "another bot"
			require.Equal(f, other, save(other))
			require.NoError(f, f.store.Forget(f.Context(), chat("4711")))
			got, err := f.store.Connection(f.Context(), "bot", "4711")
			require.NoError(f, err)
			require.Equal(f, newer, got)
		}},
	}
}
