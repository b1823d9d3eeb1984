package corpus_test

import (
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone"
	"github.com/camerton/camerton/tone/corpus"
)

var update = flag.Bool("update", false, "write the counts of CARD.md anew")

const (
	cardFile  = "CARD.md"
	cardBegin = "<!-- counts -->\n"
	cardEnd   = "<!-- /counts -->"
)

// TestCardCounts compares the counts in the data card with the batches.
func TestCardCounts(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile(cardFile)
	require.NoError(t, err)
	head, rest, ok := strings.Cut(string(data), cardBegin)
	require.True(t, ok)
	old, tail, ok := strings.Cut(rest, cardEnd)
	require.True(t, ok)
	counts := cardCounts(embedded(t))
	if *update {
		require.NoError(t, os.WriteFile(cardFile, []byte(head+cardBegin+counts+cardEnd+tail), 0o600))
		return
	}
	require.Equal(t, old, counts, "CARD.md is out of date: go test ./tone/corpus -update")
}

func cardCounts(batches []corpus.Batch) string {
	var b strings.Builder
	count := func(label string, has func(corpus.Entry) bool) {
		var n [3]int
		for _, batch := range batches {
			for _, e := range batch.Entries {
				if has(e) {
					n[batch.Split]++
				}
			}
		}
		if all := n[0] + n[1] + n[2]; all > 0 {
			fmt.Fprintf(&b, "| %s | %d | %d | %d | %d |\n", label, all, n[corpus.Train], n[corpus.Dev], n[corpus.Test])
		}
	}
	title := func(name string) {
		fmt.Fprintf(&b, "\n| %s | all | train | dev | test |\n| --- | ---: | ---: | ---: | ---: |\n", name)
	}
	title("messages")
	count("all", func(corpus.Entry) bool { return true })
	countBatches(&b, batches)
	title("language")
	for l := tone.Russian; l <= tone.LanguageOther; l++ {
		count(l.String(), func(e corpus.Entry) bool { return e.Language == l })
	}
	count("Russian in Latin letters", func(e corpus.Entry) bool { return e.Tags.Has(corpus.LatinLetters) })
	count("Romanian with diacritics", func(e corpus.Entry) bool { return romanianWith(e, true) })
	count("Romanian without", func(e corpus.Entry) bool { return romanianWith(e, false) })
	count("Romanian in Cyrillic letters", func(e corpus.Entry) bool { return e.Tags.Has(corpus.CyrillicRo) })
	title("state")
	for _, s := range tone.States() {
		count(s.String(), func(e corpus.Entry) bool { return e.State == s })
	}
	count("with a second state", func(e corpus.Entry) bool { return e.HasSecond })
	title("intensity")
	for i := range 4 {
		count(strconv.Itoa(i), func(e corpus.Entry) bool { return e.Intensity == i })
	}
	title("topic")
	for _, topic := range tone.Topics() {
		count(topic.String(), func(e corpus.Entry) bool { return e.Topic == topic })
	}
	title("voice")
	for v := corpus.Chat; v <= corpus.Bot; v++ {
		count(v.String(), func(e corpus.Entry) bool { return e.Voice == v })
	}
	title("tag")
	tags, names := corpus.AllTags()
	for i, tag := range tags {
		count(names[i], func(e corpus.Entry) bool { return e.Tags.Has(tag) })
	}
	title("words")
	for i, from := range wordSteps[:len(wordSteps)-1] {
		to := wordSteps[i+1] - 1
		count(fmt.Sprintf("%d–%d", from, to), func(e corpus.Entry) bool {
			n := len(strings.Fields(e.Text))
			return n >= from && n <= to
		})
	}
	return b.String() + "\n"
}

var wordSteps = []int{1, 4, 9, 21, 51, 131}

func countBatches(b *strings.Builder, batches []corpus.Batch) {
	var n, read [3]int
	for _, batch := range batches {
		n[batch.Split]++
		if batch.Reader != "" {
			read[batch.Split]++
		}
	}
	for _, row := range []struct {
		label string
		n     [3]int
	}{{"batches", n}, {"batches read a second time", read}} {
		fmt.Fprintf(b, "| %s | %d | %d | %d | %d |\n", row.label, row.n[0]+row.n[1]+row.n[2], row.n[0], row.n[1], row.n[2])
	}
	b.WriteString("\n| batch | split | messages |\n| --- | --- | ---: |\n")
	for _, batch := range batches {
		fmt.Fprintf(b, "| %s | %s | %d |\n", batch.Name, batch.Split, len(batch.Entries))
	}
}

// romanianWith reports whether a message in Romanian and in Latin letters has
// diacritics, or has none.
func romanianWith(e corpus.Entry, diacritics bool) bool {
	return e.Language == tone.Romanian && !e.Tags.Has(corpus.CyrillicRo) &&
		strings.ContainsAny(strings.ToLower(e.Text), "ăâîșțşţ") == diacritics
}
