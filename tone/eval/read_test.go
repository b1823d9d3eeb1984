package eval_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone"
	"github.com/camerton/camerton/tone/corpus"
	"github.com/camerton/camerton/tone/eval"
)

func TestReadJSONLines(t *testing.T) {
	t.Parallel()
	all, err := eval.Read("dir/x.jsonl", strings.NewReader(`
{"text":"a","state":"irritated","second":"rushed","intensity":2,"topic":"refund","lang":"ru","voice":"email","tags":["polite","caps"],"source":"shop"}

{"text":"b","state":"neutral","second":"","lang":"","extra":{"kept":false}}
{"text":"c","state":"","topic":"price","lang":null,"language":"mixed","tags":["burst"]}
`))
	require.NoError(t, err)
	require.Equal(t, []eval.Example{
		{
			Entry: corpus.Entry{
				Text: "a", State: tone.Irritated, Second: tone.Rushed, HasSecond: true, Intensity: 2,
				Topic: tone.TopicRefund, Language: tone.Russian, Voice: corpus.Email, Tags: corpus.Polite | corpus.Caps, Line: 2,
			},
			Known: eval.AllLabels, Source: "shop",
		},
		{Entry: corpus.Entry{Text: "b", Line: 4}, Known: eval.State | eval.Second | eval.Language},
		{
			Entry: corpus.Entry{Text: "c", Topic: tone.TopicPrice, Language: tone.Mixed, Tags: corpus.Burst, Line: 5},
			Known: eval.Topic | eval.Language | eval.Manner,
		},
	}, all)
}

func TestReadLinesOfTheCorpus(t *testing.T) {
	t.Parallel()
	all, err := eval.Read("dir/x.txt", strings.NewReader("# split: test\ntired 1 human ru feedback | {\"text\":1}"))
	require.NoError(t, err)
	require.Len(t, all, 1)
	require.Equal(t, "x", all[0].Source)
	require.True(t, all[0].Unread)
	require.True(t, all[0].Known.Has(eval.AllLabels))
	_, err = eval.Read("x.txt", strings.NewReader("tired | x"))
	require.ErrorContains(t, err, "x.txt:1: want")
}

func TestEveryFaultOfJSONIsNamedWithItsLine(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		`{"text":"a"`:                                             "not an object of labels: unexpected end",
		`{"text":7,"state":"tired"}`:                              "not an object of labels",
		`{"state":"tired"}`:                                       `no "text"; want {"text": "…"`,
		`{"text":"a"}`:                                            `no label; want at least one of "state", "topic" and "lang"`,
		`{"text":"a","state":"angry"}`:                            `unknown state "angry"; one of neutral, rushed`,
		`{"text":"a","topic":"weather"}`:                          `unknown topic "weather"`,
		`{"text":"a","lang":"en"}`:                                `unknown language "en"`,
		`{"text":"a","lang":"ro","voice":"x"}`:                    `unknown voice "x"; one of chat, email`,
		`{"text":"a","lang":"ro","tags":["funny"]}`:               `unknown tag "funny"`,
		`{"text":"a","state":"tired","second":"tired"}`:           "second state tired is the same as the first",
		`{"text":"a","state":"tired","second":"glad"}`:            `second: tone: unknown state "glad"`,
		`{"text":"a","state":"tired","intensity":0}`:              "intensity 0 with tired; want 1 to 3",
		`{"text":"a","state":"tired","intensity":4}`:              "intensity 4 with tired",
		`{"text":"a","state":"neutral","intensity":1}`:            "intensity 1 with neutral",
		"{\"text\":\"\xff\",\"state\":\"tired\"}":                 "not valid UTF-8",
		`{"text":"` + strings.Repeat("a", 1<<20) + `","lang":""}`: "token too long",
	} {
		_, err := eval.Read("d/x.jsonl", strings.NewReader(line))
		require.ErrorContains(t, err, want)
		require.ErrorContains(t, err, "d/x.jsonl")
	}
	all, err := eval.Read("x.jsonl", strings.NewReader("{}\n{\"text\":\"a\",\"lang\":\"ro\"}\nzzz"))
	require.ErrorContains(t, err, "x.jsonl:1: ")
	require.ErrorContains(t, err, "x.jsonl:3: ")
	require.Len(t, all, 1, "the good lines are returned all the same")
}

// FuzzRead checks that whatever is accepted can be measured and shown.
func FuzzRead(f *testing.F) {
	f.Add(`{"text":"a","state":"irritated","second":"rushed","intensity":2,"topic":"refund","lang":"ru"}`)
	f.Add(`{"text":"\u0000\ud800","lang":""}`)
	f.Add("neutral 0 hours ro bot | duminica lucrati\\n?")
	f.Add(" {}")
	f.Fuzz(func(t *testing.T, in string) {
		all, err := eval.Read("f", strings.NewReader(in))
		if err != nil || len(all) == 0 {
			return
		}
		for i := range all {
			require.NotZero(t, all[i].Known)
			require.True(t, all[i].Second != all[i].State || !all[i].HasSecond)
		}
		r := eval.MeasureExamples(tone.Default(), all)
		require.Equal(t, len(all), r.Messages)
		var b strings.Builder
		require.NoError(t, r.WriteText(&b))
		require.NoError(t, r.WriteHTML(&b))
	})
}
