package wording

import "regexp"

// smileys are faces typed of punctuation: :) ;-) =D ^_^ <3, and brackets that
// nothing opens: )).
var smileys = regexp.MustCompile(`[:;=][-'^]?[)(DPp*|\]\[]+|[xX]D\b|\^_*\^|<3|\){2,}`)

// Smileys returns where faces typed of punctuation stand in a text. A bracket
// that closes another one is none: "(по ссылке:)".
func Smileys(text string) [][]int {
	var found [][]int
	for _, at := range smileys.FindAllStringIndex(text, -1) {
		if face := text[at[0]:at[1]]; face[0] != ')' && face[len(face)-1] != ')' || !opened(text[:at[0]], face) {
			found = append(found, at)
		}
	}
	return found
}

// opened reports whether brackets before a face wait to be closed by it.
func opened(before, face string) bool {
	open := 0
	for _, r := range before {
		switch r {
		case '(':
			open++
		case ')':
			open = max(0, open-1)
		}
	}
	for _, r := range face {
		if r == ')' {
			open--
		}
	}
	return open >= 0
}
