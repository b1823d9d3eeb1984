package corpus_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone"
	"github.com/camerton/camerton/tone/corpus"
)

func TestParse(t *testing.T) {
	t.Parallel()
	b, err := corpus.Parse("batches/ru-x.txt", strings.NewReader(`# split: dev
# writer: somebody

irritated/rushed 3 refund ru chat,caps,burst | ВЕРНИТЕ\nДЕНЬГИ | сейчас
neutral 0 hours ro bot | duminica lucrati \\o/
`))
	require.NoError(t, err)
	require.Equal(t, corpus.Batch{
		Name: "ru-x", Split: corpus.Dev, Writer: "somebody",
		Entries: []corpus.Entry{
			{
				Text: "ВЕРНИТЕ\nДЕНЬГИ | сейчас", State: tone.Irritated, Second: tone.Rushed, HasSecond: true, Intensity: 3,
				Topic: tone.TopicRefund, Language: tone.Russian, Voice: corpus.Chat, Tags: corpus.Caps | corpus.Burst, Line: 4,
			},
			{
				Text: `duminica lucrati \o/`, State: tone.Neutral, Topic: tone.TopicHours, Language: tone.Romanian,
				Voice: corpus.Bot, Line: 5,
			},
		},
	}, b)
}

func TestEveryFaultIsNamedWithItsLine(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		"neutral 0 hours ro chat duminica":                "want \"state[/second]",
		"neutral 0 hours ro | x":                          "want \"state[/second]",
		"angry 1 hours ro chat | x":                       `unknown state "angry"; one of neutral, rushed`,
		"tired/tired 1 hours ro chat | x":                 "second state tired is the same as the first",
		"tired/glad 1 hours ro chat | x":                  `unknown state "glad"`,
		"tired 0 hours ro chat | x":                       "intensity 0 with tired",
		"neutral 1 hours ro chat | x":                     "intensity 1 with neutral",
		"tired 4 hours ro chat | x":                       `intensity "4"; want 0 to 3`,
		"tired 1 weather ro chat | x":                     `unknown topic "weather"`,
		"tired 1 hours en chat | x":                       `unknown language "en"`,
		"tired 1 hours ro fax | x":                        `unknown voice "fax"; one of chat, email`,
		"tired 1 hours ro chat,funny | x":                 `unknown tag "funny"; one of sarcasm`,
		`tired 1 hours ro chat | a\tb`:                    "a backslash in the text",
		`tired 1 hours ro chat | a\`:                      "a backslash in the text",
		"tired 1 hours ro chat | \xff":                    "not valid UTF-8",
		"# split: holdout\ntired 1 hours ro chat | x":     `unknown split "holdout"; one of train, dev, test`,
		"\ufeff# split: dev\ntired 1 hours ro chat | abc": "byte order mark",
	} {
		_, err := corpus.Parse("dir/b.txt", strings.NewReader(line))
		require.ErrorContains(t, err, want, line)
		require.ErrorContains(t, err, "dir/b.txt:1: ", line)
	}
	_, err := corpus.Parse("b.txt", strings.NewReader("x\ny\nneutral 0 hours ro chat | fine\nz"))
	require.ErrorContains(t, err, "b.txt:1: ")
	require.ErrorContains(t, err, "b.txt:2: ")
	require.ErrorContains(t, err, "b.txt:4: ")
}

// FuzzParse checks that what is accepted is written back as it was meant.
func FuzzParse(f *testing.F) {
	f.Add("irritated/rushed 3 refund ru chat,caps | ВЕРНИТЕ\\nДЕНЬГИ")
	f.Add("neutral 0 hours ro bot | \\\\ | x")
	f.Add("# split: dev")
	f.Fuzz(func(t *testing.T, line string) {
		b, err := corpus.Parse("f.txt", strings.NewReader(line))
		if err != nil {
			return
		}
		for _, e := range b.Entries {
			again, err := corpus.Parse("f.txt", strings.NewReader(e.String()))
			require.NoError(t, err)
			require.Len(t, again.Entries, 1)
			again.Entries[0].Line = e.Line
			require.Equal(t, e, again.Entries[0])
		}
	})
}
