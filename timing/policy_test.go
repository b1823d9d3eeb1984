package timing

import (
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone"
)

// TestDefaultPolicy is the table of the product, written a second time.
func TestDefaultPolicy(t *testing.T) {
	t.Parallel()
	p := DefaultPolicy()
	for state, want := range map[tone.State]string{
		tone.Rushed:       "8s 0s 0s-0s 15m 1h",
		tone.Irritated:    "10s 0s 0s-2s 15m next business morning",
		tone.Confused:     "15s 2s 3s-6s 30m 4h",
		tone.Tired:        "15s 2s 2s-4s 30m next business day",
		tone.Enthusiastic: "12s 0s 1s-3s 1h next business day",
		tone.Neutral:      "12s 1s 2s-4s 30m next business day",
	} {
		require.Equal(t, want, rowText(p.Row(state)), state)
	}
	require.Equal(t, 25*time.Second, p.UnfinishedWindow)
	require.Equal(t, 45*time.Second, p.MergeCap)
	require.Equal(t, Clocks{15 * time.Minute, time.Hour, 1, [2]int{50, 80}, 12 * time.Hour}, p.Clocks)
	require.Equal(t, "21:00-08:00", p.Quiet.String())
	require.Nil(t, p.Calendar)
	require.NoError(t, p.Validate())
	require.Equal(t, p.Neutral, p.Row(tone.State(77)))
}

// rowText writes a row as the package comment does.
func rowText(r Row) string {
	return fmt.Sprintf("%s %s %s-%s %s %s", r.MergeWindow, r.Delay, r.TypingMin, r.TypingMax, durationText(r.AnswerBy), r.FollowUp)
}

// The table in the package comment is that of DefaultPolicy.
func TestPackageComment(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("doc.go")
	require.NoError(t, err)
	for _, state := range tone.States() {
		found := false
		for line := range strings.Lines(string(text)) {
			words := strings.Fields(strings.TrimPrefix(line, "//"))
			if len(words) > 5 && words[0] == state.String() {
				require.Equal(t, rowText(DefaultPolicy().Row(state)), strings.Join(words[1:], " "), state)
				found = true
			}
		}
		require.True(t, found, "no row for %s", state)
	}
}

func TestWithDefaults(t *testing.T) {
	t.Parallel()
	require.Equal(t, DefaultPolicy(), Policy{}.WithDefaults())
	require.Equal(t, DefaultPolicy(), DefaultPolicy().WithDefaults())

	c := shop(t)
	p := Policy{
		Calendar:   c,
		Rushed:     Row{AnswerBy: 5 * time.Minute},
		Neutral:    Row{Delay: None, FollowUp: FollowUp{After: None}},
		Quiet:      NoQuietHours(),
		DailyTexts: -1,
	}.WithDefaults()
	want := DefaultPolicy()
	want.Calendar = c
	want.Rushed.AnswerBy = 5 * time.Minute
	want.Neutral.Delay = None
	want.Neutral.FollowUp = FollowUp{After: None}
	want.Quiet = NoQuietHours()
	want.DailyTexts = -1
	require.Equal(t, want, p)
	require.Equal(t, p, p.WithDefaults(), "a second time changes nothing")
	require.NoError(t, p.Validate())
}

// No field of a policy is forgotten by the defaults or lacks a key for TOML.
func TestEveryFieldHasADefaultAndAKey(t *testing.T) {
	t.Parallel()
	var walk func(path string, v reflect.Value)
	walk = func(path string, v reflect.Value) {
		if v.Kind() != reflect.Struct || v.Type() == reflect.TypeFor[FollowUp]() || v.Type() == reflect.TypeFor[QuietHours]() {
			mayBeZero := strings.HasSuffix(path, ".Delay") || strings.Contains(path, ".Typing") // the rushed row
			require.True(t, mayBeZero || !v.IsZero(), "%s has no default", path)
			return
		}
		for i := range v.NumField() {
			field := v.Type().Field(i)
			require.NotEmpty(t, field.Tag.Get("toml"), "%s.%s has no key", path, field.Name)
			if field.Name != "Calendar" {
				walk(path+"."+field.Name, v.Field(i))
			}
		}
	}
	walk("Policy", reflect.ValueOf(Policy{}.WithDefaults()))
}

func TestValidate(t *testing.T) {
	t.Parallel()
	for fault, change := range map[string]func(*Policy){
		"rushed.merge_window = 46s is out of bounds; give 0s to 45s":                  func(p *Policy) { p.Rushed.MergeWindow = 46 * time.Second },
		"tired.delay = 1m1s is out of bounds; give 0s to 1m":                          func(p *Policy) { p.Tired.Delay = 61 * time.Second },
		"confused.typing_min = 7s is out of bounds; give 0s to 6s":                    func(p *Policy) { p.Confused.TypingMin = 7 * time.Second },
		"neutral.typing_max = 31s is out of bounds; give 0s to 30s":                   func(p *Policy) { p.Neutral.TypingMax = 31 * time.Second },
		"neutral.answer_by = 1s is out of bounds; give 1m to 240h":                    func(p *Policy) { p.Neutral.AnswerBy = time.Second },
		"irritated.follow_up = 1s is out of bounds; give 1m to 720h":                  func(p *Policy) { p.Irritated.FollowUp = FollowUp{FollowUpAfter, time.Second} },
		"enthusiastic.follow_up = FollowUpKind(9)":                                    func(p *Policy) { p.Enthusiastic.FollowUp.Kind = 9 },
		"merge_cap = 1h is out of bounds; give 1s to 5m":                              func(p *Policy) { p.MergeCap = time.Hour },
		"unfinished_window = 1m is out of bounds; give 0s to 45s":                     func(p *Policy) { p.UnfinishedWindow = time.Minute },
		"typing_speed = 0 is out of bounds; give 1 to 1000":                           func(p *Policy) { p.TypingSpeed = 0 },
		"clocks.first_reply = 1000h":                                                  func(p *Policy) { p.Clocks.FirstReply = 1000 * time.Hour },
		"clocks.next_reply = 1ns":                                                     func(p *Policy) { p.Clocks.NextReply = 1 },
		"clocks.resolution_days = 61 is out of bounds; give 0 to 60":                  func(p *Policy) { p.Clocks.ResolutionDays = 61 },
		"clocks.guard = 1m is out of bounds; give 10m to 168h":                        func(p *Policy) { p.Clocks.Guard = time.Minute },
		"clocks.warnings = [80 50] is out of bounds; give two rising shares":          func(p *Policy) { p.Clocks.Warnings = [2]int{80, 50} },
		"clocks.warnings = [50 100]":                                                  func(p *Policy) { p.Clocks.Warnings[1] = 100 },
		"quiet_hours = 25:00-08:00 is out of bounds; give times from 00:00 to 24:00":  func(p *Policy) { p.Quiet.From = 1500 },
		"morning = 24:00 is out of bounds; give 00:00 to 23:59":                       func(p *Policy) { p.Morning = EndOfDay },
		"follow_up_gap = 49h":                                                         func(p *Policy) { p.FollowUpGap = 49 * time.Hour },
		"deadline_notice = 9h":                                                        func(p *Policy) { p.DeadlineNotice = 9 * time.Hour },
		"rounding.fine = 7m is out of bounds; give 1m, 2m":                            func(p *Policy) { p.Rounding.Fine = 7 * time.Minute },
		"rounding.middle = 30s":                                                       func(p *Policy) { p.Rounding.Middle = 30 * time.Second },
		"rounding.coarse = 2h":                                                        func(p *Policy) { p.Rounding.Coarse = 2 * time.Hour },
		"rounding.other_day = 0s":                                                     func(p *Policy) { p.Rounding.OtherDay = 0 },
		"rounding.middle_within = 30m is out of bounds; give 1h to 24h":               func(p *Policy) { p.Rounding.MiddleWithin = 30 * time.Minute },
		"rounding.fine_within = -1ns is out of bounds; give 0s to 24h":                func(p *Policy) { p.Rounding.FineWithin = None },
		"rounding.settle = 9h is out of bounds; give 1m to 8h":                        func(p *Policy) { p.Rounding.Settle = 9 * time.Hour },
		"rounding.part_of_day_from = 1 is out of bounds; give 2 or more days":         func(p *Policy) { p.Rounding.PartOfDayFrom = 1 },
		"call.exchange = 0 is out of bounds; give 1 or more":                          func(p *Policy) { p.Call.Exchange = 0 },
		`call.currency = "GBP" is out of bounds; give one of MDL, RON, EUR, USD, RUB`: func(p *Policy) { p.Call.Currency = "GBP" },
		"daily_texts = 0 is out of bounds; give 1 or more, or -1 for no limit":        func(p *Policy) { p.DailyTexts = 0 },
	} {
		p := DefaultPolicy()
		change(&p)
		require.ErrorContains(t, p.Validate(), "timing: policy: "+fault)
	}
}

// All faults are named at once, and what may be left out may be.
func TestValidateAll(t *testing.T) {
	t.Parallel()
	err := Policy{}.Validate()
	for _, key := range []string{"merge_cap", "typing_speed", "rounding.fine", "call.exchange", "daily_texts"} {
		require.ErrorContains(t, err, key)
	}
	p := DefaultPolicy()
	p.Clocks = Clocks{Warnings: [2]int{99, -1}}
	require.NoError(t, p.Validate())
	p.Clocks = Clocks{None, None, -1, [2]int{-1, -1}, None}
	p.Rushed = Row{None, None, None, None, None, FollowUp{After: None}}
	p.UnfinishedWindow, p.FollowUpGap, p.DeadlineNotice = None, None, None
	p.Rounding.PartOfDayFrom, p.Call.Exchange, p.DailyTexts = -1, -1, -1
	require.NoError(t, p.Validate())
}
