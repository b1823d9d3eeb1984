package timing

import (
	"cmp"

	"github.com/camerton/camerton/tone"
)

// WithDefaults returns the policy with every field that is zero set to its value
// in DefaultPolicy; the Calendar is left alone. A field that must not be there at
// all is set below zero (None for a duration), or to NoQuietHours.
func (p Policy) WithDefaults() Policy {
	d := DefaultPolicy()
	for _, state := range tone.States() {
		rowOf(&p, state).fill(rowOf(&d, state))
	}
	fill(&p.UnfinishedWindow, d.UnfinishedWindow)
	fill(&p.MergeCap, d.MergeCap)
	fill(&p.TypingSpeed, d.TypingSpeed)
	fill(&p.Quiet, d.Quiet)
	fill(&p.Morning, d.Morning)
	fill(&p.FollowUpGap, d.FollowUpGap)
	fill(&p.DeadlineNotice, d.DeadlineNotice)
	fill(&p.DailyTexts, d.DailyTexts)
	p.Clocks.fill(&d.Clocks)
	p.Rounding.fill(&d.Rounding)
	p.Call.fill(&d.Call)
	return p
}

func fill[T comparable](field *T, value T) { *field = cmp.Or(*field, value) }

func (r *Row) fill(d *Row) {
	fill(&r.MergeWindow, d.MergeWindow)
	fill(&r.Delay, d.Delay)
	fill(&r.TypingMin, d.TypingMin)
	fill(&r.TypingMax, d.TypingMax)
	fill(&r.AnswerBy, d.AnswerBy)
	fill(&r.FollowUp, d.FollowUp)
}

func (c *Clocks) fill(d *Clocks) {
	fill(&c.FirstReply, d.FirstReply)
	fill(&c.NextReply, d.NextReply)
	fill(&c.ResolutionDays, d.ResolutionDays)
	fill(&c.Warnings, d.Warnings)
	fill(&c.Guard, d.Guard)
}

func (r *Rounding) fill(d *Rounding) {
	fill(&r.FineWithin, d.FineWithin)
	fill(&r.Fine, d.Fine)
	fill(&r.MiddleWithin, d.MiddleWithin)
	fill(&r.Middle, d.Middle)
	fill(&r.Coarse, d.Coarse)
	fill(&r.OtherDay, d.OtherDay)
	fill(&r.Settle, d.Settle)
	fill(&r.PartOfDayFrom, d.PartOfDayFrom)
}

func (c *CallPolicy) fill(d *CallPolicy) {
	fill(&c.Exchange, d.Exchange)
	fill(&c.Currency, d.Currency)
	fill(&c.Amounts.MDL, d.Amounts.MDL)
	fill(&c.Amounts.RON, d.Amounts.RON)
	fill(&c.Amounts.EUR, d.Amounts.EUR)
	fill(&c.Amounts.USD, d.Amounts.USD)
	fill(&c.Amounts.RUB, d.Amounts.RUB)
	fill(&c.Amounts.UAH, d.Amounts.UAH)
}
