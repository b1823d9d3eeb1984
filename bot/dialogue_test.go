package bot_test

import (
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/tone"
)

func TestParseDialogue(t *testing.T) {
	t.Parallel()
	d, err := bot.ParseDialogue([]byte(`{"id":"c1","hours":"Mon-Fri 09:00-18:00; Sat 10:00-14:00","timezone":"Europe/Chisinau",
		"closed":["2026-05-01"],"business":"shop.toml","later":{"field":1},"turns":[
		{"from":"customer","at":"2026-03-02T10:00:00+02:00","channel":"web","text":"Где заказ?"},
		{"from":"business","at":"2026-03-02T10:05:00+02:00","text":"В пути"},
		{"from":"customer","at":"2026-03-02T10:06:00+02:00","text":"","media":["photo"],"album":"a","bot":true}]}`))
	require.NoError(t, err)
	require.Equal(t, "c1", d.ID)
	require.Equal(t, []string{"2026-05-01"}, d.Closed)
	require.Equal(t, "shop.toml", d.Business)
	require.Len(t, d.Turns, 3)
	require.Equal(t, bot.FromCustomer, d.Turns[0].From)
	require.Equal(t, tone.Web, d.Turns[0].Channel)
	require.Equal(t, bot.FromBusiness, d.Turns[1].From)
	require.Equal(t, tone.Photo, d.Turns[2].Media)
	require.True(t, d.Turns[2].Bot)
	require.Equal(t, time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC), d.Turns[0].At.UTC())
}

func TestParseDialogueErrors(t *testing.T) {
	t.Parallel()
	for _, c := range [][2]string{
		{`nonsense`, "invalid character"},
		{`{"id":"c"}`, `turns are missing; write "turns": [`},
		{`{"id":"c","turns":[]}`, "turns are missing"},
		{`{"turns":[{"at":"x"}]}`, "dialogue"},
		{`{"turns":[{"at":"2026-03-02T10:00:00Z"}]}`, `turns[0].from is missing; write "customer" or "business"`},
		{`{"turns":[{"from":"shop","at":"2026-03-02T10:00:00Z"}]}`, `no side "shop"`},
		{`{"turns":[{"from":"customer"}]}`, "turns[0].at is missing"},
		{`{"turns":[{"from":"customer","at":"2026-03-02T10:00:00Z"},{"from":"customer","at":"2026-03-02T09:00:00Z"}]}`, "turns[1].at is before"},
		{`{"turns":[{"from":"customer","at":"2026-03-02T10:00:00Z","channel":"pigeon"}]}`, "pigeon"},
		{`{"turns":[{"from":"customer","at":"2026-03-02T10:00:00Z","media":["film"]}]}`, `turns[0].media: there is no "film"; write one of contact, document`},
		{`{"hours":[9],"turns":[{"from":"customer","at":"2026-03-02T10:00:00Z"}]}`, "hours"},
	} {
		_, err := bot.ParseDialogue([]byte(c[0]))
		require.ErrorContains(t, err, c[1], c[0])
	}
}

func TestReplayErrors(t *testing.T) {
	t.Parallel()
	r := &bot.Replayer{Catalog: catalog(t)}
	turn := `"turns":[{"from":"customer","at":"2026-03-02T10:00:00Z","text":"ок"}]}`
	for text, want := range map[string]string{
		`{"hours":"sometimes",` + turn:                        "hours",
		`{"hours":"24/7","timezone":"Moon/Crater",` + turn:    "Moon/Crater",
		`{"hours":"24/7","closed":["the 5th of May"],` + turn: "the 5th of May",
		`{"business":"shop.toml",` + turn:                     `leave out "shop.toml"`,
	} {
		d, err := bot.ParseDialogue([]byte(text))
		require.NoError(t, err)
		_, err = r.Replay(d)
		require.ErrorContains(t, err, want)
	}
	gone := errors.New("gone")
	r.Business = func(string) (*templates.Business, error) { return nil, gone }
	_, err := r.Replay(&bot.Dialogue{Business: "shop.toml", Turns: []bot.Turn{{At: noon}}})
	require.ErrorIs(t, err, gone)
}

// Facts of a business answer what they know, and the dialogue's own hours go
// before those of the business.
func TestReplayWithABusiness(t *testing.T) {
	t.Parallel()
	business, err := templates.ParseBusiness("business.toml", []byte(`
name = "Тест"
languages = ["ro", "ru"]
timezone = "Europe/Chisinau"
[hours]
week = "Mon-Fri 09:00-18:00"
`))
	require.NoError(t, err)
	r := &bot.Replayer{Catalog: catalog(t), Business: func(path string) (*templates.Business, error) {
		require.Equal(t, "shop.toml", path)
		return business, nil
	}}
	at := time.Date(2026, 3, 2, 18, 30, 0, 0, time.UTC) // half past eight in the evening
	turns := []bot.Turn{{At: at, Text: "до скольки вы работаете?"}}
	closed, err := r.Replay(&bot.Dialogue{ID: "a", Business: "shop.toml", Turns: turns})
	require.NoError(t, err)
	require.Equal(t, bot.AckFollowUp, closed[0].Action)
	open, err := r.Replay(&bot.Dialogue{ID: "b", Business: "shop.toml", Hours: "daily 08:00-22:00", Turns: turns})
	require.NoError(t, err)
	require.Equal(t, bot.Reply, open[0].Action)
	require.Contains(t, open[0].Draft, "22:00")
}

// Who asks for our telephone number is told it, and is not handed to a person.
func TestReplayTellsOurPhone(t *testing.T) {
	t.Parallel()
	business, err := templates.ParseBusiness("business.toml", []byte(`
name = "Тест"
languages = ["ro", "ru"]
phones = ["+373 22 123 456"]
[hours]
week = "24/7"
`))
	require.NoError(t, err)
	r := &bot.Replayer{Catalog: catalog(t), Business: func(string) (*templates.Business, error) { return business, nil }}
	for text, told := range map[string]bool{
		"какой у вас телефон?": true, "дайте номер телефона": true, "care e numarul vostru de telefon": true,
		"скиньте номер курьера": false,
	} {
		got, err := r.Replay(&bot.Dialogue{ID: text, Business: "shop.toml", Turns: []bot.Turn{{At: noon, Text: text}}})
		require.NoError(t, err)
		require.Equal(t, told, strings.Contains(got[0].Draft, "456"), "%s: %s", text, got[0].Draft)
		require.Equal(t, told, got[0].Action == bot.Reply, "%s: %s", text, got[0].Action)
	}
}

// A judgement has the fields of cli.md, in their order.
func TestJudgementJSON(t *testing.T) {
	t.Parallel()
	r := &bot.Replayer{Catalog: catalog(t)}
	judgements, err := r.Replay(&bot.Dialogue{ID: "c1", Turns: []bot.Turn{{At: noon, Text: "ок"}}})
	require.NoError(t, err)
	data, err := json.Marshal(judgements[0])
	require.NoError(t, err)
	last := -1
	for _, field := range []string{
		"id", "turn", "state", "second", "intensity", "topic", "language", "action", "delay_s", "template", "draft", "why",
	} {
		at := strings.Index(string(data), `"`+field+`":`)
		require.Greater(t, at, last, "%s in %s", field, data)
		last = at
	}
	require.Contains(t, string(data), `"action":"none"`)
	require.Contains(t, string(data), `"second":""`)
	require.Contains(t, string(data), `"delay_s":0`)
}

// Decisions at a turn use only what came before it, except that a wait is known
// when the next turn comes: leaving out the end of a conversation changes
// nothing before it.
func TestReplayDoesNotLookAhead(t *testing.T) {
	t.Parallel()
	r := &bot.Replayer{Catalog: catalog(t)}
	for _, line := range lines(t, "testdata/replay/conversations.jsonl") {
		d, err := bot.ParseDialogue(line)
		require.NoError(t, err)
		all, err := r.Replay(d)
		require.NoError(t, err)
		for n := 1; n < len(d.Turns); n++ {
			part := *d
			part.Turns = d.Turns[:n]
			some, err := r.Replay(&part)
			require.NoError(t, err)
			for i, j := range some {
				if i == len(some)-1 && (all[i].Action == bot.Wait || d.Turns[n].From == bot.FromCustomer) {
					continue
				}
				require.Equal(t, all[i].Action, j.Action, "%s turn %d of the first %d", d.ID, j.Turn, n)
			}
		}
	}
}

func FuzzParseDialogue(f *testing.F) {
	for _, line := range lines(f, "testdata/replay/conversations.jsonl")[:6] {
		f.Add(line)
	}
	f.Add([]byte(`{"turns":[{"from":"customer","at":"0001-01-01T00:00:00Z","text":""}]}`))
	texts := catalog(f)
	f.Fuzz(func(t *testing.T, line []byte) {
		d, err := bot.ParseDialogue(line)
		if err != nil || len(d.Turns) > 40 {
			return
		}
		d.Business = ""
		judgements, err := (&bot.Replayer{Catalog: texts}).Replay(d)
		if err != nil {
			return
		}
		customers := 0
		for _, turn := range d.Turns {
			if turn.From == bot.FromCustomer {
				customers++
			}
		}
		require.Len(t, judgements, customers)
		for _, j := range judgements {
			require.Contains(t, []bot.Verdict{bot.Reply, bot.Wait, bot.AckFollowUp, bot.Escalate, bot.OfferCall, bot.None}, j.Action)
			require.GreaterOrEqual(t, j.Delay, 0.0)
		}
	})
}

func BenchmarkReplay(b *testing.B) {
	data, err := os.ReadFile("testdata/replay/conversations.jsonl")
	require.NoError(b, err)
	var dialogues []*bot.Dialogue
	turns := 0
	for line := range strings.Lines(string(data)) {
		d, err := bot.ParseDialogue([]byte(line))
		require.NoError(b, err)
		dialogues = append(dialogues, d)
		turns += len(d.Turns)
	}
	r := &bot.Replayer{Catalog: catalog(b)}
	b.ReportAllocs()
	for b.Loop() {
		for _, d := range dialogues {
			if _, err := r.Replay(d); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*turns), "µs/turn")
}
