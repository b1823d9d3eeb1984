package train

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"

	"github.com/camerton/camerton/tone"
	"github.com/camerton/camerton/tone/corpus"
	"github.com/camerton/camerton/tone/corpus/respell"
)

// variationWeight is how much a varied message counts against one as written.
const variationWeight = 0.3

// A variation writes a message otherwise. Most keep its labels. One that does not
// apply leaves the message as it is.
type variation func(e *corpus.Entry, r *order)

// Each message is varied in one of variations, by turns, and now and then in one of
// besides. Each that ends with a sign is also learned without, as people end a
// message so or so.
var (
	variations = []variation{
		func(e *corpus.Entry, r *order) { e.Text = romanise(e, r) },
		func(e *corpus.Entry, r *order) { e.Text = mistype(e.Text, r) },
		func(e *corpus.Entry, _ *order) { e.Text = trimEnd(e.Text) + "!!!" },
		func(e *corpus.Entry, r *order) { e.Text = pick(e, "before", r) + " " + e.Text },
		func(e *corpus.Entry, r *order) { e.Text = trimEnd(e.Text) + ". " + pick(e, "after", r) },
		capitals,
		func(e *corpus.Entry, _ *order) { e.Text = strings.ReplaceAll(e.Text, ", ", "\n") },
		func(e *corpus.Entry, _ *order) { e.Text = unsigned(e.Text) },
		hurry,
	}
	besides = []variation{capitals, hurry}
)

// besidesEvery is how many messages come to one that is varied in one of besides.
const besidesEvery = 4

// varied returns the messages written otherwise, where that changes their texts.
// What becomes of a message does not depend on those behind it.
func varied(entries []corpus.Entry) []corpus.Entry {
	random := newOrder(0, 11)
	out := make([]corpus.Entry, 0, len(entries))
	vary := func(e corpus.Entry, by variation) {
		before := e.Text
		if by(&e, random); e.Text != before && e.Text != "" {
			out = append(out, e)
		}
	}
	for i, e := range entries {
		vary(e, unended)
		vary(e, variations[i%len(variations)])
		if i%besidesEvery == 0 {
			vary(e, besides[i/besidesEvery%len(besides)])
		}
	}
	return out
}

func romanise(e *corpus.Entry, r *order) string {
	if e.Language != tone.Russian {
		return respell.StripDiacritics(e.Text)
	}
	schemes := respell.Schemes()
	return schemes[r.random()%uint64(len(schemes))].Romanise(e.Text)
}

// mistype makes one slip of the finger: two letters change places, one is left
// out, or one comes twice.
func mistype(text string, r *order) string {
	runes := []rune(text)
	for range 8 {
		i := int(r.random() % uint64(len(runes)))
		if i == 0 || i+1 >= len(runes) || !unicode.IsLetter(runes[i]) || !unicode.IsLetter(runes[i+1]) {
			continue
		}
		switch r.random() % 3 {
		case 0:
			runes[i], runes[i+1] = runes[i+1], runes[i]
		case 1:
			runes = slices.Delete(runes, i, i+1)
		default:
			runes = slices.Insert(runes, i, runes[i])
		}
		break
	}
	return string(runes)
}

func trimEnd(text string) string { return strings.TrimRight(text, ".!?… ") }

// unended leaves out the final sign, if it isn't that of a question.
func unended(e *corpus.Entry, _ *order) { e.Text = strings.TrimRight(e.Text, ".!… ") }

func capitals(e *corpus.Entry, _ *order) { e.Text = strings.ToUpper(e.Text) }

// unsigned leaves the punctuation and the capitals out.
func unsigned(text string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if strings.ContainsRune(",.!?;:…\"«»„”", r) {
			return -1
		}
		return r
	}, text))
}

// hurry makes a plain message urgent by saying so.
func hurry(e *corpus.Entry, r *order) {
	if e.State != tone.Neutral || e.HasSecond || e.Tags.Has(corpus.Negation) {
		return
	}
	e.Text = pick(e, "hurry", r) + " " + e.Text
	e.State, e.Intensity = tone.Rushed, 2
}

//go:embed variation.txt
var variationFile string

// around holds the lines of variation.txt by "language place".
var around = func() map[string][]string {
	lines := make(map[string][]string)
	for line := range strings.Lines(variationFile) {
		if f := strings.SplitN(strings.TrimSpace(line), " ", 3); len(f) == 3 && f[0] != "#" {
			lines[f[0]+" "+f[1]] = append(lines[f[0]+" "+f[1]], f[2])
		}
	}
	return lines
}()

// pick chooses what to put at a place, in the message's language; a mixed one
// gets Romanian.
func pick(e *corpus.Entry, place string, r *order) string {
	language := "ro "
	if e.Language == tone.Russian {
		language = "ru "
	}
	lines := around[language+place]
	return lines[r.random()%uint64(len(lines))]
}
