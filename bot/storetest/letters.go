package storetest

import (
	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
)

func letterSentences() []sentence {
	return []sentence{
		{"are listed with the oldest first", func(f *fixture) {
			l := f.held(chat("a"), 1)
			dead := planned(1, 5)
			f.commit(l, bot.Commit{Now: at(1), Sends: []bot.Send{dead}, Until: at(50)})
			dead.Status, dead.Error = bot.SendDead, "the text is too long"
			f.commit(l, bot.Commit{Now: at(10), Sends: []bot.Send{dead}, Until: at(50)})
			w := f.hold(chat("b"), 5)
			f.commit(w.Lease, bot.Commit{Now: at(5), Buried: []bot.Burial{{ID: ids(w)[0], Reason: "broke"}}})
			w = f.hold(chat("c"), 15)
			f.commit(w.Lease, bot.Commit{Now: at(15), Buried: []bot.Burial{{ID: ids(w)[0], Reason: "broke"}}})
			f.commit(l, bot.Commit{Now: at(20), Sends: []bot.Send{dead}}) // dead since 10 all the same

			letters := f.letters()
			require.Len(f, letters, 3)
			require.Equal(f, []bot.Key{chat("b"), chat("a"), chat("c")},
				[]bot.Key{letters[0].Key, letters[1].Key, letters[2].Key})
			require.Equal(f, bot.DeadLetter{
				ID: letters[1].ID, Key: chat("a"), At: at(10), Reason: "the text is too long", Send: &dead,
			}, letters[1])
			for _, letter := range letters {
				require.NotContains(f, letter.ID, " ")
			}
			some, err := f.store.DeadLetters(f.Context(), 2)
			require.NoError(f, err)
			require.Equal(f, letters[:2], some)
			require.EqualValues(f, 3, f.stats(20).Dead)
		}},
		{"are unread again when they are revived, after what is unread already", func(f *fixture) {
			f.receive(f.said(chat("a"), 1), f.said(chat("a"), 1))
			w := f.claim(1)
			f.commit(w.Lease, bot.Commit{Now: at(2), Buried: []bot.Burial{{ID: ids(w)[0], Reason: "broke"}}})
			require.NoError(f, f.store.Revive(f.Context(), f.letters()[0].ID, at(3)))
			require.Empty(f, f.letters())
			again := f.claim(3)
			require.Equal(f, []string{"line 2", "line 1"}, texts(again))
			require.Equal(f, w.Incoming[0].Incoming, again.Incoming[1].Incoming)
			require.Greater(f, again.Incoming[1].ID, again.Incoming[0].ID)
		}},
		{"make the conversation due when they are revived", func(f *fixture) {
			w := f.hold(chat("a"), 1)
			f.commit(w.Lease, bot.Commit{
				Now: at(1), Buried: []bot.Burial{{ID: ids(w)[0], Reason: "broke"}}, Due: at(900),
			})
			require.Equal(f, at(900), f.nextDue())
			require.NoError(f, f.store.Revive(f.Context(), f.letters()[0].ID, at(50)))
			require.Equal(f, at(50), f.nextDue())
			require.Len(f, f.claim(50).Incoming, 1)
		}},
		{"are planned again when they are revived", func(f *fixture) {
			l := f.held(chat("a"), 1)
			dead := planned(1, 5)
			dead.Status, dead.Attempts, dead.Error = bot.SendDead, 5, "no"
			f.commit(l, bot.Commit{Now: at(1), Sends: []bot.Send{dead}})
			require.NoError(f, f.store.Revive(f.Context(), f.letters()[0].ID, at(7)))
			require.Empty(f, f.letters())
			require.Equal(f, at(7), f.nextDue())
			dead.Status = bot.SendPlanned
			require.Equal(f, []bot.Send{dead}, f.claim(7).Sends)
		}},
		{"are not lost if they are revived while somebody holds the conversation", func(f *fixture) {
			l := f.held(chat("a"), 1)
			dead := planned(1, 5)
			dead.Status = bot.SendDead
			f.commit(l, bot.Commit{Now: at(1), Sends: []bot.Send{dead}, Until: at(50)})
			require.NoError(f, f.store.Revive(f.Context(), f.letters()[0].ID, at(7)))
			f.commit(l, bot.Commit{Now: at(8), Due: at(5000)})
			require.Equal(f, at(7), f.nextDue())
			w := f.claim(8)
			require.Len(f, w.Sends, 1)
			require.Equal(f, at(8+leaseTime), f.nextDue(), "nor if the holder who was told is lost")
			f.commit(f.claim(8+leaseTime).Lease, bot.Commit{Now: at(70), Due: at(5000)})
			require.Equal(f, at(5000), f.nextDue())
		}},
		{"are gone when they are dropped", func(f *fixture) {
			w := f.hold(chat("a"), 1)
			dead := planned(1, 5)
			dead.Status = bot.SendDead
			f.commit(w.Lease, bot.Commit{
				Now: at(1), Buried: []bot.Burial{{ID: ids(w)[0], Reason: "broke"}}, Sends: []bot.Send{dead},
			})
			for _, letter := range f.letters() {
				require.NoError(f, f.store.Drop(f.Context(), letter.ID))
				require.ErrorIs(f, f.store.Drop(f.Context(), letter.ID), bot.ErrNoLetter)
				require.ErrorIs(f, f.store.Revive(f.Context(), letter.ID, at(2)), bot.ErrNoLetter)
			}
			require.Empty(f, f.letters())
			require.Empty(f, f.outbox(chat("a")))
			require.True(f, f.nextDue().IsZero())
		}},
		{"can't be revived twice", func(f *fixture) {
			w := f.hold(chat("a"), 1)
			f.commit(w.Lease, bot.Commit{Now: at(1), Buried: []bot.Burial{{ID: ids(w)[0], Reason: "broke"}}})
			id := f.letters()[0].ID
			require.NoError(f, f.store.Revive(f.Context(), id, at(2)))
			require.ErrorIs(f, f.store.Revive(f.Context(), id, at(2)), bot.ErrNoLetter)
			require.Len(f, f.claim(2).Incoming, 1)
		}},
		{"are nothing else than dead letters", func(f *fixture) {
			f.withSends(planned(1, 5))
			for _, id := range []string{
				"", "x", "in", "in-1", "in-1-1", "out-1-1", "out-1-9", "out-01-1", "in-x-1", "in-1-x", "out-1-1-1",
				"in-99999999999999999999-1", "on-1-1", "out-1-+1", "'; DROP TABLE send; --",
			} {
				require.ErrorIs(f, f.store.Revive(f.Context(), id, at(2)), bot.ErrNoLetter, "%q", id)
				require.ErrorIs(f, f.store.Drop(f.Context(), id), bot.ErrNoLetter, "%q", id)
			}
			require.EqualValues(f, 1, f.stats(1).Planned)
		}},
		{"are known again when they come again", func(f *fixture) {
			in := f.said(chat("a"), 1)
			f.receive(in)
			w := f.claim(1)
			f.commit(w.Lease, bot.Commit{Now: at(1), Buried: []bot.Burial{{ID: ids(w)[0], Reason: "broke"}}})
			in.Update = 70
			require.Equal(f, []bool{false}, f.receive(in))
		}},
	}
}
