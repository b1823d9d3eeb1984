package bot

import (
	"slices"
	"strings"

	"github.com/camerton/camerton/tone"
)

// A trie holds the phrases of one language.
type trie struct {
	words    map[string]*trie
	prefixes map[string]*trie
	lengths  []int // of the prefixes
	special  [questionElement + 1]*trie
	ends     []ending // of the phrases that end here
}

// An ending says what the phrase that ends here shows, or that it forbids it.
type ending struct {
	cue    cue
	forbid bool
}

// insert adds a phrase, unless it is there already.
func (t *trie) insert(phrase []element, e ending) {
	for _, el := range phrase {
		t = t.branch(el)
	}
	if !slices.Contains(t.ends, e) {
		t.ends = append(t.ends, e)
	}
}

// branch returns the node behind an element, and makes it if need be.
func (t *trie) branch(el element) *trie {
	switch el.kind {
	case wordElement:
		return follow(&t.words, el.key)
	case prefixElement:
		if n := len(el.key); !slices.Contains(t.lengths, n) {
			t.lengths = append(t.lengths, n)
		}
		return follow(&t.prefixes, el.key)
	case numberElement, anyElement, gapElement, questionElement:
	}
	if t.special[el.kind] == nil {
		t.special[el.kind] = &trie{}
	}
	return t.special[el.kind]
}

// follow returns the node at a key, and makes it if need be.
func follow(branches *map[string]*trie, key string) *trie {
	if *branches == nil {
		*branches = make(map[string]*trie)
	}
	next := (*branches)[key]
	if next == nil {
		next = &trie{}
		(*branches)[key] = next
	}
	return next
}

// A hit is a phrase that was found: tokens from to to, the latter not included.
type hit struct {
	ending

	from, to int
}

// A matcher looks for the phrases of one language in a message.
type matcher struct {
	tokens   []token
	romanian bool
	language tone.Language // of the message
	from     int
	hits     []hit
}

// find appends all phrases of the trie that are in the message.
func (t *trie) find(w *words, romanian bool, language tone.Language, hits []hit) []hit {
	m := matcher{tokens: w.tokens, romanian: romanian, language: language, hits: hits}
	for m.from = range m.tokens {
		m.walk(t, m.from)
	}
	return m.hits
}

// walk follows the trie from token i on.
func (m *matcher) walk(t *trie, i int) {
	for _, e := range t.ends {
		m.hits = append(m.hits, hit{e, m.from, i})
	}
	if gap := t.special[gapElement]; gap != nil {
		m.skip(gap, i)
	}
	i = m.pass(t, i)
	if i >= len(m.tokens) {
		return
	}
	tok := &m.tokens[i]
	switch tok.kind {
	case wordToken, numberToken:
		m.word(t, i)
	case questionToken:
		if next := t.special[questionElement]; next != nil {
			m.walk(next, i+1)
		}
	case stopToken, emojiToken:
	}
}

// pass goes over emoji, which may stand between any two words of a phrase.
func (m *matcher) pass(t *trie, i int) int {
	for i > m.from && i < len(m.tokens) && m.tokens[i].kind == emojiToken && len(t.words)+len(t.prefixes) > 0 {
		i++
	}
	return i
}

// skip follows the trie behind a gap.
func (m *matcher) skip(t *trie, i int) {
	for n := 0; ; n++ {
		m.walk(t, i)
		if n == maxGap || i >= len(m.tokens) || m.tokens[i].kind != wordToken && m.tokens[i].kind != numberToken {
			return
		}
		i++
	}
}

// word follows the branches that fit the word or number at i.
func (m *matcher) word(t *trie, i int) {
	key := m.key(&m.tokens[i])
	if next := t.words[string(key)]; next != nil {
		m.walk(next, i+1)
	}
	for _, n := range t.lengths {
		if n > len(key) {
			continue
		}
		if next := t.prefixes[string(key[:n])]; next != nil {
			m.walk(next, i+1)
		}
	}
	if next := t.special[anyElement]; next != nil {
		m.walk(next, i+1)
	}
	if next := t.special[numberElement]; next != nil && m.tokens[i].kind == numberToken {
		m.walk(next, i+1)
	}
}

// key returns the key of a word; nil if the message is surely in the other
// language, in which the same letters are another word.
func (m *matcher) key(tok *token) []byte {
	switch {
	case tok.kind == numberToken:
		return tok.ru
	case m.romanian && !tok.latin && m.language == tone.Russian:
		return nil
	case m.romanian:
		return tok.ro
	case tok.latin && m.language == tone.Romanian:
		return nil
	}
	return tok.ru
}

// A found is what the lexicon sees in a message.
type found struct {
	words *words
	hits  []hit // those that nothing forbids
	cues  [numCues]bool
	not   [numCues]bool // a phrase that forbids the cue is there
}

// find looks for all phrases in a text of the given language, if that is known.
// A phrase that touches one by which its cue is forbidden does not count.
func (l *lexicon) find(text string, language tone.Language) *found {
	f := &found{words: splitWords(text)}
	f.hits = l.russian.find(f.words, false, language, f.hits)
	f.hits = l.romanian.find(f.words, true, language, f.hits)
	kept := f.hits[:0:0]
	for _, h := range f.hits {
		if h.forbid {
			f.not[h.cue] = true
		} else if !forbidden(f.hits, h) {
			kept = append(kept, h)
			f.cues[h.cue] = true
		}
	}
	f.hits = kept
	return f
}

func forbidden(hits []hit, h hit) bool {
	for _, other := range hits {
		if other.forbid && other.cue == h.cue && other.from < h.to && h.from < other.to {
			return true
		}
	}
	return false
}

// has reports whether one of the cues is in the message.
func (f *found) has(cues ...cue) bool {
	for _, c := range cues {
		if f.cues[c] {
			return true
		}
	}
	return false
}

// uncovered counts the words and numbers that are in no phrase of the given
// cues.
func (f *found) uncovered(cues ...cue) int {
	covered := make([]bool, len(f.words.tokens))
	for _, h := range f.hits {
		for _, c := range cues {
			if h.cue == c {
				for i := h.from; i < h.to; i++ {
					covered[i] = true
				}
			}
		}
	}
	n := 0
	for i, tok := range f.words.tokens {
		if !covered[i] && (tok.kind == wordToken || tok.kind == numberToken) {
			n++
		}
	}
	return n
}

// ends reports whether a phrase of the cue is the end of the message, but for
// signs and emoji.
func (f *found) ends(c cue) bool {
	last := len(f.words.tokens)
	for last > 0 && (f.words.tokens[last-1].kind == stopToken || f.words.tokens[last-1].kind == emojiToken) {
		last--
	}
	for _, h := range f.hits {
		if h.cue == c && h.to == last {
			return true
		}
	}
	return false
}

// sameWords returns what two texts share if they say the same in other
// spellings: the keys of their words, joined.
func (w *words) sameWords() string {
	var b strings.Builder
	for i := range w.tokens {
		if k := w.tokens[i].kind; k == wordToken || k == numberToken {
			b.Write(w.tokens[i].ru)
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// begins reports whether the message begins with a phrase of the cue.
func (f *found) begins(c cue) bool {
	return slices.ContainsFunc(f.hits, func(h hit) bool { return h.cue == c && h.from == 0 })
}

// bareGreeting reports whether there is a greeting and nothing else.
func (f *found) bareGreeting() bool {
	return f.has(greetingCue) && !f.words.asks() && f.uncovered(greetingCue, fillerCue) == 0
}
