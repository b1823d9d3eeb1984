package bot_test

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/timing"
	"github.com/camerton/camerton/tone"
)

// A scenario is a block of testdata/decisions.txt.
type scenario struct {
	name     string
	dialogue bot.Dialogue
	want     map[int]string // by turn
}

func scenarios(t *testing.T) []scenario {
	t.Helper()
	data, err := os.ReadFile("testdata/decisions.txt")
	require.NoError(t, err)
	zone, err := timing.LoadZone("Europe/Chisinau")
	require.NoError(t, err)
	var all []scenario
	for n, line := range strings.Split(string(data), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		if name, ok := strings.CutPrefix(line, "== "); ok {
			all = append(all, scenario{name: name, dialogue: bot.Dialogue{ID: name}, want: make(map[int]string)})
			continue
		}
		require.NotEmpty(t, all, "line %d stands before the first scenario", n+1)
		s := &all[len(all)-1]
		first, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch {
		case line[0] == ' ':
			s.want[len(s.dialogue.Turns)-1] = strings.TrimSpace(line)
		case first == "hours":
			s.dialogue.Hours = rest
		case first == "closed":
			s.dialogue.Closed = strings.Fields(rest)
		default:
			s.dialogue.Turns = append(s.dialogue.Turns, scenarioTurn(t, n+1, first, rest, zone))
		}
	}
	return all
}

// scenarioTurn reads a line such as "+1 10:00:00 c text".
func scenarioTurn(t *testing.T, n int, first, rest string, zone *time.Location) bot.Turn {
	t.Helper()
	days := 0
	if strings.HasPrefix(first, "+") {
		var err error
		days, err = strconv.Atoi(first)
		require.NoError(t, err, "line %d", n)
		first, rest, _ = strings.Cut(rest, " ")
	}
	clock, err := time.Parse(time.TimeOnly, first)
	require.NoError(t, err, "line %d", n)
	who, text, _ := strings.Cut(rest, " ")
	turn := bot.Turn{
		At:      time.Date(2026, 3, 2+days, clock.Hour(), clock.Minute(), clock.Second(), 0, zone),
		Channel: tone.Telegram, Text: text,
	}
	media, wordless := map[string]tone.Media{"(sticker)": tone.Sticker, "(photo)": tone.Photo, "(voice)": tone.Voice}[text]
	if wordless {
		turn.Text, turn.Media = "", media
	}
	switch who {
	case "c":
	case "bot":
		turn.Bot = true
	case "b":
		turn.From = bot.FromBusiness
	default:
		require.Fail(t, "who is it?", "line %d: %q", n, who)
	}
	return turn
}

// TestDecisions walks testdata/decisions.txt.
func TestDecisions(t *testing.T) {
	t.Parallel()
	texts := catalog(t)
	for _, s := range scenarios(t) {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			r := &bot.Replayer{Catalog: texts}
			judgements, err := r.Replay(&s.dialogue)
			require.NoError(t, err)
			require.Len(t, judgements, len(s.want))
			for _, j := range judgements {
				require.True(t, meets(j, s.want[j.Turn]), "turn %d %q: want %s\ngot %s after %g s: %s (%s, %s/%d) %q: %s", j.Turn,
					s.dialogue.Turns[j.Turn].Text, s.want[j.Turn], j.Action, j.Delay, strings.Join(j.Why, "; "), j.Topic, j.State, j.Intensity,
					j.Template, j.Draft)
			}
		})
	}
}

// meets reports whether a judgement is one of the wanted ones: "action", or
// "action reason template-prefix".
func meets(j bot.Judgement, want string) bool {
	return slices.ContainsFunc(strings.Split(want, ", "), func(one string) bool {
		fields := strings.Fields(one)
		if fields[0] != string(j.Action) {
			return false
		}
		for _, f := range fields[1:] {
			if strings.Contains(f, ".") && strings.HasPrefix(j.Template, f) {
				continue
			}
			if !slices.Contains(j.Why, bot.Reason(f).Describe(tone.LanguageOther)) {
				return false
			}
		}
		return true
	})
}

// The same conversation always gives the same judgements.
func TestReplayIsDeterministic(t *testing.T) {
	t.Parallel()
	texts := catalog(t)
	for _, s := range scenarios(t) {
		var before string
		for range 2 {
			judgements, err := (&bot.Replayer{Catalog: texts}).Replay(&s.dialogue)
			require.NoError(t, err)
			now := fmt.Sprintf("%+v", judgements)
			if before != "" {
				require.Equal(t, before, now, s.name)
			}
			before = now
		}
	}
}
