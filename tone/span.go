package tone

import (
	"github.com/camerton/camerton/tone/internal/cue"
	"github.com/camerton/camerton/tone/internal/entity"
	"github.com/camerton/camerton/tone/internal/feature"
	"github.com/camerton/camerton/tone/internal/scan"
)

// span is a stretch of units, to inclusive.
type span struct{ from, to int }

// toll returns what a word of a span costs.
func (p *pull) toll() float32 {
	sum, n := float32(0), 0
	for _, v := range p.units {
		if v > 0 {
			sum += v
			n++
		}
	}
	return max(minToll, tollShare*sum/float32(max(n, 1)))
}

// bestSpan returns the stretch of units whose pull is most above its toll. It
// begins and ends at a word or a sign of mood, stays within a sentence and
// touches none of the taken ones. Pulled is its pull without the toll.
func bestSpan(s *scratch, toll float32, taken []span) (best span, pulled float32) {
	gained := float32(0)
	for from := range s.msg.Units {
		if !edgeOfSpan(s, from) || s.pull.units[from] <= toll {
			continue
		}
		sum, words := float32(0), 0
		for to := from; to < min(from+maxUnits, len(s.msg.Units)) && words < maxWords && !inside(taken, to); to++ {
			u := &s.msg.Units[to]
			if u.Kind == scan.Break {
				break
			}
			if u.Kind != scan.Punct {
				words++
			}
			sum += s.pull.units[to]
			if gain := sum - toll*float32(words); gain > gained && edgeOfSpan(s, to) {
				best, pulled, gained = span{from, to}, sum, gain
			}
			if endsSentence(u) {
				break
			}
		}
	}
	return best, pulled
}

func edgeOfSpan(s *scratch, i int) bool {
	if i >= len(s.msg.Units) {
		return false
	}
	u := &s.msg.Units[i]
	switch u.Kind {
	case scan.Word, scan.Number, scan.Clock, scan.Emoji:
		return true
	case scan.Punct:
		return u.Sign != scan.Stop && endsSentence(u) || u.Sign >= scan.Smile
	case scan.Break, scan.Alien:
	}
	return false
}

// enders are the signs that end a sentence.
var enders = [scan.NumSigns]bool{
	scan.Stop: true, scan.Question: true, scan.Questions: true, scan.Exclaim: true, scan.Exclaims: true, scan.Interrobang: true,
}

func endsSentence(u *feature.Unit) bool { return u.Kind == scan.Punct && enders[u.Sign] }

// signWords is how many words a sign that would stand alone is shown with.
const signWords = 2

// rounded returns a span with what people read together with it: the rest of the
// cue that names it, the words before a sign that would stand alone, the words of
// negation just before it and, if it ends with one, the word that this negates. It grows over no span that is shown and over no
// end of a sentence, and to no more than maxWords words.
func (c *Classifier) rounded(s *scratch, sp span, state State, shown []span) span {
	if m, ok := c.cueOf(s, sp, state); ok {
		if whole := (span{min(sp.from, int(m.From)), max(sp.to, int(m.To)-1)}); mayGrow(s, sp, whole, shown) {
			sp = whole
		}
	}
	if s.msg.Units[sp.from].Kind == scan.Punct {
		for range signWords {
			if before := sp.from - 1; before >= 0 && s.msg.Units[before].Kind == scan.Word && mayGrow(s, sp, span{before, sp.to}, shown) {
				sp.from = before
			}
		}
	}
	for entity.Negates(&s.msg, sp.from-1) && mayGrow(s, sp, span{sp.from - 1, sp.to}, shown) {
		sp.from--
	}
	for entity.Negates(&s.msg, sp.to) && edgeOfSpan(s, sp.to+1) && mayGrow(s, sp, span{sp.from, sp.to + 1}, shown) {
		sp.to++
	}
	return sp
}

// mayGrow reports whether a span may become a larger one.
func mayGrow(s *scratch, sp, larger span, shown []span) bool {
	words := 0
	for i := larger.from; i <= larger.to; i++ {
		u := &s.msg.Units[i]
		within := i >= sp.from && i <= sp.to
		if !within && (inside(shown, i) || u.Kind == scan.Break || endsSentence(u)) {
			return false
		}
		if u.Kind != scan.Punct {
			words++
		}
	}
	return words <= maxWords && larger.to-larger.from < maxUnits
}

// widened returns a span with the letters that are of the same word as its first
// and last: a word of several alphabets is several units.
func widened(s *scratch, sp span) span {
	for sp.from > 0 && oneWord(s, sp.from-1) {
		sp.from--
	}
	for sp.to+1 < len(s.msg.Units) && oneWord(s, sp.to) {
		sp.to++
	}
	return sp
}

// oneWord reports whether unit i and the next are letters without a space between.
func oneWord(s *scratch, i int) bool {
	a, b := &s.msg.Units[i], &s.msg.Units[i+1]
	letters := (a.Kind == scan.Alien || b.Kind == scan.Alien) &&
		(a.Kind == scan.Alien || a.Kind == scan.Word) && (b.Kind == scan.Alien || b.Kind == scan.Word)
	return letters && s.text.Tokens[a.Token].End == s.text.Tokens[b.Token].Start
}

func inside(taken []span, unit int) bool {
	for _, t := range taken {
		if unit >= t.from && unit <= t.to {
			return true
		}
	}
	return false
}

// nameOf names a span by the cue that fills most of it.
func (c *Classifier) nameOf(s *scratch, sp span, state State) string {
	if m, ok := c.cueOf(s, sp, state); ok {
		return c.cues.Cues[m.Cue].About[0]
	}
	return wording
}

// cueOf returns the cue for state that fills most of a span.
func (c *Classifier) cueOf(s *scratch, sp span, state State) (best cue.Match, ok bool) {
	most := 0
	for _, m := range s.found {
		from, to := max(int(m.From), sp.from), min(int(m.To)-1, sp.to)
		if shared := to - from + 1; shared > most && c.cues.Cues[m.Cue].State == int(state) {
			best, most = m, shared
		}
	}
	return best, most > 0
}
