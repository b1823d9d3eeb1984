package timing

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone"
)

// needs is a reading with deadlines: "2026-03-02 18:00" to the minute,
// "2026-03-03" to the day.
func needs(tb testing.TB, state tone.State, deadlines ...string) tone.Reading {
	tb.Helper()
	r := reading(state)
	for _, text := range deadlines {
		e := tone.Entity{Kind: tone.Deadline}
		if e.HasClock = len(text) > len(time.DateOnly); !e.HasClock {
			text += " 00:00"
		}
		e.At = at(tb, text)
		r.Entities = append(r.Entities, e)
	}
	return r
}

func TestDeadline(t *testing.T) {
	t.Parallel()
	p := shopPolicy(t)
	for _, test := range []struct {
		name, now string
		state     tone.State
		deadlines []string
		effect    DeadlineEffect
		promise   string
		kind      PromiseKind
		sent      string
	}{
		{"none", "2026-03-02 10:00", tone.Neutral, nil, NoDeadline, "2026-03-02 10:30", ByPolicy, "10:00:16"},
		{"far away", "2026-03-02 10:00", tone.Neutral, []string{"2026-03-02 18:00"}, DeadlineKept, "2026-03-02 10:30", ByPolicy, "10:00:16"},
		{"just in time", "2026-03-02 10:00", tone.Neutral, []string{"2026-03-02 10:30"}, DeadlineKept, "2026-03-02 10:30", ByPolicy, "10:00:16"},
		{"sooner", "2026-03-02 10:00", tone.Neutral, []string{"2026-03-02 10:20"}, DeadlineShortens, "2026-03-02 10:20", ByDeadline, "10:00:08"},
		{"sooner, rounded down", "2026-03-02 10:00", tone.Confused, []string{"2026-03-02 10:18"}, DeadlineShortens, "2026-03-02 10:15", ByDeadline, "10:00:08"},
		{"rounding down would leave too little", "2026-03-02 10:00", tone.Neutral, []string{"2026-03-02 10:14"}, DeadlineShortens, "2026-03-02 10:14", ByDeadline, "10:00:08"},
		{"too close", "2026-03-02 10:00", tone.Tired, []string{"2026-03-02 10:09"}, DeadlineTooClose, "2026-03-02 10:30", ByPolicy, "10:00:08"},
		{"over", "2026-03-02 10:00", tone.Neutral, []string{"2026-03-02 09:00"}, DeadlinePassed, "2026-03-02 10:30", ByPolicy, "10:00:16"},
		{"the nearest counts", "2026-03-02 10:00", tone.Neutral, []string{"2026-03-02 09:00", "2026-03-02 18:00", "2026-03-02 10:20", "2026-03-02 12:00"}, DeadlineShortens, "2026-03-02 10:20", ByDeadline, "10:00:08"},
		{"in the night", "2026-03-02 20:00", tone.Neutral, []string{"2026-03-02 23:00"}, DeadlineTooClose, "2026-03-03 10:00", ByPolicy, "20:00:08"},
		{"next morning", "2026-03-02 20:00", tone.Neutral, []string{"2026-03-03 09:30"}, DeadlineShortens, "2026-03-03 09:30", ByDeadline, "20:00:08"},
		{"before the opening", "2026-03-02 20:00", tone.Neutral, []string{"2026-03-03 09:05"}, DeadlineTooClose, "2026-03-03 10:00", ByPolicy, "20:00:08"},
		{"after the closing", "2026-03-02 17:40", tone.Neutral, []string{"2026-03-02 20:00"}, DeadlineShortens, "2026-03-02 18:00", ByDeadline, "17:40:08"},
		{"today", "2026-03-02 10:00", tone.Neutral, []string{"2026-03-02"}, DeadlineKept, "2026-03-02 10:30", ByPolicy, "10:00:16"},
		{"today, when we are closed", "2026-03-02 20:00", tone.Neutral, []string{"2026-03-02"}, DeadlineTooClose, "2026-03-03 10:00", ByPolicy, "20:00:08"},
		{"tomorrow, on a holiday", "2026-04-11 20:00", tone.Neutral, []string{"2026-04-12"}, DeadlineTooClose, "2026-04-14 10:00", ByPolicy, "20:00:08"},
		{"yesterday", "2026-03-02 10:00", tone.Neutral, []string{"2026-03-01"}, DeadlinePassed, "2026-03-02 10:30", ByPolicy, "10:00:16"},
		{"rushed anyhow", "2026-03-02 10:00", tone.Rushed, []string{"2026-03-02 10:12"}, DeadlineShortens, "2026-03-02 10:12", ByDeadline, "10:00:08"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			plan := p.Plan(needs(t, test.state, test.deadlines...), History{}, at(t, test.now))
			require.Equal(t, test.effect, plan.Deadline)
			require.Equal(t, test.kind, plan.AnswerBy.Kind)
			require.Equal(t, test.promise, plan.AnswerBy.At.Format("2006-01-02 15:04"))
			require.Equal(t, test.sent, plan.SendAt.Format(time.TimeOnly))
		})
	}
}

// A deadline that was named before counts like one in the message; a time
// without a deadline in it does not.
func TestDeadlineOfHistory(t *testing.T) {
	t.Parallel()
	p := shopPolicy(t)
	now := at(t, "2026-03-02 10:00")
	plan := p.Plan(reading(tone.Neutral), History{Deadline: at(t, "2026-03-02 10:20")}, now)
	require.Equal(t, DeadlineShortens, plan.Deadline)
	require.Equal(t, at(t, "2026-03-02 10:20"), plan.AnswerBy.At)
	require.Equal(t, [2]time.Time{at(t, "2026-03-02 10:10:04"), at(t, "2026-03-02 10:16:01").Add(600 * time.Millisecond)}, plan.AnswerBy.Warnings)

	r := needs(t, tone.Neutral, "2026-03-02 10:15")
	r.Entities[0].Kind = tone.Moment
	require.Equal(t, NoDeadline, p.Plan(r, History{}, now).Deadline)
	r.Entities[0] = tone.Entity{Kind: tone.Deadline, HasClock: true}
	require.Equal(t, NoDeadline, p.Plan(r, History{}, now).Deadline, "a deadline that was not resolved")
}

// Where nothing can be promised, a deadline is too close.
func TestDeadlineWithoutPromise(t *testing.T) {
	t.Parallel()
	p := shopPolicy(t)
	p.Neutral.AnswerBy = None
	plan := p.Plan(needs(t, tone.Neutral, "2026-03-02 18:00"), History{}, at(t, "2026-03-02 10:00"))
	require.Equal(t, DeadlineTooClose, plan.Deadline)
	require.Equal(t, Promise{}, plan.AnswerBy)
}

// With no notice wanted, a promise is still in the future.
func TestDeadlineWithoutNotice(t *testing.T) {
	t.Parallel()
	p := shopPolicy(t)
	p.DeadlineNotice = None
	plan := p.Plan(needs(t, tone.Neutral, "2026-03-02 10:04"), History{}, at(t, "2026-03-02 10:00"))
	require.Equal(t, DeadlineShortens, plan.Deadline)
	require.Equal(t, at(t, "2026-03-02 10:04"), plan.AnswerBy.At)
}

// Notice is enough when it is exactly what is wanted.
func TestDeadlineExactNotice(t *testing.T) {
	t.Parallel()
	p := shopPolicy(t)
	now := at(t, "2026-03-02 10:00")
	plan := p.Plan(reading(tone.Rushed), History{Deadline: at(t, "2026-03-02 10:10:08")}, now)
	require.Equal(t, DeadlineShortens, plan.Deadline)
	plan = p.Plan(reading(tone.Rushed), History{Deadline: at(t, "2026-03-02 10:10:07")}, now)
	require.Equal(t, DeadlineTooClose, plan.Deadline)
	// The same for what is left after rounding down.
	plan = p.Plan(reading(tone.Rushed), History{Deadline: at(t, "2026-03-02 10:12")}, now.Add(-8*time.Second))
	require.Equal(t, at(t, "2026-03-02 10:10"), plan.AnswerBy.At)
}

// Whatever the deadline, a promise that it makes is before it, in the future and
// in business time.
func TestDeadlineProperties(t *testing.T) {
	t.Parallel()
	for seed := range uint64(100) {
		r := newRand(20_000 + seed)
		config, first := randomConfig(t, r)
		p := DefaultPolicy()
		p.Calendar = newCalendarOf(t, config)
		for range 40 {
			now := p.Calendar.At(first, 0).Add(time.Duration(r.Int64N(int64(20 * 24 * time.Hour))))
			deadline := now.Add(time.Duration(r.Int64N(int64(4 * time.Hour)))).Truncate(time.Minute)
			state := tone.States()[r.IntN(tone.NumStates)]
			free := p.Plan(reading(state), History{}, now)
			plan := p.Plan(reading(state), History{Deadline: deadline}, now)
			require.False(t, plan.SendAt.After(free.SendAt))
			if plan.Deadline != DeadlineShortens {
				require.Equal(t, free.AnswerBy.At, plan.AnswerBy.At)
				continue
			}
			at := plan.AnswerBy.At
			require.True(t, at.After(plan.SendAt))
			require.False(t, at.After(deadline))
			require.True(t, at.Before(free.AnswerBy.At))
			require.True(t, p.Calendar.closesAfter(at))
			require.GreaterOrEqual(t, p.Calendar.Between(plan.SendAt, at), p.DeadlineNotice)
		}
	}
}
