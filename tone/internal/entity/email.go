package entity

import "strings"

// Addresses are read no further than these bytes on either side, so that a
// message of nothing but letters takes no longer than any other.
const (
	maxLocal  = 64
	maxDomain = 255
)

// email adds the address around the @ at the byte offset at.
func (f *finder) email(at int) {
	limit := f.end(len(f.msg.Units) - 1)
	from := at
	for from > 0 && at-from < maxLocal && isAddress(f.text[from-1], "._%+-") {
		from--
	}
	for from < at && strings.IndexByte(".-+%", f.text[from]) >= 0 {
		from++
	}
	end := at + 1
	for end < limit && end-at <= maxDomain && isAddress(f.text[end], ".-") && f.text[end-1:end+1] != ".." {
		end++
	}
	for end > at && (f.text[end-1] == '.' || f.text[end-1] == '-') {
		end--
	}
	dot := strings.LastIndexByte(f.text[at:end], '.') + at
	const leastTop = 2 // letters of a top-level domain
	if from == at || dot <= at+1 || end-dot-1 < leastTop || digits(f.text[dot+1:end]) > 0 ||
		letterBehind(f.text, end) || letterBefore(f.text, from) {
		return
	}
	f.add(Entity{Kind: Email, Start: from, End: end})
}

// isAddress reports whether b may stand in an address, signs being what may
// besides letters and digits.
func isAddress(b byte, signs string) bool {
	return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || isDigit(b) || strings.IndexByte(signs, b) >= 0
}
