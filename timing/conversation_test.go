package timing

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone"
)

// A customer types a burst; each line moves the answer, none beyond the cap, and
// the promise stays where the last line puts it.
func TestConversationBurst(t *testing.T) {
	t.Parallel()
	p := shopPolicy(t)
	first := at(t, "2026-03-02 10:00")
	var sent time.Time
	for seconds := 0; seconds <= 60; seconds += 6 {
		line := first.Add(time.Duration(seconds) * time.Second)
		if !sent.IsZero() && line.After(sent) {
			break
		}
		plan := p.Plan(reading(tone.Irritated), History{FirstLine: first, LastLine: line, TextLength: 40}, line)
		require.False(t, plan.SendAt.Before(sent))
		require.False(t, plan.MergeUntil.After(first.Add(45*time.Second)))
		sent = plan.SendAt
	}
	require.Equal(t, first.Add(46*time.Second), sent, "the cap and a second of typing")
}

// From the evening to the answer: a holding text at once, a promise for the
// morning, a ping that does not move it, warnings before it is broken, and after
// that a new one.
func TestConversationOverNight(t *testing.T) {
	t.Parallel()
	p := shopPolicy(t)
	evening := at(t, "2026-03-02 21:30")
	plan := p.Plan(reading(tone.Tired), History{Asks: true}, evening)
	require.True(t, plan.Hold)
	require.Equal(t, evening.Add(20*time.Second), plan.SendAt, "an answer waits for no quiet hours")
	promised := plan.AnswerBy.At
	require.Equal(t, at(t, "2026-03-03 10:00"), promised)
	require.Equal(t, at(t, "2026-03-03 09:00"), plan.FollowUps[0].At)
	require.Equal(t, [2]time.Time{at(t, "2026-03-03 09:30"), at(t, "2026-03-03 09:48")}, plan.AnswerBy.Warnings)

	ping := at(t, "2026-03-03 09:40")
	h := History{WaitingSince: evening, Opened: evening, Promised: promised, LastLine: ping}
	plan = p.Plan(reading(tone.Irritated), h, ping)
	require.Equal(t, at(t, "2026-03-03 09:55"), plan.AnswerBy.At, "an irritated customer is answered sooner than was promised")
	plan = p.Plan(reading(tone.Enthusiastic), h, ping)
	require.Equal(t, StandingPromise, plan.AnswerBy.Kind)
	require.Equal(t, promised, plan.AnswerBy.At)
	require.Equal(t, Due{FirstReply, at(t, "2026-03-03 09:15"), [2]time.Time{at(t, "2026-03-03 09:07:30"), at(t, "2026-03-03 09:12")}}, plan.Reply, "that clock has run out")
	require.Equal(t, at(t, "2026-03-03 09:30"), plan.Guard)

	late := at(t, "2026-03-03 11:00")
	h.LastLine, h.BrokenPromises, h.Exchanges = late, 1, 1
	plan = p.Plan(reading(tone.Irritated), h, late)
	require.Equal(t, ByPolicy, plan.AnswerBy.Kind)
	require.Equal(t, at(t, "2026-03-03 11:15"), plan.AnswerBy.At)
	require.Equal(t, []Reason{AskedAgain, PromiseBroken, OpenNow}, plan.Call.Reasons)
}

// The same in Bucharest, over the Romanian Easter, with its Good Friday.
func TestConversationBucharest(t *testing.T) {
	t.Parallel()
	p := DefaultPolicy()
	p.Calendar = newCalendarOf(t, Config{
		Hours: hoursOf(t, "L-V 10-19"), Zone: zoneOf(t, "Europe/Bucharest"), Holidays: holidaysOf(t, "ro"),
	})
	now := time.Date(2026, 4, 9, 18, 50, 0, 0, p.Calendar.Location())
	plan := p.Plan(reading(tone.Rushed), History{}, now)
	require.False(t, plan.OutOfHours)
	require.Equal(t, time.Date(2026, 4, 14, 11, 0, 0, 0, p.Calendar.Location()), plan.AnswerBy.At)
	require.Equal(t, PartsOfDay, plan.AnswerBy.Precision)
	require.Equal(t, OnWeekday, plan.AnswerBy.Moment(now).Day)
	require.Equal(t, time.Tuesday, plan.AnswerBy.Moment(now).Weekday)
	require.Equal(t, Morning, plan.AnswerBy.Moment(now).Part)
}

// On the nights on which the clocks change, every minute of the night has a
// promise that keeps its rules, by the clock on the wall.
func TestConversationClockChange(t *testing.T) {
	t.Parallel()
	p := DefaultPolicy()
	p.Calendar = newCalendarOf(t, Config{Hours: hoursOf(t, "24/7"), Zone: chisinau(t)})
	for _, night := range []string{"2026-03-29 00:00", "2026-10-25 00:00"} {
		start := at(t, night)
		for minute := range 6 * 60 {
			now := start.Add(time.Duration(minute) * time.Minute)
			plan := p.Plan(reading(tone.Neutral), History{}, now)
			wait := plan.AnswerBy.At.Sub(now)
			require.GreaterOrEqual(t, wait, 30*time.Minute, now)
			require.Zero(t, plan.AnswerBy.At.Minute()%5, now)
			require.LessOrEqual(t, wait, 95*time.Minute, now)
			require.Greater(t, plan.AnswerBy.At.Format(time.DateTime), now.Format(time.DateTime), "it looks as if it were over")
			if wait > 35*time.Minute {
				require.Equal(t, "2026-10-25 00:00", night, "only the hour that comes twice makes a promise longer")
			}
			require.Equal(t, now.Add(15*time.Minute), plan.Reply.At, "a clock does not mind")
			require.Equal(t, now.Add(12*time.Hour), plan.Guard)
		}
	}
}
