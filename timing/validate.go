package timing

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/camerton/camerton/tone"
)

// Validate returns an error that names every field whose value is out of its
// bounds, by its TOML key, and the bounds; nil if the policy is good.
func (p Policy) Validate() error {
	var v validator
	for _, state := range tone.States() {
		v.row(state.String()+".", rowOf(&p, state), p.MergeCap)
	}
	within(&v, "merge_cap", p.MergeCap, time.Second, 5*time.Minute)
	v.atMost("unfinished_window", p.UnfinishedWindow, p.MergeCap)
	within(&v, "typing_speed", p.TypingSpeed, 1, 1000)
	v.clocks(&p.Clocks)
	v.quiet(p.Quiet)
	within(&v, "morning", p.Morning, 0, EndOfDay-1)
	v.atMost("follow_up_gap", p.FollowUpGap, 48*time.Hour)
	v.atMost("deadline_notice", p.DeadlineNotice, 8*time.Hour)
	v.rounding(&p.Rounding)
	v.call(&p.Call)
	if p.DailyTexts == 0 {
		v.fault("daily_texts", "0", "1 or more, or -1 for no limit")
	}
	return errors.Join(v.faults...)
}

// A validator collects faults.
type validator struct {
	faults []error
}

func (v *validator) fault(key string, value any, right string) {
	v.faults = append(v.faults, fmt.Errorf("timing: policy: %s = %v is out of bounds; give %s", key, plain(value), right))
}

// plain returns a value as it is best printed.
func plain(value any) any {
	if d, ok := value.(time.Duration); ok {
		return durationText(d)
	}
	return value
}

// durationText returns "4h" where Duration.String has "4h0m0s".
func durationText(d time.Duration) string {
	text := d.String()
	if strings.HasSuffix(text, "m0s") {
		text = strings.TrimSuffix(text, "0s")
	}
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return text
}

// within notes a fault if the value is outside its bounds.
func within[T cmp.Ordered](v *validator, key string, value, lowest, highest T) {
	if value < lowest || value > highest {
		v.fault(key, value, fmt.Sprintf("%v to %v", plain(lowest), plain(highest)))
	}
}

// atMost notes a fault if the duration is too long; below zero it is none.
func (v *validator) atMost(key string, d, highest time.Duration) {
	within(v, key, max(d, 0), 0, max(highest, 0))
}

// The longest that a customer may be told to wait, in business time.
const longestWait = 240 * time.Hour

func (v *validator) row(prefix string, r *Row, mergeCap time.Duration) {
	v.atMost(prefix+"merge_window", r.MergeWindow, mergeCap)
	v.atMost(prefix+"delay", r.Delay, time.Minute)
	v.atMost(prefix+"typing_min", r.TypingMin, r.TypingMax)
	v.atMost(prefix+"typing_max", r.TypingMax, 30*time.Second)
	v.wait(prefix+"answer_by", r.AnswerBy)
	f := r.FollowUp
	if f.Kind > NextBusinessDay || f.Kind == FollowUpAfter && (f.After < time.Minute || f.After > 30*24*time.Hour) {
		v.fault(prefix+"follow_up", f, "1m to 720h, next business morning, next business day or none")
	}
}

// wait checks a stretch of business time that may be none.
func (v *validator) wait(key string, d time.Duration) {
	if d > 0 {
		within(v, key, d, time.Minute, longestWait)
	}
}

func (v *validator) clocks(c *Clocks) {
	v.wait("clocks.first_reply", c.FirstReply)
	v.wait("clocks.next_reply", c.NextReply)
	within(v, "clocks.resolution_days", max(c.ResolutionDays, 0), 0, 60)
	if c.Guard > 0 {
		within(v, "clocks.guard", c.Guard, 10*time.Minute, 7*24*time.Hour)
	}
	first, second := c.Warnings[0], c.Warnings[1]
	if first > 99 || second > 99 || first > 0 && second > 0 && first >= second {
		v.fault("clocks.warnings", c.Warnings, "two rising shares of 1 to 99 per cent, such as [50, 80], or -1 for none")
	}
}

func (v *validator) quiet(q QuietHours) {
	if q.From > EndOfDay || q.To > EndOfDay {
		v.fault("quiet_hours", q, "times from 00:00 to 24:00")
	}
}

func (v *validator) rounding(r *Rounding) {
	within(v, "rounding.middle_within", r.MiddleWithin, r.FineWithin, 24*time.Hour)
	within(v, "rounding.fine_within", r.FineWithin, 0, 24*time.Hour)
	v.step("rounding.fine", r.Fine)
	v.step("rounding.middle", r.Middle)
	v.step("rounding.coarse", r.Coarse)
	v.step("rounding.other_day", r.OtherDay)
	within(v, "rounding.settle", r.Settle, time.Minute, 8*time.Hour)
	if r.PartOfDayFrom == 0 || r.PartOfDayFrom == 1 {
		v.fault("rounding.part_of_day_from", r.PartOfDayFrom, "2 or more days, or -1 for never")
	}
}

// step checks that a step is a number of minutes that divides an hour.
func (v *validator) step(key string, d time.Duration) {
	if d < time.Minute || d%time.Minute != 0 || time.Hour%d != 0 {
		v.fault(key, d, "1m, 2m, 3m, 4m, 5m, 6m, 10m, 12m, 15m, 20m, 30m or 1h")
	}
}

func (v *validator) call(c *CallPolicy) {
	if c.Exchange == 0 {
		v.fault("call.exchange", 0, "1 or more, or -1 for never")
	}
	if !slices.Contains(currencies, c.Currency) {
		v.fault("call.currency", fmt.Sprintf("%q", c.Currency), "one of "+strings.Join(currencies, ", "))
	}
}

// currencies are those of Amounts.
var currencies = []string{"MDL", "RON", "EUR", "USD", "RUB", "UAH"}
