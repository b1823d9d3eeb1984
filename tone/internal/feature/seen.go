package feature

// Seen fills dst with the features that the hidden layer sees, by their groups:
// each word and sign, and each concept, for itself, the patterns of the message as
// a whole, and the cues. The senses and the cues must have been added before. The
// patterns and the cues are the message's own memory, which is good until it is
// extracted again.
func (m *Message) Seen(dst *[NumGroups][]Feature) {
	words, senses := dst[Words][:0], dst[Senses][:0]
	for i := range m.Units {
		u, at := &m.Units[i], int16(i)
		words = append(words, Feature{bucket(u.Hash * saltWord), at, at})
		if u.Sense.Class != u.Hash {
			senses = append(senses, Feature{bucket(u.Sense.Concept * saltConcept), at, at})
		}
	}
	dst[Words], dst[Senses] = words, senses
	dst[Whole], dst[Cues] = m.Groups[Whole], m.Groups[Cues]
}
