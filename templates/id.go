package templates

import (
	"cmp"
	"slices"
	"strings"

	"github.com/camerton/camerton/tone"
)

// A Form is the shape of a text. The zero value is Chat.
type Form uint8

// The forms.
const (
	Chat      Form = iota // a message in a chat
	EmailForm             // a letter: the first line is the subject, a blank line follows
	SMSForm               // a short text message
)

// numForms is how many forms there are.
const numForms = 3

var formNames = [numForms]string{"chat", "email", "sms"}

// String returns the form's name.
func (f Form) String() string {
	if int(f) < numForms {
		return formNames[f]
	}
	return "form?"
}

// MarshalText returns the name.
func (f Form) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

// UnmarshalText accepts what MarshalText returns.
func (f *Form) UnmarshalText(text []byte) error {
	i := slices.Index(formNames[:], string(text))
	if i < 0 {
		return &valueError{"", "there is no form \"" + string(text) + "\"", didYouMean(string(text), formNames[:])}
	}
	*f = Form(i) //nolint:gosec // an index into three names
	return nil
}

// anyState stands in a cell for texts that are not for one state.
const anyState = tone.NumStates

// generalName is how anyState is written in an id where a state may stand.
const generalName = "general"

// A cell is what texts are chosen for: a topic or a special key, and a state.
type cell struct {
	head  string     // "price", "hold", "hours.closed"
	state tone.State // anyState for texts of no one state
}

// String returns the beginning of the ids of the cell's texts.
func (c cell) String() string {
	switch {
	case c.state != anyState:
		return c.head + "." + c.state.String()
	case c.head == KeyHold:
		return c.head + "." + generalName
	default:
		return c.head
	}
}

// A messageID is a message id taken apart: "price.irritated.sms_a".
type messageID struct {
	cell
	form    Form
	variant byte // 'a' to 'z'
}

// parseID takes an id apart, or says what is wrong with it.
func (c *contract) parseID(id string) (m messageID, wrong *valueError) {
	parts := strings.Split(id, ".")
	last := parts[len(parts)-1]
	variant := last
	for f, name := range formNames {
		if rest, ok := strings.CutPrefix(last, name+"_"); ok && Form(f) != Chat {
			m.form, variant = Form(f), rest
		}
	}
	if len(variant) != 1 || variant[0] < 'a' || variant[0] > 'z' {
		return m, c.notAVariant(id, last)
	}
	m.variant = variant[0]
	m.cell, wrong = c.parseCell(strings.Join(parts[:len(parts)-1], "."))
	return m, wrong
}

func (c *contract) notAVariant(id, last string) *valueError {
	if first, _, _ := strings.Cut(id, "."); first == "system" {
		return &valueError{"", "there is no such phrase", didYouMean(id, sortedKeys(c.Phrases))}
	}
	return &valueError{
		"", "the id ends with \"" + last + "\", which names no variant",
		"end it with one small letter, a, b, c…, or with email_a, sms_a for those channels",
	}
}

// parseCell reads the beginning of an id: "price.irritated", "hours.closed".
func (c *contract) parseCell(s string) (cell, *valueError) {
	if _, special := c.Special[s]; special {
		return written(cell{s, anyState}, s)
	}
	dot := strings.LastIndexByte(s, '.')
	head, last := s[:max(dot, 0)], s[dot+1:]
	_, topic := c.Topics[head]
	_, special := c.Special[head]
	if !topic && !special {
		if _, bare := c.Topics[s]; bare {
			return cell{}, &valueError{"", "no state is named", "write " + s + ".neutral or another of the six states"}
		}
		return cell{}, &valueError{
			"", "there is no topic or key \"" + cmp.Or(head, s) + "\"",
			didYouMean(cmp.Or(head, s), append(sortedKeys(c.Topics), sortedKeys(c.Special)...)),
		}
	}
	if special && last == generalName {
		return written(cell{head, anyState}, s)
	}
	state, err := tone.ParseState(last)
	if err != nil {
		return cell{}, &valueError{"", "there is no state \"" + last + "\"", didYouMean(last, c.below(head))}
	}
	return cell{head, state}, nil
}

// written returns the cell if this is how it is written: hold.general and
// hours.closed, not hold and hours.closed.general.
func written(c cell, s string) (cell, *valueError) {
	if c.String() != s {
		return c, &valueError{"", "texts for any state are not called " + s, "write " + c.String()}
	}
	return c, nil
}

// below returns what may stand after a topic or a special key.
func (c *contract) below(head string) []string {
	names := stateNames()
	if head == KeyHold {
		names = append(names, generalName)
	}
	for key := range c.Special {
		if rest, ok := strings.CutPrefix(key, head+"."); ok {
			names = append(names, rest)
		}
	}
	return names
}

func stateNames() []string {
	names := make([]string, 0, tone.NumStates)
	for _, s := range tone.States() {
		names = append(names, s.String())
	}
	return names
}
