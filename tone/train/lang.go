package train

import (
	"math"

	"github.com/camerton/camerton/tone"
	"github.com/camerton/camerton/tone/corpus"
	"github.com/camerton/camerton/tone/corpus/respell"
	"github.com/camerton/camerton/tone/internal/lang"
	"github.com/camerton/camerton/tone/internal/scan"
)

// A taggedWord is one word of the corpus with its language.
type taggedWord struct {
	folded []byte
	tag    lang.Tag
}

// words collects the words of messages in one language, once as they were typed
// and again in the other spellings of that language.
func words(entries []corpus.Entry) []taggedWord {
	var out []taggedWord
	var text scan.Text
	collect := func(s string, tag lang.Tag) {
		text.Scan(s, tone.MaxRunes)
		for i := range text.Tokens {
			if tok := &text.Tokens[i]; tok.Kind == scan.Word {
				out = append(out, taggedWord{append([]byte(nil), text.Word(tok)...), tag})
			}
		}
	}
	schemes := respell.Schemes()
	for i, e := range entries {
		switch e.Language {
		case tone.Russian:
			collect(e.Text, lang.Ru)
			if !e.Tags.Has(corpus.LatinLetters) {
				collect(schemes[i%len(schemes)].Romanise(e.Text), lang.Ru)
			}
		case tone.Romanian:
			collect(e.Text, lang.Ro)
			if !e.Tags.Has(corpus.CyrillicRo) {
				bare := respell.StripDiacritics(e.Text)
				collect(bare, lang.Ro)
				if bare != e.Text { // without them it can't be told which letter to write
					collect(respell.MoldovanCyrillic(e.Text), lang.Ro)
				}
			}
		case tone.LanguageOther:
			collect(e.Text, lang.Other)
		case tone.LanguageNone, tone.Mixed:
		}
	}
	for _, w := range lang.Others() {
		for range otherWeight {
			collect(w, lang.Other)
		}
	}
	return out
}

// otherWeight is how many times a word of another language is learned. They are
// few and common.
const otherWeight = 12

// fitLanguage fits the letter weights by logistic regression over single words.
func fitLanguage(entries []corpus.Entry, epochs int) *lang.Table {
	data := words(entries)
	weights := make([][lang.NumTags]float64, lang.Buckets)
	squares := make([]float64, lang.Buckets)
	order := newOrder(len(data), 1)
	var active []uint32
	for range epochs {
		for _, i := range order.next() {
			w := data[i]
			active = lang.AppendGrams(active[:0], w.folded)
			var z [lang.NumTags]float64
			for _, b := range active {
				for t := range z {
					z[t] += weights[b][t]
				}
			}
			p := softmax(z[:])
			p[w.tag]--
			norm := 0.0
			for _, g := range p {
				norm += g * g
			}
			for _, b := range active {
				squares[b] += norm
				rate := 0.2 / math.Sqrt(1e-3+squares[b])
				for t := range z {
					weights[b][t] -= rate * (p[t] + 1e-4*weights[b][t])
				}
			}
		}
	}
	table := new(lang.Table)
	for b := range weights {
		for t, w := range weights[b] {
			table[b][t] = quantise(w * lang.Scale)
		}
	}
	return table
}

func quantise(w float64) int8 {
	return int8(max(-127, min(127, math.Round(w))))
}

func softmax(z []float64) []float64 {
	top := math.Inf(-1)
	for _, v := range z {
		top = max(top, v)
	}
	sum := 0.0
	p := make([]float64, len(z))
	for i, v := range z {
		p[i] = math.Exp(v - top)
		sum += p[i]
	}
	for i := range p {
		p[i] /= sum
	}
	return p
}
