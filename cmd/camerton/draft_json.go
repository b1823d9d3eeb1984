package main

import (
	"encoding/json"
	"io"
	"strings"
	"time"

	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/timing"
	"github.com/camerton/camerton/tone"
)

// json writes the reply as one line.
func (r *reply) json(w io.Writer) error {
	var reading strings.Builder
	if err := writeReading(&reading, r.text, r.reading); err != nil {
		return err
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(struct {
		Reading json.RawMessage `json:"reading"`
		Draft   draftJSON       `json:"draft"`
		Plan    planJSON        `json:"plan"`
	}{json.RawMessage(reading.String()), r.draftJSON(), r.planJSON()})
}

type draftJSON struct {
	Template string         `json:"template"`
	Rung     templates.Rung `json:"rung"`
	Language tone.Language  `json:"language"`
	Subject  string         `json:"subject,omitempty"`
	Text     string         `json:"text"`
	Promises []string       `json:"promises"`
	Missing  []string       `json:"missing"`
}

func (r *reply) draftJSON() draftJSON {
	d := r.draft
	return draftJSON{
		Template: d.ID, Rung: d.Rung, Language: d.Language, Subject: d.Subject, Text: d.Text,
		Promises: append([]string{}, d.Promises...), Missing: append([]string{}, d.Missing...),
	}
}

type planJSON struct {
	SendAt     time.Time       `json:"send_at"`
	Typing     float64         `json:"typing_s"`
	OutOfHours bool            `json:"out_of_hours"`
	AnswerBy   *time.Time      `json:"answer_by,omitempty"`
	FollowUps  []time.Time     `json:"follow_ups"`
	Call       bool            `json:"call"`
	Reasons    []timing.Reason `json:"call_reasons"`
}

func (r *reply) planJSON() planJSON {
	j := planJSON{
		SendAt: r.plan.SendAt, Typing: r.plan.Typing.Seconds(), OutOfHours: r.plan.OutOfHours,
		FollowUps: []time.Time{}, Call: r.plan.Call.Advise, Reasons: append([]timing.Reason{}, r.plan.Call.Reasons...),
	}
	if r.plan.AnswerBy.Kind != timing.NoPromise {
		j.AnswerBy = &r.plan.AnswerBy.At
	}
	for _, f := range r.plan.FollowUps {
		j.FollowUps = append(j.FollowUps, f.At)
	}
	return j
}
