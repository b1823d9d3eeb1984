package feature

// Alone fills dst with the buckets of the features that the hidden layer sees, by
// their groups: each word and sign, and each concept, for itself. The senses must
// have been added before.
func (m *Message) Alone(dst *[NumGroups][]uint32) {
	words, senses := dst[Words][:0], dst[Senses][:0]
	for i := range m.Units {
		u := &m.Units[i]
		words = append(words, bucket(u.Hash*saltWord))
		if u.Sense.Class != u.Hash {
			senses = append(senses, bucket(u.Sense.Concept*saltConcept))
		}
	}
	dst[Words], dst[Senses] = words, senses
}
