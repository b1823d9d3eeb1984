package templates

import (
	"slices"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// countVar is the variable whose number chooses the plural form.
const countVar = "Count"

// pluralNames are the forms as the files write them, indexed by plural.Form.
var pluralNames = [...]string{
	plural.Other: "other", plural.Zero: "zero", plural.One: "one",
	plural.Two: "two", plural.Few: "few", plural.Many: "many",
}

// pluralForms are the forms of each language, in the order of grammar books.
var pluralForms = [numLangs][]plural.Form{
	{plural.One, plural.Few, plural.Many, plural.Other},
	{plural.One, plural.Few, plural.Other},
}

// pluralSamples are numbers that between them need every form of a language.
var pluralSamples = [numLangs][]string{
	{"1", "2", "5", "1,5"},
	{"1", "2", "20"},
}

var langTags = [numLangs]language.Tag{language.Russian, language.Romanian}

// pluralForm returns the form that a language's grammar wants with a number
// written in digits, as "19", "1.5" or "1,5"; false if it is no such number.
func pluralForm(lang int, number string) (plural.Form, bool) {
	whole, fraction, decimal := cutDecimal(number)
	if whole == "" || decimal && fraction == "" || !isDigits(whole) || !isDigits(fraction) {
		return plural.Other, false
	}
	trimmed := strings.TrimRight(fraction, "0")
	return plural.Cardinal.MatchPlural(langTags[lang],
		lastDigits(whole), len(fraction), len(trimmed), lastDigits(fraction), lastDigits(trimmed)), true
}

func cutDecimal(number string) (whole, fraction string, decimal bool) {
	if whole, fraction, decimal = strings.Cut(number, "."); decimal {
		return whole, fraction, true
	}
	return strings.Cut(number, ",")
}

func isDigits(s string) bool {
	return !slices.ContainsFunc([]byte(s), func(b byte) bool { return b < '0' || b > '9' })
}

// lastDigits returns the number of the last six digits, enough for the grammar
// of any number, however long. A longer number stays above a million, because
// some grammars tell 1 from 1,000,001.
func lastDigits(digits string) int {
	n := 0
	for i := range len(digits) {
		if n = n*10 + int(digits[i]-'0'); n >= 10_000_000 {
			n = n%1_000_000 + 1_000_000
		}
	}
	return n
}
