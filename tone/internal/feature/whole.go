package feature

import "github.com/camerton/camerton/tone/internal/scan"

// whole adds the patterns of the message as a whole.
func (m *Message) whole(text *scan.Text) {
	var words, questions, exclaims, lines int
	for i := range m.Units {
		switch u := &m.Units[i]; u.Kind {
		case scan.Word:
			words++
		case scan.Break:
			lines++
		case scan.Punct:
			switch u.Sign {
			case scan.Question, scan.Questions, scan.Interrobang:
				questions++
			case scan.Exclaim, scan.Exclaims:
				exclaims++
			}
		case scan.Number, scan.Clock, scan.Emoji, scan.Alien:
		}
	}
	m.pattern(1, level(words))
	m.pattern(2, min(questions, 3))
	m.pattern(3, min(exclaims, 3))
	m.pattern(4, min(lines, 3))
	if text.Letters > 3 {
		m.pattern(5, 4*text.Uppers/text.Letters)
	}
	if n := len(m.Units); n > 0 {
		last := &m.Units[n-1]
		m.pattern(6, int(last.Kind)*64+int(last.Sign))
	}
}

func (m *Message) pattern(kind, value int) {
	h := uint32(kind*1000+value) * saltWhole
	m.Groups[Whole] = append(m.Groups[Whole], Feature{bucket(h), -1, -1})
}

// level puts a count on a coarse logarithmic scale.
func level(n int) int {
	l := 0
	for ; n > 0; n = n * 2 / 3 {
		l++
	}
	return l
}
