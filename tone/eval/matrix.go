package eval

// A Matrix counts how often each label was read as each: Counts[label][read].
type Matrix struct {
	Labels []string `json:"labels"`
	Counts [][]int  `json:"counts"`
}

func newMatrix(labels []string) Matrix {
	m := Matrix{Labels: labels, Counts: make([][]int, len(labels))}
	for i := range m.Counts {
		m.Counts[i] = make([]int, len(labels))
	}
	return m
}

// Add counts one message.
func (m Matrix) Add(label, read int) { m.Counts[label][read]++ }

// reset forgets all messages.
func (m Matrix) reset() {
	for _, row := range m.Counts {
		clear(row)
	}
}

// Labelled is how many messages have the label.
func (m Matrix) Labelled(label int) int {
	n := 0
	for _, c := range m.Counts[label] {
		n += c
	}
	return n
}

// Read is how many messages were read as the label.
func (m Matrix) Read(label int) int {
	n := 0
	for _, row := range m.Counts {
		n += row[label]
	}
	return n
}

// Messages is how many messages were counted.
func (m Matrix) Messages() int {
	n := 0
	for label := range m.Counts {
		n += m.Labelled(label)
	}
	return n
}

// Precision is the share of the messages read as label that have it; 0 if none
// was read so.
func (m Matrix) Precision(label int) float64 { return share(m.Counts[label][label], m.Read(label)) }

// Recall is the share of the messages with the label that were read so; 0 if
// none has it.
func (m Matrix) Recall(label int) float64 { return share(m.Counts[label][label], m.Labelled(label)) }

// F1 is the harmonic mean of precision and recall of one label; 0 if it neither
// occurs nor is read.
func (m Matrix) F1(label int) float64 {
	return share(2*m.Counts[label][label], m.Labelled(label)+m.Read(label))
}

// MacroF1 is the mean F1 over the labels that occur; 0 if none does.
func (m Matrix) MacroF1() float64 {
	sum, n := 0.0, 0
	for label := range m.Counts {
		if m.Labelled(label) > 0 {
			sum += m.F1(label)
			n++
		}
	}
	return sum / float64(max(1, n))
}

// Accuracy is the share of messages that were read as labelled; 0 if there are
// none.
func (m Matrix) Accuracy() float64 {
	hit := 0
	for label := range m.Counts {
		hit += m.Counts[label][label]
	}
	return share(hit, m.Messages())
}

// share is part of all, 0 if all is 0.
func share(part, all int) float64 { return float64(part) / float64(max(1, all)) }
