package train

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone/corpus"
	"github.com/camerton/camerton/tone/internal/feature"
	"github.com/camerton/camerton/tone/internal/lang"
	"github.com/camerton/camerton/tone/internal/model"
)

// pairs are messages of two words, of whose topics and states a sum of weights can't tell:
// each word stands as often for one topic as for the other.
func pairs() []sample {
	var data []sample
	for _, p := range []struct {
		one, other uint32
		topic      int
	}{{1, 3, 2}, {2, 4, 2}, {1, 4, 5}, {2, 3, 5}} {
		s := sample{topic: p.topic, topicWeight: 1, weight: 1}
		s.state[p.topic] = 1
		s.seen[feature.Words] = []uint32{p.one, p.other}
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
		var seen [feature.NumGroups][]feature.Feature
		for _, b := range s.seen[feature.Words] {
			seen[feature.Words] = append(seen[feature.Words], feature.Feature{Bucket: b})
		}
		var sum model.HiddenSum
		var lit model.Lit
		var states [model.States]float32
		var topics [model.Topics]float32
		m.SumHidden(&sum, &seen)
		m.Light(&lit, &sum)
		m.AddHiddenStates(&states, &lit)
		m.AddHiddenTopics(&topics, &lit)
		other := 7 - s.topic // 2 or 5
		require.Greater(t, topics[s.topic], topics[other], "topic of %v", s.seen[feature.Words])
		require.Greater(t, states[s.topic], states[other], "state of %v", s.seen[feature.Words])
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
	data[0].seen[feature.Senses] = []uint32{900, 900}
	data[1].seen[feature.Senses] = []uint32{feature.Buckets - 1}
	data[2].seen[feature.Cues] = []uint32{feature.Buckets - 1}
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

// TestWeightlessMessagesTeachNothing to the rows, the units or the outputs.
func TestWeightlessMessagesTeachNothing(t *testing.T) {
	t.Parallel()
	data := pairs()
	for i := range data {
		data[i].topicWeight, data[i].weight = 0, 0
	}
	require.Equal(t, newLayer(data).weights(), fitted(data, 10).weights())
}

func TestEachTopicCountsAsMuch(t *testing.T) {
	t.Parallel()
	data := make([]sample, 9)
	for i := range data {
		data[i].state[i%2] = 1
		data[i].topic = 3
		data[i].weight = 1
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

// TestEachStateCountsAsMuch, and in it each message by its weight.
func TestEachStateCountsAsMuch(t *testing.T) {
	t.Parallel()
	data := make([]sample, 8)
	for i := range data {
		data[i].weight = 1
		data[i].state[min(i, 2)] = 1 // one, one and six messages
	}
	data[7].weight = 3
	balance(data)
	var total [model.States]float32
	for i := range data {
		for k, share := range data[i].state {
			total[k] += data[i].weight * share
		}
	}
	require.InDelta(t, total[0], total[2], 1e-4)
	require.InDelta(t, total[1], total[2], 1e-4)
	require.InDelta(t, 3*data[6].weight, data[7].weight, 1e-5)
}

// TestOnlyTheUsersOwnMessagesAreWeighed, as they are and written otherwise.
func TestOnlyTheUsersOwnMessagesAreWeighed(t *testing.T) {
	t.Parallel()
	corpusEntries := []corpus.Entry{
		entry(t, "neutral 0 price ru chat | Сколько стоит доставка, если завтра."),
		entry(t, "neutral 0 price ro chat | Cât costă livrarea, dacă e mâine."),
		entry(t, "neutral 0 hours other chat | when do you open."),
	}
	own := []corpus.Entry{entry(t, "neutral 0 price ru chat | Почём у вас сыр, скажите.")}
	plain := samples(new(lang.Table), corpusEntries, own, 1)
	weighed := samples(new(lang.Table), corpusEntries, own, 4)
	require.Len(t, weighed, len(plain))
	heavier := 0
	for i := range plain {
		switch ratio := weighed[i].weight / plain[i].weight; {
		case ratio > 3.9:
			require.InDelta(t, 4, weighed[i].topicWeight/plain[i].topicWeight, 1e-4)
			heavier++
		default:
			require.InDelta(t, 1, ratio, 1e-5)
		}
	}
	require.Equal(t, 1+len(varied(append(corpusEntries, own...)))-len(varied(corpusEntries)), heavier)
}
