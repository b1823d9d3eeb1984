package feature

import (
	"github.com/camerton/camerton/tone/internal/scan"
	"github.com/camerton/camerton/tone/internal/sense"
)

const (
	saltConcept     = 0xA5A5A5A5
	saltClass       = 0x1B873593
	saltConceptPair = 0xE6546B64
	saltClassPair   = 0x38B34AE5
	saltSenseSkip   = 0x7FEB352D
)

// AddSenses adds what each word means, and the meanings of neighbours and of
// words with one between them. A unit whose meaning is not known stands for
// itself.
func (m *Message) AddSenses(d *sense.Dictionary) {
	out := m.Groups[Senses]
	before, before2 := sense.Sense{Concept: edge, Class: edge}, sense.Sense{Concept: edge, Class: edge}
	for i := range m.Units {
		u := &m.Units[i]
		at := int16(i)
		now := sense.Sense{Concept: u.Hash, Class: u.Hash}
		if u.Kind == scan.Word {
			if known := d.Of(m.Key(u)); known.Class != 0 {
				now = known
				out = append(out,
					Feature{bucket(now.Concept * saltConcept), at, at},
					Feature{bucket(now.Class * saltClass), at, at})
			}
		}
		u.Sense = now
		one, two := max(at-1, 0), max(at-2, 0)
		out = append(out,
			Feature{bucket((before.Class*33 + now.Class) * saltClassPair), one, at},
			Feature{bucket((before.Concept*31 + now.Concept) * saltConceptPair), one, at},
			Feature{bucket((before2.Class*37 + now.Class) * saltSenseSkip), two, at},
			Feature{bucket((before2.Concept*41 + now.Concept) * saltSenseSkip), two, at})
		before2, before = before, now
	}
	m.Groups[Senses] = out
}
