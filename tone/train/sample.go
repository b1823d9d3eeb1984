package train

import (
	"slices"

	"github.com/camerton/camerton/tone"
	"github.com/camerton/camerton/tone/corpus"
	"github.com/camerton/camerton/tone/internal/cue"
	"github.com/camerton/camerton/tone/internal/feature"
	"github.com/camerton/camerton/tone/internal/lang"
	"github.com/camerton/camerton/tone/internal/model"
	"github.com/camerton/camerton/tone/internal/scan"
	"github.com/camerton/camerton/tone/internal/sense"
)

// A sample is a message ready for fitting: the buckets of its features and what
// the outputs should be.
type sample struct {
	buckets     [feature.NumGroups][]uint32
	seen        [feature.NumGroups][]uint32 // those that the hidden layer sees
	state       [model.States]float32       // adds up to 1
	topic       int
	intensity   float32 // 0 if it does not count
	weight      float32 // how much it counts against a message of the corpus
	topicWeight float32 // the same for its topic
	varied      bool    // whether it is another one written otherwise
}

// weigh multiplies what the message counts.
func (s *sample) weigh(by float32) {
	s.weight *= by
	s.topicWeight *= by
}

// firstShare is how much of a message belongs to its first state if it has a
// second one.
const firstShare = 0.8

// reviewWeight is how much a public review counts against another message when it
// comes to states. Chats are many more.
const reviewWeight = 1.5

// samples reads the messages of the corpus and a user's own, and the same written
// otherwise, as the classifier will. The user's count weight times.
func samples(table *lang.Table, entries, own []corpus.Entry, weight float32) []sample {
	all := append(slices.Clone(entries), own...)
	out := read(table, all)
	balance(out)
	weighLast(out, len(own), weight)
	variants := varied(all)
	more := read(table, variants)
	balance(more)
	weighLast(more, len(variants)-len(varied(entries)), weight)
	for i := range more {
		more[i].weigh(variationWeight)
		more[i].varied = true
	}
	return append(out, more...)
}

// weighLast weighs the last n messages.
func weighLast(data []sample, n int, by float32) {
	for i := len(data) - n; i < len(data); i++ {
		data[i].weigh(by)
	}
}

func read(table *lang.Table, entries []corpus.Entry) []sample {
	var r reader
	r.table = table
	out := make([]sample, 0, len(entries))
	for _, e := range entries {
		if e.Language == tone.LanguageOther {
			continue
		}
		s := sample{topic: int(e.Topic), intensity: float32(e.Intensity), weight: 1}
		if e.Voice == corpus.Review {
			s.weight = reviewWeight
		}
		s.buckets, s.seen = r.read(e.Text)
		s.state[e.State] = 1
		if e.HasSecond {
			s.state[e.State], s.state[e.Second] = firstShare, 1-firstShare
		}
		out = append(out, s)
	}
	return out
}

// balance weighs the messages so that each state counts as much as another,
// however many messages have it: in reviews irritation is common and haste rare,
// which should not make the reader slow to see haste in a chat. Of a state each
// message counts by the weight that it has. Topics are weighed likewise, as a third
// of the reviews is thanks, but there each message counts as much as another.
func balance(data []sample) {
	var total [model.States]float32
	var topics [model.Topics]float32
	for i := range data {
		for k, share := range data[i].state {
			total[k] += data[i].weight * share
		}
		topics[data[i].topic]++
	}
	even := float32(len(data)) / model.States
	had := float32(0) // topics that any message has
	for _, n := range topics {
		had += min(n, 1)
	}
	for i := range data {
		data[i].topicWeight = float32(len(data)) / had / topics[data[i].topic]
		weight := float32(0)
		for k, share := range data[i].state {
			if share > 0 {
				weight += data[i].weight * share * even / total[k]
			}
		}
		data[i].weight = weight
	}
}

// reader is the classifier's way from text to features.
type reader struct {
	table  *lang.Table
	text   scan.Text
	labels lang.Labeller
	msg    feature.Message
	found  []cue.Match
	seen   [feature.NumGroups][]feature.Feature
}

func (r *reader) read(text string) (all, seen [feature.NumGroups][]uint32) {
	r.text.Scan(text, tone.MaxRunes)
	r.labels.Label(r.table, &r.text, lang.None)
	r.msg.Extract(&r.text, r.labels.Tags)
	r.msg.AddSenses(sense.Embedded())
	r.found = cue.Embedded().Find(&r.msg, r.found[:0])
	for _, m := range r.found {
		r.msg.AddCue(int(m.Cue), int(m.From), int(m.To-1))
	}
	r.msg.Seen(&r.seen)
	return buckets(&r.msg.Groups), buckets(&r.seen)
}

func buckets(of *[feature.NumGroups][]feature.Feature) (out [feature.NumGroups][]uint32) {
	for g, features := range of {
		for _, f := range features {
			out[g] = append(out[g], f.Bucket)
		}
	}
	return out
}
