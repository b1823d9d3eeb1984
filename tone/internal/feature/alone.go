package feature

// Alone fills dst with the buckets of the features that stand for one unit or
// for the whole message, by their groups: the words and signs, what the words
// mean, the patterns and the cues; no groups of letters, nothing of neighbours.
// The senses and cues must have been added before.
func (m *Message) Alone(dst *[NumGroups][]uint32) {
	for g := range dst {
		dst[g] = dst[g][:0]
	}
	words, senses := dst[Words], dst[Senses]
	for i := range m.Units {
		u := &m.Units[i]
		words = append(words, bucket(u.Hash*saltWord))
		if u.Sense.Class != u.Hash {
			senses = append(senses, bucket(u.Sense.Concept*saltConcept), bucket(u.Sense.Class*saltClass))
		}
	}
	dst[Words], dst[Senses] = words, senses
	for _, g := range []Group{Whole, Cues} {
		for _, f := range m.Groups[g] {
			dst[g] = append(dst[g], f.Bucket)
		}
	}
}
