package eval

import (
	"math"

	"github.com/camerton/camerton/tone"
	"github.com/camerton/camerton/tone/corpus"
)

// Identified says how often language and writing were told right.
type Identified struct {
	Messages int     `json:"messages"` // whose language is known
	Language float64 `json:"language"`
	Mixed    float64 `json:"mixed"` // mixed or not

	// Script is how many of the Written messages, those of one language whose
	// letters are known, are taken for Cyrillic or Latin rightly. A message with
	// words in both is right either way.
	Written int     `json:"written"`
	Script  float64 `json:"script"`
}

func identify(all []outcome) Identified {
	known := filter(all, func(o *outcome) bool { return o.Known.Has(Language) })
	written := filter(known, func(o *outcome) bool {
		return o.Known.Has(Manner) && (o.Language == tone.Russian || o.Language == tone.Romanian)
	})
	return Identified{
		Messages: len(known), Written: len(written),
		Language: shareOf(known, func(o *outcome) bool { return o.got.Language == o.Language }),
		Mixed:    shareOf(known, func(o *outcome) bool { return o.got.Mixed == (o.Language == tone.Mixed) }),
		Script: shareOf(written, func(o *outcome) bool {
			return o.got.Script == o.letters() || o.got.Script == tone.ScriptMixed
		}),
	}
}

// letters are those that a message of one language is labelled to be written in.
func (e *Example) letters() tone.Script {
	latin := e.Language == tone.Romanian && !e.Tags.Has(corpus.CyrillicRo) ||
		e.Language == tone.Russian && e.Tags.Has(corpus.LatinLetters)
	if latin {
		return tone.Latin
	}
	return tone.Cyrillic
}

// Strength says how well the intensity of the right states was read.
type Strength struct {
	Messages int     `json:"messages"` // read as labelled, and not neutral
	Exact    float64 `json:"exact"`
	Error    float64 `json:"mean_error"` // in steps of the scale from 1 to 3
}

func strengthOf(all []outcome) Strength {
	in := filter(all, func(o *outcome) bool {
		return o.Known.Has(State|Intensity) && o.right() && o.State != tone.Neutral
	})
	s := Strength{
		Messages: len(in),
		Exact:    shareOf(in, func(o *outcome) bool { return o.got.Intensity == o.Intensity }),
	}
	for i := range in {
		s.Error += math.Abs(float64(in[i].got.Intensity-in[i].Intensity)) / float64(len(in))
	}
	return s
}

// Seconds says how well second states were read.
type Seconds struct {
	Messages int     `json:"messages"` // labelled with a second state
	Named    float64 `json:"named"`    // share of them of which the second state was read, first or second
	Both     float64 `json:"both"`     // share of them of which both states were read, in any order
	Either   float64 `json:"either"`   // share of them read as the first or the second state
	False    float64 `json:"false"`    // share of those without one that were read with one
}

func secondsOf(all []outcome) Seconds {
	known := filter(all, func(o *outcome) bool { return o.Known.Has(State | Second) })
	with := filter(known, func(o *outcome) bool { return o.HasSecond })
	without := filter(known, func(o *outcome) bool { return !o.HasSecond })
	reads := func(o *outcome, s tone.State) bool { return o.got.State == s || o.got.Second == s }
	return Seconds{
		Messages: len(with),
		Named:    shareOf(with, func(o *outcome) bool { return reads(o, o.Second) }),
		Both:     shareOf(with, func(o *outcome) bool { return reads(o, o.State) && reads(o, o.Second) }),
		Either:   shareOf(with, func(o *outcome) bool { return o.right() || o.got.State == o.Second }),
		False:    shareOf(without, func(o *outcome) bool { return o.got.Second != tone.Neutral }),
	}
}

// Evidence says whether the spans that are shown carry the verdict: the message
// is read again without each of them.
type Evidence struct {
	Spans     int     `json:"spans"`
	True      float64 `json:"true"`      // share without which the state's score is lower
	Explained float64 `json:"explained"` // share of the messages not read as neutral that have a span
}

func evidenceOf(all []outcome) Evidence {
	var e Evidence
	yes := 0
	for i := range all {
		e.Spans += all[i].spans
		yes += all[i].held
	}
	e.True = share(yes, e.Spans)
	moody := filter(all, func(o *outcome) bool { return o.got.State != tone.Neutral })
	e.Explained = shareOf(moody, func(o *outcome) bool { return o.spans > 0 })
	return e
}
