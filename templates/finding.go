package templates

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/camerton/camerton/tone"
)

// A Severity says how bad a finding is. The zero value is Error.
type Severity uint8

// The severities.
const (
	Error   Severity = iota // must not be shipped
	Warning                 // to be looked at
)

var severityNames = [...]string{"error", "warning"}

// String returns "error" or "warning".
func (s Severity) String() string {
	if int(s) < len(severityNames) {
		return severityNames[s]
	}
	return "severity?"
}

// MarshalText returns the name.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText accepts what MarshalText returns.
func (s *Severity) UnmarshalText(text []byte) error {
	i := slices.Index(severityNames[:], string(text))
	if i < 0 {
		return &valueError{"", "there is no severity \"" + string(text) + "\"", didYouMean(string(text), severityNames[:])}
	}
	*s = Severity(i) //nolint:gosec // an index into two names
	return nil
}

// A Finding is one fault that [Lint] found, and what to do about it.
type Finding struct {
	File     string        // as the person knows it, the folder's name included
	Line     int           // from 1; 0 where the fault is in no line
	Column   int           // from 1, in characters; 0 with Line 0
	Key      string        // the message id; empty where the file as a whole is meant
	Language tone.Language // of the text; LanguageNone for contract.toml
	Rule     string        // one of [Rules]
	Severity Severity
	Message  string // what is wrong
	Fix      string // what to do; may be empty

	// Start and End are the bytes of the file that are meant, the end exclusive;
	// both 0 where there are none.
	Start, End int

	// Edit replaces bytes of the file and mends the fault; nil if a person must.
	Edit *Edit
}

// An Edit replaces the bytes of a file from Start to before End by Text.
type Edit struct {
	Start, End int
	Text       string
}

// String returns the finding as one line: "file:line: key: message — fix".
func (f Finding) String() string {
	return Fault{f.File, f.Line, f.Key, f.Message, f.Fix}.String()
}

// A Rule describes a rule of [Lint].
type Rule struct {
	Name     string
	Severity Severity // of its findings; "length" warns where only advice is broken
	Fixable  bool     // some of its findings carry an Edit
}

// rules are all rules, in the order of docs/lint.md.
var rules = []Rule{
	{"contract", Error, false},
	{"syntax", Error, false},
	{"missing-key", Error, false},
	{"extra-key", Error, false},
	{"empty", Error, false},
	{"plural-forms", Error, false},
	{"unknown-variable", Error, false},
	{"unused-variable", Warning, false},
	{"promise", Error, false},
	{"literal-time", Error, false},
	{"literal-price", Error, false},
	{"tv-mix", Error, false},
	{"tv-house", Error, true},
	{"exclaim", Error, false},
	{"emoji", Error, false},
	{"sentences", Error, false},
	{"questions", Error, false},
	{"joy", Error, false},
	{"smalltalk", Error, false},
	{"excuses", Error, false},
	{"jokes-cheer", Error, false},
	{"homework", Error, false},
	{"jargon", Error, false},
	{"never", Error, false},
	{"apology", Error, false},
	{"double-apology", Error, false},
	{"cliche", Error, false},
	{"cedilla", Error, true},
	{"diacritics", Error, false},
	{"mixed-alphabet", Error, true},
	{"lookalike", Error, true},
	{"quotes", Error, true},
	{"dash", Error, true},
	{"spaces", Error, true},
	{"nbsp", Warning, true},
	{"markup", Error, false},
	{"length", Error, false},
	{"readability", Warning, false},
	{"opening", Warning, false},
	{"near-identical", Warning, false},
	{"own-reading", Warning, false},
}

// Rules returns the rules of [Lint], in the order of docs/lint.md.
func Rules() []Rule { return slices.Clone(rules) }

// ruleNamed returns a rule; it must be one of ours.
func ruleNamed(name string) Rule {
	i := slices.IndexFunc(rules, func(r Rule) bool { return r.Name == name })
	if i < 0 {
		panic(fmt.Sprintf("templates: there is no rule %q", name))
	}
	return rules[i]
}

func compareFindings(a, b Finding) int {
	return cmp.Or(
		strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Start, b.Start),
		strings.Compare(a.Key, b.Key), strings.Compare(a.Rule, b.Rule), strings.Compare(a.Message, b.Message),
	)
}
