package tone

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"sync"

	"github.com/camerton/camerton/tone/internal/cue"
	"github.com/camerton/camerton/tone/internal/entity"
	"github.com/camerton/camerton/tone/internal/fact"
	"github.com/camerton/camerton/tone/internal/feature"
	"github.com/camerton/camerton/tone/internal/lang"
	"github.com/camerton/camerton/tone/internal/model"
	"github.com/camerton/camerton/tone/internal/scan"
	"github.com/camerton/camerton/tone/internal/sense"
)

//go:embed camerton.model
var embedded []byte

// Default returns the classifier with the embedded model. It is loaded at the
// first call and shared by all.
var Default = sync.OnceValue(func() *Classifier {
	c, err := Load(embedded)
	if err != nil {
		panic(err) // the embedded model is checked by this package's tests
	}
	return c
})

// Classify reads a text on its own with the default classifier.
func Classify(text string) Reading {
	return Default().Classify(Message{Text: text}, Context{})
}

// A Classifier reads messages. It is immutable, safe for concurrent use, and
// answers any input; see the package comment for what it promises. Make one
// with Default or Load.
type Classifier struct {
	data    []byte // the model's file
	model   *model.Model
	card    Card
	cues    *cue.Set
	senses  *sense.Dictionary
	scratch sync.Pool
}

// Load returns a classifier with the given model, as "camerton train" writes
// it. It keeps data, which must not be changed afterwards. The error says what
// is wrong with a model that can't be used.
func Load(data []byte) (*Classifier, error) {
	go sense.Embedded() // the word lists are read beside the model: a command that reads one message
	go entity.Warm()    // spends most of its time here
	m, err := model.Decode(data)
	if err != nil {
		return nil, fmt.Errorf("tone: %w", err)
	}
	card, err := parseCard(m.Card)
	if err != nil {
		return nil, fmt.Errorf("tone: %w", err)
	}
	c := &Classifier{data: data, model: m, card: card, cues: cue.Embedded(), senses: sense.Embedded()}
	if lexicon := Lexicon(); card.Lexicon != lexicon {
		return nil, fmt.Errorf("tone: the model was trained with the lexicon %s, this program has %s: train it again",
			card.Lexicon, lexicon)
	}
	c.scratch.New = func() any { return new(scratch) }
	return c, nil
}

// Lexicon returns the hash of the cues and of the meanings of words that this
// program has. A model works only with those it was trained with.
func Lexicon() string { return cue.Embedded().Hash + "-" + sense.Embedded().Hash }

// Card returns what the classifier's model was made from and how good it was
// found. Its maps and slices must not be changed.
func (c *Classifier) Card() Card { return c.card }

// Hash returns a name for the model: the first 64 bits of the SHA-256 of its
// file, as 16 hexadecimal digits.
func (c *Classifier) Hash() string {
	sum := sha256.Sum256(c.data)
	return hex.EncodeToString(sum[:8])
}

// scratch is the memory that reading one message needs; it is used again for
// the next one.
type scratch struct {
	text   scan.Text
	labels lang.Labeller
	msg    feature.Message
	found  []cue.Match
	sums   [feature.NumGroups]model.Sum
	rows   [feature.NumGroups][]model.StateRow
	counts [feature.NumGroups]int
	logits [model.Columns]float32
	seen   [feature.NumGroups][]feature.Feature // what the hidden layer sees
	hidden model.HiddenSum
	lit    model.Lit
	facts  []*fact.Fact
	entity []entity.Entity
	pull   pull
}

// read scans text and adds up what its features weigh.
func (s *scratch) read(c *Classifier, text string, prior lang.Tag) {
	s.text.Scan(text, MaxRunes)
	s.labels.Label(c.model.Language, &s.text, prior)
	s.msg.Extract(&s.text, s.labels.Tags)
	s.msg.AddSenses(c.senses)
	s.found = c.cues.Find(&s.msg, s.found[:0])
	for _, m := range s.found {
		s.msg.AddCue(int(m.Cue), int(m.From), int(m.To-1))
	}
	for g, features := range s.msg.Groups {
		s.sums[g] = model.Sum{}
		s.rows[g] = c.model.Add(&s.sums[g], s.rows[g][:0], features)
		s.counts[g] = len(features)
	}
	c.model.Logits(&s.sums, &s.counts, &s.logits)
	s.msg.Seen(&s.seen)
	c.model.SumHidden(&s.hidden, &s.seen)
	c.model.Light(&s.lit, &s.hidden)
	c.model.AddHiddenStates(s.states(), &s.lit)
}

// readTopics adds to the topics what the hidden layer says, which read has done
// for the states.
func (s *scratch) readTopics(c *Classifier) {
	c.model.AddHiddenTopics((*[model.Topics]float32)(s.logits[model.States:]), &s.lit)
}

// states are the logits of the states.
func (s *scratch) states() *[model.States]float32 { return (*[model.States]float32)(s.logits[:]) }

// Scores returns the probability of each state for a text on its own, without
// evidence and without allocating.
func (c *Classifier) Scores(text string) Scores {
	s := c.scratch.Get().(*scratch)
	defer c.scratch.Put(s)
	s.read(c, text, lang.None)
	return c.scores(s.states(), &Scores{})
}

// Classify reads a message in its context.
func (c *Classifier) Classify(m Message, ctx Context) Reading {
	s := c.scratch.Get().(*scratch)
	defer c.scratch.Put(s)
	s.read(c, m.Text, ctx.tag())
	s.facts = ctx.appendFacts(s.facts[:0])
	var shift Scores
	for _, f := range s.facts {
		for state, w := range f.Weights {
			shift[state] += w
		}
	}
	r := Reading{Truncated: s.text.Truncated, Valid: s.text.Valid}
	r.Scores = c.scores(s.states(), &shift)
	c.decide(&r, &s.logits)
	if len(s.msg.Units) > 0 {
		s.readTopics(c)
		c.topics(&r, &s.logits)
	} else {
		r.TopicConfidence = 1 // nothing is about nothing else
	}
	s.language(&r)
	s.entities(&r, m.Text, ctx)
	s.register(&r)
	c.evidence(&r, s, m.Text, &shift)
	return r
}
