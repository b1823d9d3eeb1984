package bot

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/timing"
	"github.com/camerton/camerton/tone"
)

// A Replayer dry-runs the decisions of a bot over past conversations: the same
// code as the running bot, with a simulated clock. A business's own turns count
// as a person answering. It may be used by one goroutine at a time.
type Replayer struct {
	// Classifier and Catalog are as in Parts; Catalog must be set.
	Classifier *tone.Classifier
	Catalog    *templates.Catalog
	Settings   Settings

	// Business reads a business's facts from the path that a dialogue names;
	// nil refuses dialogues that name one.
	Business func(path string) (*templates.Business, error)

	// Facts are those of dialogues that name none; nil for none.
	Facts *templates.Business

	brains map[string]*Brain
}

// A Judgement is what was decided about one turn of the customer, as cli.md
// describes it.
type Judgement struct {
	ID        string        `json:"id"`
	Turn      int           `json:"turn"`
	State     tone.State    `json:"state"`
	Second    secondState   `json:"second"`
	Intensity int           `json:"intensity"`
	Topic     tone.Topic    `json:"topic"`
	Language  tone.Language `json:"language"`
	Action    Verdict       `json:"action"`
	Delay     float64       `json:"delay_s"` // from the turn to the send; 0 if nothing is sent
	Template  string        `json:"template"`
	Draft     string        `json:"draft"`
	Why       []string      `json:"why"`
}

// A secondState is a state that is nothing if it is neutral.
type secondState tone.State

// MarshalText returns the state's name, or nothing.
func (s secondState) MarshalText() ([]byte, error) {
	if tone.State(s) == tone.Neutral {
		return nil, nil
	}
	return tone.State(s).MarshalText()
}

// maxBrains is how many businesses are kept ready.
const maxBrains = 64

// Replay returns what is decided about each turn of the customer, in their
// order. Decisions use only what came before the turn, except that a wait is
// known when the next turn comes.
func (r *Replayer) Replay(d *Dialogue) ([]Judgement, error) {
	brain, err := r.brain(d)
	if err != nil {
		return nil, err
	}
	p := &playback{dialogue: d, turns: make(map[string]int)}
	key := Key{Channel: d.channel(), Chat: "replay-" + d.ID}
	p.sim = newSimulation(brain, key)
	p.sim.decided = p.decided
	for i := range d.Turns {
		p.turn(i)
	}
	p.settle()
	return p.judgements, nil
}

// channel returns where the conversation took place.
func (d *Dialogue) channel() tone.Channel {
	for i := range d.Turns {
		if d.Turns[i].From == FromCustomer {
			return d.Turns[i].Channel
		}
	}
	return tone.Telegram
}

// brain returns the Brain for a dialogue's business.
func (r *Replayer) brain(d *Dialogue) (*Brain, error) {
	id := strings.Join(append([]string{d.Hours, d.Timezone, d.Business}, d.Closed...), "\x00")
	if b := r.brains[id]; b != nil {
		return b, nil
	}
	business, err := r.business(d)
	if err != nil {
		return nil, err
	}
	desk, err := r.Catalog.Desk(business)
	if err != nil {
		return nil, fmt.Errorf("bot: dialogue: %w", err)
	}
	b, err := NewBrain(Parts{Classifier: r.Classifier, Catalog: r.Catalog, Desk: desk, Settings: r.Settings})
	if err != nil {
		return nil, err
	}
	if r.brains == nil || len(r.brains) >= maxBrains {
		r.brains = make(map[string]*Brain)
	}
	r.brains[id] = b
	return b, nil
}

// business puts together what a dialogue says about its business; nil if it says
// nothing.
func (r *Replayer) business(d *Dialogue) (*templates.Business, error) {
	known := r.Facts
	if d.Business != "" {
		if r.Business == nil {
			return nil, fmt.Errorf("bot: dialogue: business files can't be read here; leave out %q", d.Business)
		}
		var err error
		if known, err = r.Business(d.Business); err != nil {
			return nil, err
		}
	}
	if known == nil && d.Hours == "" && d.Timezone == "" && len(d.Closed) == 0 {
		return nil, nil //nolint:nilnil // a business of which nothing is known
	}
	b := templates.Business{}
	if known != nil {
		b = *known
	} else {
		b.Name = templates.Bilingual{RU: "Camerton", RO: "Camerton"}
		b.Languages = templates.Languages{tone.Romanian, tone.Russian}
	}
	if d.Timezone != "" {
		b.Timezone = d.Timezone
	}
	return &b, d.setHours(&b)
}

// setHours puts the dialogue's own hours into a business.
func (d *Dialogue) setHours(b *templates.Business) error {
	hours := d.Hours
	if hours == "" && b.Hours.Week.IsZero() {
		hours = "24/7"
	}
	if hours != "" {
		week, err := timing.ParseHours(hours)
		if err != nil {
			return fmt.Errorf("bot: dialogue: hours: %w", err)
		}
		b.Hours.Week = week
	}
	b.Hours.Special = slices.Clone(b.Hours.Special)
	for _, date := range d.Closed {
		b.Hours.Special = append(b.Hours.Special, templates.SpecialDay{Days: date, Open: "closed"})
	}
	return nil
}

// A playback is one dialogue being replayed.
type playback struct {
	dialogue   *Dialogue
	sim        *simulation
	turns      map[string]int // place in judgements, by the id of the line
	judgements []Judgement
}

// turn lets one turn happen.
func (p *playback) turn(i int) {
	t := &p.dialogue.Turns[i]
	if t.From == FromBusiness {
		p.settleBefore(t.At)
		p.sim.runUntil(t.At)
		p.sim.happen(Event{Kind: PersonWrote, At: t.At, Message: &Message{ID: lineID(i), Text: t.Text}})
		return
	}
	p.sim.runUntil(t.At)
	p.turns[lineID(i)] = len(p.judgements)
	p.judgements = append(p.judgements, Judgement{ID: p.dialogue.ID, Turn: i, Action: None, Why: []string{}})
	media := t.Media
	if t.Text == "" && media == 0 {
		media = tone.Sticker
	}
	p.sim.happen(Event{Kind: Said, At: t.At, Message: &Message{
		ID: lineID(i), Text: t.Text, Media: media, Album: t.Album, Author: Author{ID: "customer", Bot: t.Bot},
	}})
}

func lineID(turn int) string { return strconv.Itoa(turn) }

// decided notes a decision about a burst: it is that of the last line, and the
// lines before it wait for it.
func (p *playback) decided(_ Event, d *Decision) {
	if d.Verdict == NoVerdict || len(d.Lines) == 0 {
		return
	}
	for _, id := range d.Lines[:len(d.Lines)-1] {
		if j := p.judgement(id); j != nil && j.Action != Wait {
			j.Action, j.Delay, j.Template, j.Draft = Wait, 0, "", ""
		}
	}
	if j := p.judgement(d.Lines[len(d.Lines)-1]); j != nil {
		j.fill(d, p.dialogue.Turns[j.Turn].At)
	}
}

// judgement returns the judgement of a line; nil if it is no turn.
func (p *playback) judgement(id string) *Judgement {
	if i, ok := p.turns[id]; ok {
		return &p.judgements[i]
	}
	return nil
}

// fill writes down a decision about a turn.
func (j *Judgement) fill(d *Decision, at time.Time) {
	if r := d.Reading; r != nil {
		j.State, j.Second, j.Intensity, j.Topic, j.Language = r.State, secondState(r.Second), r.Intensity, r.Topic, r.Language
	}
	j.Action, j.Delay, j.Template, j.Draft, j.Why = d.Verdict, 0, "", "", []string{}
	for _, reason := range d.Reasons {
		j.Why = append(j.Why, reason.Describe(tone.LanguageOther))
	}
	for i := range d.Actions {
		if send := d.Actions[i].Send; send != nil && send.Kind == SendAnswer {
			j.Delay = math.Round(send.At.Sub(at).Seconds()*10) / 10
			j.Template, j.Draft = send.Template, send.Text
		}
	}
}

// settle lets an open burst end.
func (p *playback) settle() {
	for len(p.sim.h.Burst.Lines) > 0 && !p.sim.h.answering() {
		at, ok := p.sim.timers[TimerID{Kind: BurstEnd}]
		if !ok {
			return
		}
		p.sim.runUntil(at)
	}
}

// settleBefore decides about an open burst as if the person's turn at the given
// time were not known, without letting it happen: what a decision is may not
// depend on what comes later.
func (p *playback) settleBefore(at time.Time) {
	end, ok := p.sim.timers[TimerID{Kind: BurstEnd}]
	if !ok || !end.After(at) {
		return
	}
	history, err := p.sim.h.clone()
	if err != nil {
		return
	}
	ahead := newSimulation(p.sim.brain, p.sim.h.Key)
	ahead.h, ahead.now, ahead.decided = history, p.sim.now, p.decided
	ahead.timers[TimerID{Kind: BurstEnd}] = end
	ahead.runUntil(end)
}

// clone returns a copy that shares nothing with the history.
func (h *History) clone() (*History, error) {
	data, err := h.Snapshot()
	if err != nil {
		return nil, err
	}
	return readSnapshot(data)
}
