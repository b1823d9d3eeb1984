package train

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone/internal/feature"
	"github.com/camerton/camerton/tone/internal/lang"
	"github.com/camerton/camerton/tone/internal/model"
)

// pairs are messages of two words, of whose topics a sum of weights can't tell:
// each word stands as often for one topic as for the other.
func pairs() []sample {
	var data []sample
	for _, p := range []struct {
		one, other uint32
		topic      int
	}{{1, 3, 2}, {2, 4, 2}, {1, 4, 5}, {2, 3, 5}} {
		s := sample{topic: p.topic, topicWeight: 1}
		s.alone[feature.Words] = []uint32{p.one, p.other}
		data = append(data, s)
	}
	return data
}

func fitted(data []sample, epochs int) *layer {
	l := newLayer(data)
	order := newOrder(len(data), 1)
	for range epochs {
		for _, i := range order.next() {
			l.learn(&data[i], 1)
		}
	}
	return l
}

func TestHiddenLayerLearnsWhatWordsMeanTogether(t *testing.T) {
	t.Parallel()
	data := pairs()
	w := &model.Weights{Rows: make([]float32, feature.Buckets*columns), Hidden: fitted(data, 2000).weights(), Language: new(lang.Table)}
	m, err := model.Decode(model.Encode([]byte(`{}`), w))
	require.NoError(t, err)
	for _, s := range data {
		var z [model.Columns]float32
		m.AddTopics(&z, &s.alone)
		topics := z[model.States : model.States+model.Topics]
		other := 7 - s.topic // 2 or 5
		require.Greater(t, topics[s.topic], topics[other], "%v", s.alone[feature.Words])
	}
}

func TestHiddenLayerIsTheSameEveryTime(t *testing.T) {
	t.Parallel()
	require.Equal(t, fitted(pairs(), 20).weights(), fitted(pairs(), 20).weights())
}

// TestRowsAreForWhatSeveralMessagesHave: a feature of one message, were it there
// twice or the message written otherwise, gets none.
func TestRowsAreForWhatSeveralMessagesHave(t *testing.T) {
	t.Parallel()
	data := pairs()
	data[0].alone[feature.Senses] = []uint32{900, 900}
	data[1].alone[feature.Senses] = []uint32{feature.Buckets - 1}
	data[2].alone[feature.Cues] = []uint32{feature.Buckets - 1}
	again := data[0]
	again.varied = true
	l := newLayer(append(data, again))
	require.Equal(t, []uint32{1, 2, 3, 4, feature.Buckets - 1}, l.used)
	require.EqualValues(t, -1, l.index[900])
	require.EqualValues(t, 4, l.index[feature.Buckets-1])
}

func TestThereAreNoMoreRowsThanFit(t *testing.T) {
	t.Parallel()
	had := []int{0, 1, 2, 2, 3, 4, 4, 9}
	require.Equal(t, 2, enough(had, 6))
	require.Equal(t, 3, enough(had, 5))
	require.Equal(t, 5, enough(had, 2))
	require.Equal(t, 10, enough(had, 0))
	require.Equal(t, 2, enough(nil, 0))
}

// TestWeightlessMessagesTeachNothing to the rows, the units or the topics.
func TestWeightlessMessagesTeachNothing(t *testing.T) {
	t.Parallel()
	data := pairs()
	for i := range data {
		data[i].topicWeight = 0
	}
	require.Equal(t, newLayer(data).weights(), fitted(data, 10).weights())
}

func TestEachTopicCountsAsMuch(t *testing.T) {
	t.Parallel()
	data := make([]sample, 9)
	for i := range data {
		data[i].state[i%2] = 1
		data[i].topic = 3
	}
	data[4].topic = 8
	balance(data)
	var total [model.Topics]float32
	for i := range data {
		total[data[i].topic] += data[i].topicWeight
	}
	require.InDelta(t, 4.5, total[3], 1e-4)
	require.InDelta(t, 4.5, total[8], 1e-4)
}
