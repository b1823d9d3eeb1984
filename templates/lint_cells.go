package templates

import (
	"cmp"
	"maps"
	"slices"

	"github.com/camerton/camerton/templates/internal/wording"
)

// cellKey names the texts among which one is drawn.
func cellKey(t *lintText) string { return t.id.String() + " " + t.id.form.String() }

// compareVariants reports variants of one cell that feel like the same text. Of
// two, the later is reported.
func (l *linter) compareVariants(texts []*lintText) {
	slices.SortFunc(texts, func(a, b *lintText) int { return cmp.Compare(a.id.variant, b.id.variant) })
	for i, later := range texts {
		for _, earlier := range texts[:i] {
			if opening, same := sameOpening(earlier, later); same {
				l.addText(later, "opening", "", "other", earlier.message.id, "found", opening)
			}
			if share := likeness(earlier, later); share > alike {
				l.addText(later, "near-identical", "", "other", earlier.message.id)
			}
		}
	}
}

// sameOpening returns two words with which both texts may begin.
func sameOpening(a, b *lintText) (string, bool) {
	openings := map[string]bool{}
	for _, v := range a.views {
		openings[wording.Opening(v.text)] = true
	}
	for _, v := range b.views {
		if opening := wording.Opening(v.text); opening != "" && openings[opening] {
			return opening, true
		}
	}
	return "", false
}

// alike is the share of words from which on two texts are felt to be the same.
const alike = 0.7

// likeness returns the share of words that two texts have in common, with all
// their variables there.
func likeness(a, b *lintText) float64 {
	first, second := a.bag(), b.bag()
	common, all := 0, 0
	for word, n := range first {
		common += min(n, second[word])
		all += n
	}
	for n := range maps.Values(second) {
		all += n
	}
	if all == 0 {
		return 0
	}
	return 2 * float64(common) / float64(all)
}

// bag counts the words of the fullest rendition.
func (t *lintText) bag() map[string]int {
	words := map[string]int{}
	if len(t.views) == 0 {
		return words
	}
	fullest := slices.MaxFunc(t.views, func(a, b *view) int { return cmp.Compare(len(a.Words), len(b.Words)) })
	for _, w := range fullest.Words {
		if !w.Variable {
			words[w.Text]++
		}
	}
	return words
}
