package feature

import "github.com/camerton/camerton/tone/internal/scan"

// A tally counts what the patterns of a message as a whole are made from.
type tally struct {
	words, questions, exclaims, lines int
	letters, uppers                   int
}

// add counts the units from from to to, exclusive, n times.
func (t *tally) add(m *Message, from, to, n int) {
	for i := from; i < to; i++ {
		switch u := &m.Units[i]; u.Kind {
		case scan.Word:
			t.words += n
		case scan.Break:
			t.lines += n
		case scan.Punct:
			if u.Sign == scan.Question || u.Sign == scan.Questions || u.Sign == scan.Interrobang {
				t.questions += n
			}
			if u.Sign == scan.Exclaim || u.Sign == scan.Exclaims {
				t.exclaims += n
			}
		case scan.Number, scan.Clock, scan.Emoji, scan.Alien:
		}
	}
}

// whole adds the patterns of the message as a whole.
func (m *Message) whole(text *scan.Text) {
	m.tally = tally{letters: text.Letters, uppers: text.Uppers}
	m.tally.add(m, 0, len(m.Units), 1)
	var last *Unit
	if n := len(m.Units); n > 0 {
		last = &m.Units[n-1]
	}
	m.Groups[Whole] = m.tally.patterns(m.Groups[Whole], last)
}

// Without appends to dst the patterns that the message as a whole has when the
// units from to to, inclusive, are left out. Capitals inside a word that doesn't
// begin with one are not counted.
func (m *Message) Without(dst []Feature, text *scan.Text, from, to int) []Feature {
	t := m.tally
	t.add(m, from, to+1, -1)
	for i := from; i <= to; i++ {
		if m.Units[i].Kind != scan.Word {
			continue
		}
		tok := &text.Tokens[m.Units[i].Token]
		letters := int(tok.Stop - tok.Fold)
		t.letters -= letters
		switch {
		case tok.Shape&scan.Upper != 0:
			t.uppers -= letters
		case tok.Shape&scan.Title != 0:
			t.uppers--
		}
	}
	last := len(m.Units) - 1
	if to == last {
		last = from - 1
	}
	if last < 0 {
		return t.patterns(dst, nil)
	}
	return t.patterns(dst, &m.Units[last])
}

// patterns appends the patterns that the counts and the last unit make.
func (t *tally) patterns(dst []Feature, last *Unit) []Feature {
	dst = append(dst,
		pattern(1, level(t.words)),
		pattern(2, min(t.questions, 3)),
		pattern(3, min(t.exclaims, 3)),
		pattern(4, min(t.lines, 3)))
	if t.letters > 3 {
		dst = append(dst, pattern(5, max(4*t.uppers/t.letters, 0)))
	}
	if last != nil {
		dst = append(dst, pattern(6, int(last.Kind)*64+int(last.Sign)))
	}
	return dst
}

func pattern(kind, value int) Feature {
	return Feature{bucket(uint32(kind*1000+value) * saltWhole), -1, -1}
}

// level puts a count on a coarse logarithmic scale.
func level(n int) int {
	l := 0
	for ; n > 0; n = n * 2 / 3 {
		l++
	}
	return l
}
