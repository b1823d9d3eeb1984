package storetest

import (
	"math"
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/tone"
)

// oddTexts are texts that something between a program and a disk may not like.
func oddTexts() map[string]string {
	return map[string]string{
		"empty":         "",
		"two languages": "Здравствуйте, mi-ați trimis alt produs 👨‍👩‍👧 ș ț ă â î", //nolint:gosmopolitan // what customers write
		"zero byte":     "before\x00after\x00",
		"not UTF-8":     "caf\xe9 \xff\xfe \xed\xa0\x80 \xf4\x90\x80\x80 end\xc3",
		"replacement":   "\uFFFD and \\ufffd and \\u0000",
		"private use":   "\U0010FF00 \U0010FF41 \U0010FFFF \U0010FEFF",
		"quotes":        `'; DROP TABLE conversation; -- " \ $1 {{.Name}} %s <b>&amp;</b>`,
		"separators":    "a\u2028b\u2029c\r\n\td\u0085e\ufeff",
		"long":          strings.Repeat("длинный текст, text lung; ", 40_000), //nolint:gosmopolitan // 1.6 MB of what customers write
		"an event":      "{\"kind\":\"said\"}",
	}
}

func valueSentences() []sentence {
	return []sentence{
		{"come back in texts as they were", func(f *fixture) {
			for name, text := range oddTexts() {
				key := bot.Key{Channel: tone.Web, Chat: name, Account: "a" + name}
				in := f.said(key, 1)
				in.Event.Message.Text, in.Event.Message.Author.Name = text, text
				f.receive(in)
				w := f.claim(1)
				require.Equal(f, in, w.Incoming[0].Incoming, name)

				send := planned(1, 1)
				send.Text, send.Buttons, send.Messages = text, []bot.Button{{Label: text, Data: text}}, []string{text}
				send.Notice = &bot.Notice{Kind: bot.NoticeWork, Quote: text, Customer: text, Reasons: []bot.Reason{bot.Reason(text)}}
				events := []bot.Event{in.Event, {Kind: bot.Decided, At: at(2), Decision: &bot.Decision{
					Actions: []bot.Action{{Kind: bot.PlanSend, Send: &send}}, Reading: &bot.Reading{Cues: []string{text}},
				}}}
				f.commit(w.Lease, bot.Commit{
					Now: at(2), Done: ids(w), Events: events, Snapshot: []byte(text), Sends: []bot.Send{send}, Due: at(1), Until: at(5),
				})
				again := f.load(w.Lease)
				require.Equal(f, text, string(again.Snapshot), name)
				require.Equal(f, []bot.Send{send}, again.Sends, name)
				logged := f.events(key)
				require.Equal(f, events, []bot.Event{logged[0].Event, logged[1].Event}, name)
				f.commit(w.Lease, bot.Commit{Forget: true, Now: at(2)})
			}
		}},
		{"come back in ids and reasons as they were", func(f *fixture) {
			for name, text := range oddTexts() {
				if text == "" || len(text) > 200 {
					continue
				}
				key := bot.Key{Channel: tone.Web, Account: text, Chat: text, Thread: text}
				in := f.said(key, 1)
				in.Source, in.Event.Message.ID = text, text
				require.Equal(f, []bool{true, false}, f.receive(in, in), name)
				again := in
				again.Update = -in.Update
				require.Equal(f, []bool{false}, f.receive(again), name)
				w, err := f.store.Claim(f.Context(), bot.Claim{Now: at(1), Until: at(60), Limit: 2, Owner: text})
				require.NoError(f, err, name)
				require.Len(f, w, 1, name)
				require.Equal(f, in, w[0].Incoming[0].Incoming, name)
				timer := bot.Timer{Kind: bot.TimerKind(text), Subject: text, At: at(5)}
				f.commit(w[0].Lease, bot.Commit{
					Now: at(2), Buried: []bot.Burial{{ID: ids(w[0])[0], Reason: text}}, Timers: []bot.Timer{timer}, Until: at(60),
				})
				require.Equal(f, []bot.Timer{timer}, f.load(w[0].Lease).Timers, name)
				require.Equal(f, text, f.letters()[0].Reason, name)
				require.NoError(f, f.store.Fail(f.Context(), w[0].Lease, bot.Failure{Now: at(3), Retry: at(4), Reason: text}))
				c := bot.Connection{Source: text, Account: text, ID: text, Chat: text, At: at(1)}
				require.NoError(f, f.store.SaveConnection(f.Context(), c))
				got, err := f.store.Connection(f.Context(), text, text)
				require.NoError(f, err)
				require.Equal(f, c, got, name)
				require.NoError(f, f.store.Forget(f.Context(), key))
			}
		}},
		{"keep the bytes of a snapshot", func(f *fixture) {
			all := make([]byte, 256)
			for i := range all {
				all[i] = byte(i)
			}
			l := f.held(chat("a"), 1)
			for _, snapshot := range [][]byte{all, {}, []byte(strings.Repeat("x", 1<<20)), {0}} {
				f.commit(l, bot.Commit{Now: at(1), Snapshot: snapshot, Until: at(60)})
				require.Equal(f, len(snapshot), len(f.load(l).Snapshot))
				require.Equal(f, string(snapshot), string(f.load(l).Snapshot))
			}
		}},
		{"are times in whole milliseconds of UTC, rounded down", func(f *fixture) {
			eastern := time.FixedZone("EET", 2*60*60)
			fine := func(second int) time.Time { return at(second).Add(1_999_999 * time.Nanosecond).In(eastern) }
			milli := func(second int) time.Time { return at(second).Add(time.Millisecond) }
			in := f.said(chat("a"), 1)
			in.Received, in.Event.At, in.Event.Message.EditedAt = fine(1), fine(1), fine(2)
			f.receive(in)
			require.Equal(f, milli(1), f.nextDue())
			require.Equal(f, milli(1), f.stats(1).Oldest)
			w := f.claim(2)
			got := w.Incoming[0]
			require.Equal(f, milli(1), got.Received)
			require.Equal(f, milli(1), got.Event.At)
			require.Equal(f, milli(2), got.Event.Message.EditedAt)

			send := planned(1, 1)
			send.At, send.Expires, send.Notice = fine(5), fine(6), &bot.Notice{By: fine(7)}
			f.commit(w.Lease, bot.Commit{
				Now: fine(3), Done: ids(w), Events: []bot.Event{{Kind: bot.TimerDue, At: fine(4), Timer: &bot.Timer{At: fine(4)}}},
				Sends: []bot.Send{send}, Timers: []bot.Timer{{Kind: bot.GuardDue, At: fine(8)}}, Due: fine(9), Until: fine(10),
			})
			require.Equal(f, milli(10), f.nextDue())
			require.NoError(f, f.store.Begin(f.Context(), w.Lease, 1, fine(11)))
			w = f.load(w.Lease)
			require.Equal(f, milli(5), w.Sends[0].At)
			require.Equal(f, milli(6), w.Sends[0].Expires)
			require.Equal(f, milli(7), w.Sends[0].Notice.By)
			require.Equal(f, milli(8), w.Timers[0].At)
			require.Equal(f, milli(11), w.Sends[0].Started)
			require.Equal(f, bot.Event{Kind: bot.TimerDue, At: milli(4), Timer: &bot.Timer{At: milli(4)}},
				f.events(chat("a"))[0].Event)
		}},
		{"are times far off, and numbers of any size", func(f *fixture) {
			for i, when := range []time.Time{
				time.Date(1969, 7, 20, 20, 17, 40, 0, time.UTC), time.Date(1, 1, 1, 0, 0, 0, 1e6, time.UTC),
				time.Date(9999, 12, 31, 23, 59, 59, 999e6, time.UTC),
			} {
				l := f.held(chat("a"), i)
				timer, send := bot.Timer{Kind: bot.GuardDue, At: when}, planned(1, 1)
				send.At, send.Expires = when, when
				f.commit(l, bot.Commit{Now: at(1), Timers: []bot.Timer{timer}, Sends: []bot.Send{send}, Due: when, Until: at(i + 1)})
				w := f.load(l)
				require.Equal(f, []bot.Timer{timer}, w.Timers)
				require.Equal(f, []bot.Send{send}, w.Sends)
				f.commit(l, bot.Commit{Forget: true})
			}
			for _, no := range []int64{0, -1, math.MinInt64, math.MaxInt64} {
				in := f.said(chat("a"), 1)
				in.Update = no
				require.Equal(f, []bool{true, false}, f.receive(in, in))
			}
		}},
	}
}
