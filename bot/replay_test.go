package bot_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/locales"
	"github.com/camerton/camerton/templates"
)

type expectation struct {
	ID     string
	Turn   int
	Action string
	Accept []string
	State  string
	Topic  string
	Delay  *struct{ Min, Max float64 } `json:"delay_s"`
}

func catalog(tb testing.TB) *templates.Catalog {
	tb.Helper()
	c, err := templates.Load(locales.FS)
	require.NoError(tb, err)
	return c
}

func lines(tb testing.TB, name string) [][]byte {
	tb.Helper()
	data, err := os.ReadFile(name)
	require.NoError(tb, err)
	var out [][]byte
	for s := bufio.NewScanner(bytes.NewReader(data)); s.Scan(); {
		out = append(out, slices.Clone(s.Bytes()))
	}
	return out
}

func TestReplayExamination(t *testing.T) {
	t.Parallel()
	want := make(map[string]expectation)
	for _, line := range lines(t, "testdata/replay/expected.jsonl") {
		var e expectation
		require.NoError(t, json.Unmarshal(line, &e))
		want[fmt.Sprint(e.ID, " ", e.Turn)] = e
	}
	r := &bot.Replayer{Catalog: catalog(t)}
	accepted, total, best := 0, 0, 0
	var states, topics, delays [2]int
	for _, line := range lines(t, "testdata/replay/conversations.jsonl") {
		d, err := bot.ParseDialogue(line)
		require.NoError(t, err)
		judgements, err := r.Replay(d)
		require.NoError(t, err)
		for _, j := range judgements {
			e, ok := want[fmt.Sprint(j.ID, " ", j.Turn)]
			require.True(t, ok, "%s turn %d is not expected", j.ID, j.Turn)
			total++
			note := ""
			if slices.Contains(e.Accept, string(j.Action)) {
				accepted++
			} else {
				note = "MISS"
			}
			if e.Action == string(j.Action) {
				best++
			}
			if e.State != "" {
				states[1]++
				if e.State == j.State.String() {
					states[0]++
				}
			}
			if e.Topic != "" {
				topics[1]++
				if e.Topic == j.Topic.String() {
					topics[0]++
				}
			}
			if e.Delay != nil && j.Draft != "" {
				delays[1]++
				if j.Delay >= e.Delay.Min && j.Delay <= e.Delay.Max {
					delays[0]++
				} else {
					note += " DELAY"
				}
			}
			if note != "" {
				t.Logf("%s %s turn %d: %s after %.1f s, want one of %v; %s (%s) %v\n  %s\n  -> %s %s", note, j.ID, j.Turn, j.Action, j.Delay, e.Accept,
					j.State, j.Topic, strings.Join(j.Why, "; "), d.Turns[j.Turn].Text, j.Template, j.Draft)
			}
		}
	}
	require.Len(t, want, total)
	t.Logf("accepted %d of %d actions (%.1f %%), the best one %d; states %v, topics %v, delays %v",
		accepted, total, 100*float64(accepted)/float64(total), best, states, topics, delays)
	require.GreaterOrEqual(t, accepted*100, total*90)
}
