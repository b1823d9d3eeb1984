package eval_test

import (
	"strings"

	"github.com/camerton/camerton/tone"
	"github.com/camerton/camerton/tone/corpus"
	"github.com/camerton/camerton/tone/eval"
)

// oracle reads every message as it is told to: by its labels, unless blur says
// otherwise.
type oracle struct {
	labels map[string]*eval.Example
	blur   func(e *eval.Example, r *tone.Reading)
}

func oracleOf(examples []eval.Example) *oracle {
	o := &oracle{labels: make(map[string]*eval.Example), blur: func(*eval.Example, *tone.Reading) {}}
	for i := range examples {
		o.labels[examples[i].Text] = &examples[i]
	}
	return o
}

func (o *oracle) Classify(m tone.Message, _ tone.Context) tone.Reading {
	e := o.labels[m.Text]
	r := tone.Reading{
		State: e.State, Confidence: 1, Intensity: e.Intensity, Topic: e.Topic, TopicConfidence: 1,
		Language: e.Language, Mixed: e.Language == tone.Mixed, Script: tone.Cyrillic, Valid: true,
	}
	r.Scores[e.State] = 1
	if e.HasSecond {
		r.Second = e.Second
	}
	if e.Language == tone.Romanian || e.Tags.Has(corpus.LatinLetters) {
		r.Script = tone.Latin
	}
	if first, _, ok := strings.Cut(m.Text, " "); ok && e.State != tone.Neutral {
		r.Evidence = []tone.Evidence{{End: len(first), Text: first, State: e.State, Weight: 0.5}}
	}
	o.blur(e, &r)
	return r
}

// Scores are lower for a text that is no whole message.
func (o *oracle) Scores(text string) (s tone.Scores) {
	e, whole := o.labels[text]
	if !whole {
		return s
	}
	s[e.State] = 1
	return s
}

// examples are the messages of the tests: a few lines of a batch.
func examples(lines ...string) []eval.Example {
	b, err := corpus.Parse("b.txt", strings.NewReader(strings.Join(lines, "\n")))
	if err != nil {
		panic(err)
	}
	return eval.Examples([]corpus.Batch{b})
}

// sample has every state, two languages, a second state and tags.
func sample() []eval.Example {
	return examples(
		"neutral 0 hours ro bot | duminica lucrati",
		"neutral 0 price ru chat,negation | сколько стоит, не срочно",
		"rushed 2 delivery ru chat,hidden | курьер через сколько? мне ребёнка в 4 забирать",
		"rushed 3 order ru chat,latin | srochno nuzhno tri torta segodnya",
		"irritated/rushed 2 refund ru email,polite | верните деньги сегодня, я ждала три недели",
		"irritated 3 quality ro review | a treia oara acelasi defect, rusine",
		"confused 1 technical ro chat,hidden | apăs pe buton și nu se întâmplă nimic",
		"confused/tired 2 payment mixed chat | не понимаю, unde plătesc factura asta",
		"tired 2 order_status ro chat | mi-e totuna cand vine, faceti cum vreti",
		"tired 1 human ru feedback | ладно, как-нибудь сам",
		"enthusiastic 3 thanks ru review,caps | СПАСИБО ВАМ ОГРОМНОЕ",
		"enthusiastic 2 booking ro chat | abia aștept să vin sâmbătă la voi",
	)
}
