package templates

import (
	"slices"
	"strings"
)

// didYouMean returns a fix that names the known word nearest to a misspelt one,
// or all known words if none is near.
func didYouMean(word string, known []string) string {
	known = slices.Sorted(slices.Values(known))
	best, distance := "", len([]rune(word))/2+1
	for _, k := range known {
		d := editDistance(strings.ToLower(word), strings.ToLower(k))
		if len(word) > 2 && strings.HasPrefix(strings.ToLower(k), strings.ToLower(word)) {
			d = 1 // begun and not ended
		}
		if d < distance {
			best, distance = k, d
		}
	}
	if best != "" {
		return "did you mean " + best + "?"
	}
	if len(known) == 0 {
		return ""
	}
	return "one of " + strings.Join(known, ", ")
}

// editDistance is Levenshtein's: how many runes to insert, drop or change.
func editDistance(a, b string) int {
	to := []rune(b)
	row := make([]int, len(to)+1)
	for j := range row {
		row[j] = j
	}
	for i, ra := range []rune(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j, rb := range to {
			change := diagonal
			if ra != rb {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, diagonal+1)
		}
	}
	return row[len(to)]
}
