package train

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone/corpus"
)

// A publicSet is a set with people's labels, parted into what is learned and
// what is measured by those who published it.
type publicSet struct {
	title, learn, measure string
	labels                []string
	none                  string // what the set says of messages with none of the labels, or ""
}

var publicSets = []publicSet{
	{
		"BRIGHTER, Russian", "brighter.ru.train", "brighter.ru.dev",
		[]string{"anger", "disgust", "fear", "joy", "sadness", "surprise"},
		"neutral",
	},
	{
		"BRIGHTER, Romanian", "brighter.ro.train", "brighter.ro.dev",
		[]string{"anger", "disgust", "fear", "joy", "sadness", "surprise"},
		"neutral",
	},
	{
		"REDv2, Romanian", "redv2.ro.train", "redv2.ro.valid",
		[]string{"anger", "fear", "joy", "neutral", "sadness", "surprise", "trust"},
		"",
	},
}

// A publicMessage is a line of a public set.
type publicMessage struct {
	Text   string   `json:"text"`
	Labels []string `json:"labels"`
}

func readPublic(t *testing.T, folder, name string) (all []publicMessage) {
	t.Helper()
	f, err := os.Open(filepath.Join(folder, name+".jsonl.gz"))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, f.Close()) })
	unzipped, err := gzip.NewReader(f)
	require.NoError(t, err)
	for lines := json.NewDecoder(unzipped); lines.More(); {
		var m publicMessage
		require.NoError(t, lines.Decode(&m), "%s, message %d", name, len(all)+1)
		all = append(all, m)
	}
	return all
}

// set returns the labels as a set; it says of a label that it does not know.
func (p *publicSet) set(labels []string) (s labelSet, err error) {
	for _, l := range labels {
		switch i := slices.Index(p.labels, l); {
		case i >= 0:
			s |= 1 << i
		case l != p.none || l == "":
			return 0, fmt.Errorf("label %q; want %s", l, strings.TrimSuffix(strings.Join(p.labels, ", ")+", "+p.none, ", "))
		}
	}
	return s, nil
}

// without returns the messages that have no twin among those remembered.
func without(twins *corpus.Twins, messages []publicMessage) (kept []publicMessage) {
	for _, m := range messages {
		if twins.Find(m.Text) == "" {
			kept = append(kept, m)
		}
	}
	return kept
}

func writePublic(t *testing.T, folder, name string, all []publicMessage) {
	t.Helper()
	f, err := os.Create(filepath.Join(folder, name+".jsonl.gz"))
	require.NoError(t, err)
	zipped := gzip.NewWriter(f)
	for _, m := range all {
		require.NoError(t, json.NewEncoder(zipped).Encode(m))
	}
	require.NoError(t, zipped.Close())
	require.NoError(t, f.Close())
}

func TestOrientationReads(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	want := []publicMessage{{"один", []string{"joy", "anger"}}, {"doi", []string{"neutral"}}}
	writePublic(t, folder, "a", want)
	require.Equal(t, want, readPublic(t, folder, "a"))
}

func TestOrientationLabels(t *testing.T) {
	t.Parallel()
	brighter, red := &publicSets[1], &publicSets[2]
	for _, c := range []struct {
		of     *publicSet
		labels []string
		want   labelSet
	}{
		{brighter, []string{"neutral"}, 0},
		{brighter, nil, 0},
		{brighter, []string{"surprise", "anger"}, 0b100001},
		{red, []string{"neutral", "trust"}, 0b1001000},
	} {
		got, err := c.of.set(c.labels)
		require.NoError(t, err)
		require.Equal(t, c.want, got, c.labels)
	}
	_, err := brighter.set([]string{"trust"})
	require.EqualError(t, err, `label "trust"; want anger, disgust, fear, joy, sadness, surprise, neutral`)
	_, err = red.set([]string{""})
	require.ErrorContains(t, err, `label ""`)
}

func TestOrientationTwins(t *testing.T) {
	t.Parallel()
	var twins corpus.Twins
	twins.Add("who was it that said so at noon")
	other := publicMessage{Text: "who was it that wrote all of this"}
	require.Equal(t, []publicMessage{other}, without(&twins, []publicMessage{{Text: "Who was it that said so, at noon?"}, other}))
}
