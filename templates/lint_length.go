package templates

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// What a text of each form may have at most.
const (
	maxChat      = 4096 // UTF-16 units
	advisedChat  = 400  // characters
	maxSMS       = 2    // segments
	maxSubject   = 78   // characters
	segmentsName = "sms"
)

// checkLength reports what is too long for its form, with the contract's
// examples for the variables.
func (v *view) checkLength() {
	text := v.filled(v.linter.samples[v.lang])
	switch v.id.form {
	case Chat:
		if n := UTF16Len(text); n > maxChat {
			v.tooLong("", n, maxChat)
		} else if n := utf8.RuneCountInString(text); n > advisedChat {
			v.tooLong("advice", n, advisedChat)
		}
	case SMSForm:
		if n := Segments(text); n > maxSMS {
			v.tooLong(segmentsName, n, maxSMS)
		}
	case EmailForm:
		subject, _, _ := strings.Cut(text, "\n")
		if n := utf8.RuneCountInString(subject); n > maxSubject && v.body > 0 {
			v.tooLong("subject", n, maxSubject)
		}
	}
}

// An overlong is the rendition of a text that is longest of those that are too
// long.
type overlong struct {
	variant string
	n, most int
}

func (v *view) tooLong(variant string, n, most int) {
	if v.over.n < n {
		v.over = overlong{variant, n, most}
	}
}

// checkOverlong reports the longest rendition.
func (l *linter) checkOverlong(t *lintText) {
	if t.over.n > 0 {
		l.addText(t, "length", t.over.variant, "n", strconv.Itoa(t.over.n), "most", strconv.Itoa(t.over.most))
	}
}
