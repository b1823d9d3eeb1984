package storetest

import (
	"encoding/json"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
)

func logSentences() []sentence {
	return []sentence{
		{"is empty for a conversation that is not there", func(f *fixture) {
			require.Empty(f, f.events(chat("nobody")))
		}},
		{"is read in pieces", func(f *fixture) {
			l := f.held(chat("a"), 1)
			var events []bot.Event
			for i := range 10 {
				events = append(events, note(i, "x"))
			}
			f.commit(l, bot.Commit{Now: at(1), Events: events})
			read := func(after int64, limit int) (numbers []int64) {
				logged, err := f.store.Events(f.Context(), chat("a"), after, limit)
				require.NoError(f, err)
				for _, e := range logged {
					require.Equal(f, events[e.No-1], e.Event)
					numbers = append(numbers, e.No)
				}
				return numbers
			}
			require.Equal(f, []int64{1, 2, 3}, read(0, 3))
			require.Equal(f, []int64{4, 5, 6, 7}, read(3, 4))
			require.Equal(f, []int64{10}, read(9, 4))
			require.Empty(f, read(10, 4))
			require.Empty(f, read(0, 0))
		}},
		{"belongs to one conversation", func(f *fixture) {
			f.commit(f.held(chat("a"), 1), bot.Commit{Now: at(1), Events: []bot.Event{note(1, "of a")}})
			f.commit(f.held(chat("b"), 1), bot.Commit{Now: at(1), Events: []bot.Event{note(1, "of b")}})
			require.Equal(f, []bot.Logged{{No: 1, Event: note(1, "of b")}}, f.events(chat("b")))
		}},
		{"keeps what a newer program wrote as it is", func(f *fixture) {
			var e bot.Event
			written := `{"v":9,"kind":"moved_in","at":"2030-01-02T03:04:05.678Z","where":{"floor":3,"note":"<&> șț"}}`
			require.NoError(f, json.Unmarshal([]byte(written), &e))
			require.False(f, e.Known())
			f.commit(f.held(chat("a"), 1), bot.Commit{Now: at(1), Events: []bot.Event{e}})
			read := f.events(chat("a"))[0].Event
			require.Equal(f, e.Kind, read.Kind)
			require.Equal(f, e.At, read.At)
			again, err := json.Marshal(read)
			require.NoError(f, err)
			require.JSONEq(f, written, string(again))
		}},
		{"has decisions with all that belongs to them", func(f *fixture) {
			send := planned(1, 5)
			send.Notice = &bot.Notice{Kind: bot.NoticeWork, By: at(900), Quote: "где заказ?", Customer: "Ana"} //nolint:gosmopolitan // what customers write
			decided := bot.Event{Kind: bot.Decided, At: at(1), Decision: &bot.Decision{
				Verdict: bot.AckFollowUp, Reasons: []bot.Reason{bot.NeedsWork}, Lines: []string{"m1", "m2"},
				Reading: &bot.Reading{Intensity: 2, Confidence: 0.91, Cues: []string{"\"!!!\""}},
				Actions: []bot.Action{
					{Kind: bot.PlanSend, Send: &send},
					{Kind: bot.SetTimer, Timer: &bot.Timer{Kind: bot.PromiseDue, Subject: "1", At: at(900)}},
				},
			}}
			f.commit(f.held(chat("a"), 1), bot.Commit{Now: at(1), Events: []bot.Event{decided}})
			require.Equal(f, decided, f.events(chat("a"))[0].Event)
		}},
	}
}
