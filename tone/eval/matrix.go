package eval

// A Matrix counts how often each label was read as each: Counts[label][read].
type Matrix struct {
	Counts [][]int
}

func newMatrix(n int) Matrix {
	m := Matrix{Counts: make([][]int, n)}
	for i := range m.Counts {
		m.Counts[i] = make([]int, n)
	}
	return m
}

// Add counts one message.
func (m Matrix) Add(label, read int) { m.Counts[label][read]++ }

// F1 is the harmonic mean of precision and recall of one label; 0 if it neither
// occurs nor is read.
func (m Matrix) F1(label int) float64 {
	hit, miss := m.Counts[label][label], 0
	for i := range m.Counts {
		if i != label {
			miss += m.Counts[label][i] + m.Counts[i][label]
		}
	}
	if hit+miss == 0 {
		return 0
	}
	return 2 * float64(hit) / float64(2*hit+miss)
}

// MacroF1 is the mean F1 over the labels that occur.
func (m Matrix) MacroF1() float64 {
	sum, n := 0.0, 0
	for label, row := range m.Counts {
		total := 0
		for _, c := range row {
			total += c
		}
		if total > 0 {
			sum += m.F1(label)
			n++
		}
	}
	return sum / float64(max(1, n))
}

// Accuracy is the share of messages that were read as labelled.
func (m Matrix) Accuracy() float64 {
	hit, all := 0, 0
	for i, row := range m.Counts {
		for j, c := range row {
			all += c
			if i == j {
				hit += c
			}
		}
	}
	return float64(hit) / float64(max(1, all))
}
