package timing

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone"
)

func shopPolicy(tb testing.TB) Policy {
	tb.Helper()
	p := DefaultPolicy()
	p.Calendar = shop(tb)
	return p
}

func reading(state tone.State) tone.Reading { return tone.Reading{State: state} }

func TestPlan(t *testing.T) {
	t.Parallel()
	for _, line := range dataLines(t, "plans.txt") {
		t.Run(fmt.Sprintf("line %d", line.number), func(t *testing.T) {
			t.Parallel()
			hours := line.columns[0]
			if hours == "9-18" {
				hours = "Mon-Fri 09:00-18:00; Sat 10:00-14:00"
			}
			state, err := tone.ParseState(line.columns[1])
			require.NoError(t, err)
			policy := DefaultPolicy()
			policy.Calendar = calendarIn(t, hours)
			plan := policy.Plan(reading(state), History{Asks: true}, at(t, line.columns[2]))

			require.Equal(t, line.columns[3], plan.SendAt.Format(time.TimeOnly), "sent")
			require.Equal(t, line.columns[4] == "closed", plan.OutOfHours, "out of hours")
			require.Equal(t, ByPolicy, plan.AnswerBy.Kind)
			require.Equal(t, line.columns[5], plan.AnswerBy.At.Format("2006-01-02 15:04")+" "+plan.AnswerBy.Precision.String())
			require.Len(t, plan.FollowUps, 1)
			require.Equal(t, line.columns[6], plan.FollowUps[0].At.Format(time.DateTime), "follow-up")
			require.True(t, plan.FollowUps[0].Once)
		})
	}
}

func TestPlanMergeWindow(t *testing.T) {
	t.Parallel()
	p := shopPolicy(t)
	start := at(t, "2026-03-02 10:00")
	after := func(seconds float64) time.Time { return start.Add(time.Duration(seconds * float64(time.Second))) }
	for name, test := range map[string]struct {
		state  tone.State
		h      History
		merge  float64 // seconds after the first line
		sendAt float64
	}{
		"one line":                 {tone.Neutral, History{LastLine: start}, 12, 16},
		"the first line alone":     {tone.Neutral, History{FirstLine: start}, 12, 16},
		"runs from the last line":  {tone.Neutral, History{FirstLine: start, LastLine: after(20)}, 32, 36},
		"capped from the first":    {tone.Neutral, History{FirstLine: start, LastLine: after(40)}, 45, 49},
		"unfinished":               {tone.Rushed, History{FirstLine: start, Unfinished: true}, 25, 25},
		"unfinished, capped":       {tone.Rushed, History{FirstLine: start, LastLine: after(30), Unfinished: true}, 45, 45},
		"a line after the cap":     {tone.Rushed, History{FirstLine: start, LastLine: after(50)}, 50, 50},
		"e-mail shows no typing":   {tone.Confused, History{LastLine: start, Channel: tone.Email}, 15, 17},
		"first line after last":    {tone.Rushed, History{FirstLine: after(5), LastLine: start}, 8, 8},
		"typing by a short text":   {tone.Confused, History{LastLine: start, TextLength: 10}, 15, 20},
		"typing by a longer text":  {tone.Confused, History{LastLine: start, TextLength: 180}, 15, 21.5},
		"typing by a long text":    {tone.Confused, History{LastLine: start, TextLength: 5000}, 15, 23},
		"typing, text unknown":     {tone.Confused, History{LastLine: start}, 15, 21.5},
		"never typed when rushed":  {tone.Rushed, History{LastLine: start, TextLength: 5000}, 8, 8},
		"hardly typed, irritated":  {tone.Irritated, History{LastLine: start, TextLength: 20}, 10, 10.5},
		"a text of endless length": {tone.Neutral, History{LastLine: start, TextLength: 1 << 62}, 12, 17},
	} {
		plan := p.Plan(reading(test.state), test.h, start)
		require.Equal(t, after(test.merge), plan.MergeUntil, name)
		require.Equal(t, after(test.sendAt), plan.SendAt, name)
	}
}

// A plan that is made again does not move what lies ahead; one that is made late
// sends at once, and types for no longer than is left.
func TestPlanAgain(t *testing.T) {
	t.Parallel()
	p := shopPolicy(t)
	start := at(t, "2026-03-02 10:00")
	h := History{FirstLine: start, LastLine: start}
	ideal := p.Plan(reading(tone.Confused), h, start)
	require.Equal(t, 4500*time.Millisecond, ideal.Typing)
	for passed := time.Duration(0); passed < 2*time.Minute; passed += 500 * time.Millisecond {
		now := start.Add(passed)
		plan := p.Plan(reading(tone.Confused), h, now)
		require.Equal(t, ideal.MergeUntil, plan.MergeUntil)
		require.Equal(t, latest(ideal.SendAt, now), plan.SendAt)
		require.False(t, plan.SendAt.Add(-plan.Typing).Before(now), "typing begins in the past")
		require.LessOrEqual(t, plan.Typing, ideal.Typing)
		require.Equal(t, ideal.AnswerBy.At, plan.AnswerBy.At)
		require.Equal(t, ideal.Reply, plan.Reply)
	}
}

func TestPlanHold(t *testing.T) {
	t.Parallel()
	p := shopPolicy(t)
	open, closed := at(t, "2026-03-02 10:00"), at(t, "2026-03-02 20:00")
	require.False(t, p.Plan(reading(tone.Neutral), History{}, open).Hold)
	require.True(t, p.Plan(reading(tone.Neutral), History{NeedsWork: true}, open).Hold)
	require.True(t, p.Plan(reading(tone.Neutral), History{}, closed).Hold)
	// What counts is when the text is read.
	require.True(t, p.Plan(reading(tone.Neutral), History{}, at(t, "2026-03-02 17:59:50")).OutOfHours)
	require.False(t, p.Plan(reading(tone.Neutral), History{}, at(t, "2026-03-02 08:59:50")).OutOfHours)
}

func TestPlanFollowUps(t *testing.T) {
	t.Parallel()
	p := shopPolicy(t)
	now := at(t, "2026-03-02 10:00")
	require.Empty(t, p.Plan(reading(tone.Rushed), History{}, now).FollowUps, "nothing was asked")
	require.Empty(t, p.Plan(reading(tone.Rushed), History{Asks: true, FollowedUp: true}, now).FollowUps, "once is enough")
	plan := p.Plan(reading(tone.Rushed), History{Asks: true}, now)
	require.Equal(t, []PlannedFollowUp{{plan.SendAt.Add(time.Hour), FollowUpAfter, true}}, plan.FollowUps)
	later, ok := p.FollowUpAt(tone.Rushed, tone.Telegram, plan.SendAt, now)
	require.True(t, ok)
	require.Equal(t, plan.FollowUps[0].At, later)
}

func TestPlanClocks(t *testing.T) {
	t.Parallel()
	p := shopPolicy(t)
	now := at(t, "2026-03-02 17:50")
	plan := p.Plan(reading(tone.Neutral), History{}, now)
	require.Equal(t, Due{FirstReply, at(t, "2026-03-03 09:05"), [2]time.Time{at(t, "2026-03-02 17:57:30"), at(t, "2026-03-03 09:02")}}, plan.Reply)
	// A day of nine business hours from 17:50 on.
	require.Equal(t, Due{Resolution, at(t, "2026-03-03 17:50"), [2]time.Time{at(t, "2026-03-03 13:20"), at(t, "2026-03-03 16:02")}}, plan.Resolution)
	require.Equal(t, at(t, "2026-03-03 05:50"), plan.Guard)

	h := History{
		Answered: true, FirstLine: now, WaitingSince: at(t, "2026-03-02 17:30"), Opened: at(t, "2026-03-02 09:00"),
	}
	plan = p.Plan(reading(tone.Neutral), h, now)
	require.Equal(t, Due{NextReply, at(t, "2026-03-03 09:30"), [2]time.Time{at(t, "2026-03-02 18:00"), at(t, "2026-03-03 09:18")}}, plan.Reply)
	require.Equal(t, at(t, "2026-03-03 09:00"), plan.Resolution.At)
	require.Equal(t, at(t, "2026-03-03 05:30"), plan.Guard)

	p.Clocks = Clocks{None, None, -1, [2]int{50, 80}, None}
	plan = p.Plan(reading(tone.Neutral), History{}, now)
	require.Zero(t, plan.Reply)
	require.Zero(t, plan.Resolution)
	require.Zero(t, plan.Guard)
}

func TestPlanWarningsCanBeOff(t *testing.T) {
	t.Parallel()
	p := shopPolicy(t)
	for _, none := range []int{-1, 0} {
		p.Clocks.Warnings = [2]int{none, 80}
		plan := p.Plan(reading(tone.Neutral), History{}, at(t, "2026-03-02 10:00"))
		require.Equal(t, [2]time.Time{{}, at(t, "2026-03-02 10:12")}, plan.Reply.Warnings)
		require.Equal(t, at(t, "2026-03-02 10:15"), plan.Reply.At)
	}
}

func TestPlanBudgetAndWindow(t *testing.T) {
	t.Parallel()
	p := shopPolicy(t)
	now := at(t, "2026-03-02 10:00")
	require.False(t, p.Plan(reading(tone.Neutral), History{TextsToday: 11}, now).OverBudget)
	require.True(t, p.Plan(reading(tone.Neutral), History{TextsToday: 12}, now).OverBudget)
	require.Zero(t, p.Plan(reading(tone.Neutral), History{}, now).WindowEnds)
	require.Equal(t, now.Add(24*time.Hour), p.Plan(reading(tone.Neutral), History{Channel: tone.TelegramBusiness}, now).WindowEnds)
	p.DailyTexts = -1
	require.False(t, p.Plan(reading(tone.Neutral), History{TextsToday: 1000}, now).OverBudget)
}

// Without a calendar the business is always open, where now is.
func TestPlanWithoutCalendar(t *testing.T) {
	t.Parallel()
	now := at(t, "2026-03-08 03:00")
	plan := DefaultPolicy().Plan(reading(tone.Neutral), History{Asks: true}, now)
	require.False(t, plan.OutOfHours)
	require.Equal(t, at(t, "2026-03-08 03:30"), plan.AnswerBy.At)
	require.Equal(t, at(t, "2026-03-09 08:00"), plan.FollowUps[0].At)
	require.Equal(t, chisinau(t), plan.SendAt.Location())
}

// A business that does not open promises nothing, and still answers.
func TestPlanNeverOpen(t *testing.T) {
	t.Parallel()
	p := DefaultPolicy()
	p.Calendar = newCalendarOf(t, Config{Zone: chisinau(t)})
	now := at(t, "2026-03-02 10:00")
	plan := p.Plan(reading(tone.Neutral), History{Asks: true, BetterAloud: true}, now)
	require.Equal(t, Promise{}, plan.AnswerBy)
	require.True(t, plan.OutOfHours)
	require.Empty(t, plan.FollowUps)
	require.Zero(t, plan.Reply)
	require.Zero(t, plan.Resolution)
	require.Zero(t, plan.Call.From)
	require.Equal(t, now.Add(16*time.Second), plan.SendAt)
}

// The zero policy answers at once and promises nothing.
func TestPlanZeroPolicy(t *testing.T) {
	t.Parallel()
	now := at(t, "2026-03-02 10:00")
	plan := Policy{}.Plan(reading(tone.Tired), History{Asks: true, TextLength: 100}, now)
	require.Equal(t, Plan{MergeUntil: now, SendAt: now}, plan)
}

// What a plan promises to be, for many businesses, moods and moments.
func TestPlanProperties(t *testing.T) {
	t.Parallel()
	for seed := range uint64(200) {
		r := newRand(9000 + seed)
		config, first := randomConfig(t, r)
		p := DefaultPolicy()
		p.Calendar = newCalendarOf(t, config)
		for range 40 {
			now := p.Calendar.At(first, 0).Add(time.Duration(r.Int64N(int64(20 * 24 * time.Hour))))
			h := History{
				LastLine: now.Add(-time.Duration(r.Int64N(int64(2 * time.Hour)))), Asks: true,
				Channel: tone.Channels()[r.IntN(tone.NumChannels)], TextLength: r.IntN(500), Unfinished: r.IntN(2) == 0,
			}
			if r.IntN(2) == 0 {
				h.LastLine = now
			}
			h.FirstLine = h.LastLine.Add(-time.Duration(r.Int64N(int64(time.Minute))))
			state := tone.States()[r.IntN(tone.NumStates)]
			plan := p.Plan(reading(state), h, now)
			name := fmt.Sprintf("seed %d: %s in %s, %s at %s", seed, config.Hours, config.Zone, state, now)
			checkSending(t, name, p, h, now, plan)
			checkPromise(t, name, p, state, h, plan)
			for _, f := range plan.FollowUps {
				require.False(t, p.Quiet.Quiet(f.At), name)
				require.True(t, f.At.After(plan.SendAt), name)
				require.True(t, plan.WindowEnds.IsZero() || f.At.Before(plan.WindowEnds), name)
			}
			elsewhere := h
			elsewhere.LastLine, elsewhere.FirstLine = h.LastLine.UTC(), h.FirstLine.In(time.FixedZone("", 3600))
			require.Equal(t, plan, p.Plan(reading(state), elsewhere, now.UTC()), name)
		}
	}
}

func checkSending(t *testing.T, name string, p Policy, h History, now time.Time, plan Plan) {
	t.Helper()
	require.False(t, plan.SendAt.Before(now), name)
	require.False(t, plan.MergeUntil.Before(h.LastLine), name)
	require.False(t, plan.MergeUntil.After(latest(h.LastLine, h.FirstLine.Add(p.MergeCap))), name)
	require.LessOrEqual(t, plan.SendAt.Sub(latest(plan.MergeUntil, now)), 8*time.Second, name)
	require.Equal(t, !p.Calendar.Open(plan.SendAt), plan.OutOfHours, name)
	require.Equal(t, p.Calendar.Location(), plan.SendAt.Location(), name)
}

func checkPromise(t *testing.T, name string, p Policy, state tone.State, h History, plan Plan) {
	t.Helper()
	c, by := p.Calendar, plan.AnswerBy
	if by.Kind == NoPromise {
		_, ok := c.Add(plan.SendAt, 24*time.Hour)
		require.False(t, ok, name)
		return
	}
	answerBy := p.Row(state).AnswerBy
	require.True(t, by.At.After(plan.SendAt), name)
	require.True(t, c.closesAfter(by.At), "%s: %s is in closed time", name, by.At)
	require.False(t, by.At.Before(by.Due), name)
	require.GreaterOrEqual(t, c.Between(h.LastLine, by.At), answerBy, name)
	require.GreaterOrEqual(t, c.Between(plan.SendAt, by.At), answerBy/2, name)
	require.LessOrEqual(t, c.Between(by.Due, by.At), p.Rounding.Settle+2*p.Rounding.OtherDay, "%s: vague", name)
	if by.Precision != ToTheMinute {
		require.Zero(t, by.At.Minute()%5, name)
		require.Zero(t, by.At.Second(), name)
	}
	require.Equal(t, by.Precision == PartsOfDay, by.Precision != ToTheMinute && c.DateOf(plan.SendAt).DaysUntil(c.DateOf(by.At)) >= 2, name)
	previous := plan.SendAt
	for _, warning := range by.Warnings {
		require.False(t, warning.Before(previous), name)
		require.False(t, warning.After(by.At), name)
		previous = warning
	}
}

// A plan costs no more than two allocations: the reasons for a call and the
// follow-ups.
func TestPlanAllocations(t *testing.T) { //nolint:paralleltest // AllocsPerRun must run alone
	p := shopPolicy(t)
	now := at(t, "2026-03-02 10:00")
	r, h := reading(tone.Irritated), History{Asks: true, Exchanges: 2}
	require.LessOrEqual(t, testing.AllocsPerRun(100, func() { p.Plan(r, h, now) }), 2.0)
	require.Zero(t, testing.AllocsPerRun(100, func() { p.Plan(reading(tone.Neutral), History{}, now) }))
	require.Zero(t, testing.AllocsPerRun(100, func() { p.Calendar.Open(now) }))
}
