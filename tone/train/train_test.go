package train_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone"
	"github.com/camerton/camerton/tone/corpus"
	"github.com/camerton/camerton/tone/eval"
	"github.com/camerton/camerton/tone/train"
)

// small is a corpus with settings that are fitted in a moment.
func small(t *testing.T) train.Config {
	t.Helper()
	return train.Config{
		Train: []corpus.Batch{batch(t, "train",
			"neutral 0 hours ro bot | duminica lucrati",
			"neutral 0 price ru chat | сколько стоит доставка",
			"rushed 2 delivery ru chat | срочно нужно, поезд через час",
			"rushed 2 order ro chat | urgent, am nevoie azi pana la 5",
			"irritated 3 quality ru chat | безобразие, опять прислали брак",
			"irritated 2 refund ro chat | rusine, dati-mi banii inapoi",
			"confused 2 technical ru chat | не понимаю, куда нажимать",
			"confused 1 payment ro chat | nu inteleg ce sa aleg aici",
			"tired 2 order_status ru chat | нет уже сил ждать, как хотите",
			"tired 2 human ro chat | m-am saturat, faceti cum vreti",
			"enthusiastic 3 thanks ru chat | спасибо огромное, просто сказка",
			"enthusiastic 2 booking ro chat | abia astept sa vin, super",
		)},
		Dev: []corpus.Batch{batch(t, "dev",
			"neutral 0 hours ru chat | в субботу работаете",
			"rushed 2 delivery ro chat | urgent va rog, plec la 5",
			"irritated 2 quality ru chat | опять брак, безобразие полное",
			"enthusiastic 2 thanks ro chat | super, multumesc mult de tot",
		)},
		Epochs: 2,
	}
}

func batch(t *testing.T, split string, lines ...string) corpus.Batch {
	t.Helper()
	b, err := corpus.Parse(split+".txt", strings.NewReader("# split: "+split+"\n"+strings.Join(lines, "\n")))
	require.NoError(t, err)
	return b
}

// own are messages in which a word that the corpus does not know tells the state.
func own(t *testing.T, n int) []eval.Example {
	t.Helper()
	things := strings.Fields("лампа дверь окно стол стул полка рама замок ручка петля шкаф диван ковер штора кран труба плита печь мойка ванна")
	verbs := strings.Fields("куплю возьму верну меняю ищу")
	var lines []string
	for i := range n {
		thing, verb := things[i%len(things)], verbs[i/len(things)%len(verbs)]
		if i%2 == 0 {
			lines = append(lines, fmt.Sprintf(`{"text":"%s %s кукумбер бамбарбия","state":"tired"}`, verb, thing))
		} else {
			lines = append(lines, fmt.Sprintf(`{"text":"%s %s шурум бурум","state":"enthusiastic","topic":"order"}`, verb, thing))
		}
	}
	all, err := eval.Read("own.jsonl", strings.NewReader(strings.Join(lines, "\n")))
	require.NoError(t, err)
	return all
}

// TestModelIsTheSameEveryTime and tells what it was made from.
func TestModelIsTheSameEveryTime(t *testing.T) {
	t.Parallel()
	var steps []string
	config := small(t)
	config.Progress = func(step string, done, total int) {
		if done == total {
			steps = append(steps, step)
		}
	}
	first, err := train.Model(config)
	require.NoError(t, err)
	require.Equal(t, []string{"languages", "messages", "everything"}, steps)
	second, err := train.Model(small(t))
	require.NoError(t, err)
	require.Equal(t, first, second)

	c, err := tone.Load(first)
	require.NoError(t, err)
	require.Equal(t, map[string]int{"ru": 8, "ro": 8}, c.Card().Messages)
	require.Contains(t, c.Card().Figures, "dev.state.macro_f1")
	require.Equal(t, tone.Irritated, c.Classify(tone.Message{Text: "безобразие, опять брак"}, tone.Context{}).State)
}

func TestModelNeedsTwoSplits(t *testing.T) {
	t.Parallel()
	config := small(t)
	config.Dev = nil
	_, err := train.Model(config)
	require.ErrorContains(t, err, "none of the dev split")
	_, _, err = train.Adapt(config, own(t, 40))
	require.ErrorContains(t, err, "none of the dev split")
}

// TestTwinsAreNotLearned: what is nearly the same as a measured message is left
// out, and counted.
func TestTwinsAreNotLearned(t *testing.T) {
	t.Parallel()
	config := small(t)
	config.Test = []corpus.Batch{batch(t, "test", "irritated 3 quality ru chat | Безобразие! опять прислали брак...")}
	data, err := train.Model(config)
	require.NoError(t, err)
	c, err := tone.Load(data)
	require.NoError(t, err)
	require.Equal(t, 1, c.Card().Twins)
	require.Equal(t, 7, c.Card().Messages["ru"])
}

// TestAdapt: a user's own words are learned, it is told what that did, and it
// is the same every time.
func TestAdapt(t *testing.T) {
	t.Parallel()
	data, a, err := train.Adapt(small(t), own(t, 80))
	require.NoError(t, err)
	require.Equal(t, 80, a.Learned+a.Kept)
	require.Equal(t, 16, a.Kept)
	require.Less(t, a.Before.Own.All.State.Accuracy, 0.6, "the corpus knows none of these words")
	require.Greater(t, a.After.Own.All.State.Accuracy, 0.9)
	require.Equal(t, 4, a.After.Dev.Messages)
	require.Less(t, a.After.Own.All.Topic.Messages, a.Kept, "what has no label is not counted")

	c, err := tone.Load(data)
	require.NoError(t, err)
	require.Equal(t, tone.Tired, c.Classify(tone.Message{Text: "кукумбер бамбарбия"}, tone.Context{}).State)
	require.Equal(t, tone.Irritated, c.Classify(tone.Message{Text: "безобразие, опять брак"}, tone.Context{}).State,
		"what the corpus teaches is not forgotten")
	all := 0
	for _, n := range c.Card().Messages {
		all += n
	}
	require.Equal(t, 12+4+80, all, "the messages kept back are learned in the end")
	require.Contains(t, c.Card().Figures, "own.state.macro_f1")

	again, _, err := train.Adapt(small(t), own(t, 80))
	require.NoError(t, err)
	require.Equal(t, data, again)
}

// TestAdaptNeedsMessages that are not those the model is measured on.
func TestAdaptNeedsMessages(t *testing.T) {
	t.Parallel()
	_, _, err := train.Adapt(small(t), own(t, 10))
	require.ErrorContains(t, err, "10 messages to adapt to; want 30 at least")
	mine := eval.Examples([]corpus.Batch{batch(t, "train", "rushed 2 delivery ro chat | urgent va rog, plec la 5")})
	_, _, err = train.Adapt(small(t), mine)
	require.ErrorContains(t, err, "0 messages to adapt to")
}
