package corpus

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/camerton/camerton/tone"
)

// A Split says what a batch is for. Splits are by batch, never by line, so that
// nothing is measured on a writer whose other messages were learned.
type Split uint8

// The splits.
const (
	Train Split = iota // the model is fitted to it
	Dev                // choices are made on it
	Test               // measured once the choices are made
)

var splitNames = []string{"train", "dev", "test"}

// String returns the split's name.
func (s Split) String() string { return splitNames[s] }

// A Batch is one writer's messages.
type Batch struct {
	Name    string // the file's name without its extension
	Split   Split
	Writer  string // who wrote and labelled it, as its header says
	Reader  string // who labelled it again without seeing the labels; "" if no one did
	Entries []Entry
}

// A Fault is a line that is not as the package comment says.
type Fault struct { //nolint:errname // a fault of a file, shown beside others
	File    string
	Line    int
	Message string
}

// Error returns "file:line: message".
func (f Fault) Error() string { return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Message) }

// Parse reads a batch. The error joins a [Fault] for every bad line; the good
// lines are returned all the same.
func Parse(file string, r io.Reader) (Batch, error) {
	b := Batch{Name: strings.TrimSuffix(file[strings.LastIndexByte(file, '/')+1:], ".txt")}
	var faults []error
	in := bufio.NewScanner(r)
	in.Buffer(nil, 1<<20)
	for n := 1; in.Scan(); n++ {
		if n == 1 && strings.HasPrefix(in.Text(), "\ufeff") {
			faults = append(faults, Fault{file, n, "begins with a byte order mark; save as UTF-8 without it"})
		}
		if err := b.line(strings.TrimSpace(in.Text()), n); err != nil {
			faults = append(faults, Fault{file, n, err.Error()})
		}
	}
	if err := in.Err(); err != nil {
		faults = append(faults, fmt.Errorf("%s: %w", file, err))
	}
	return b, errors.Join(faults...)
}

func (b *Batch) line(line string, n int) error {
	if comment, ok := strings.CutPrefix(line, "#"); ok {
		return b.header(strings.TrimSpace(comment))
	}
	if line == "" {
		return nil
	}
	e, err := parseEntry(line)
	if err != nil {
		return err
	}
	e.Line = n
	b.Entries = append(b.Entries, e)
	return nil
}

func (b *Batch) header(comment string) error {
	if len(b.Entries) > 0 {
		return nil
	}
	if writer, ok := strings.CutPrefix(comment, "writer:"); ok {
		b.Writer = strings.TrimSpace(writer)
	}
	if reader, ok := strings.CutPrefix(comment, "reader:"); ok {
		b.Reader = strings.TrimSpace(reader)
	}
	if name, ok := strings.CutPrefix(comment, "split:"); ok {
		i := slices.Index(splitNames, strings.TrimSpace(name))
		if i < 0 {
			return fmt.Errorf("unknown split %q; one of %s", strings.TrimSpace(name), strings.Join(splitNames, ", "))
		}
		b.Split = Split(i)
	}
	return nil
}

func parseEntry(line string) (e Entry, err error) {
	if !utf8.ValidString(line) {
		return e, errors.New("not valid UTF-8")
	}
	head, text, ok := strings.Cut(line, " | ")
	fields := strings.Fields(head)
	if !ok || len(fields) != 5 {
		return e, errors.New(`want "state[/second] intensity topic lang voice[,tag...] | text"`)
	}
	state, second, hasSecond := strings.Cut(fields[0], "/")
	if e.State, err = tone.ParseState(state); err != nil {
		return e, err
	}
	if e.HasSecond = hasSecond; hasSecond {
		if e.Second, err = tone.ParseState(second); err != nil {
			return e, err
		}
		if e.Second == e.State {
			return e, fmt.Errorf("second state %s is the same as the first", second)
		}
	}
	if len(fields[1]) != 1 || fields[1][0] < '0' || fields[1][0] > '3' {
		return e, fmt.Errorf("intensity %q; want 0 to 3", fields[1])
	}
	e.Intensity = int(fields[1][0] - '0')
	if (e.Intensity == 0) != (e.State == tone.Neutral) {
		return e, fmt.Errorf("intensity %d with %s; 0 goes with neutral and only with it", e.Intensity, e.State)
	}
	if e.Topic, err = tone.ParseTopic(fields[2]); err != nil {
		return e, err
	}
	if e.Language, err = tone.ParseLanguage(fields[3]); err != nil {
		return e, err
	}
	if e.Voice, e.Tags, err = ParseManner(fields[4]); err != nil {
		return e, err
	}
	e.Text, err = unescape(text)
	return e, err
}

// ParseManner reads a voice with its tags, "chat,caps,burst". Empty tags are
// passed over.
func ParseManner(field string) (voice Voice, set Tags, err error) {
	name, tags, _ := strings.Cut(field, ",")
	i := slices.Index(voiceNames, name)
	if i < 0 {
		return 0, 0, fmt.Errorf("unknown voice %q; one of %s", name, strings.Join(voiceNames, ", "))
	}
	voice = Voice(i)
	for tag := range strings.SplitSeq(tags, ",") {
		if tag == "" {
			continue
		}
		i := slices.Index(tagNames, tag)
		if i < 0 {
			return 0, 0, fmt.Errorf("unknown tag %q; one of %s", tag, strings.Join(tagNames, ", "))
		}
		set |= 1 << i
	}
	return voice, set, nil
}

func unescape(s string) (string, error) {
	if !strings.Contains(s, `\`) {
		return s, nil
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' {
			b.WriteByte(s[i])
			continue
		}
		i++
		switch {
		case i < len(s) && s[i] == 'n':
			b.WriteByte('\n')
		case i < len(s) && s[i] == '\\':
			b.WriteByte('\\')
		default:
			return "", errors.New(`a backslash in the text; write \n for a line break and \\ for a backslash`)
		}
	}
	return b.String(), nil
}

var escaper = strings.NewReplacer(`\`, `\\`, "\n", `\n`)

// String writes the entry as a line that Parse reads back.
func (e Entry) String() string {
	state := e.State.String()
	if e.HasSecond {
		state += "/" + e.Second.String()
	}
	voice := e.Voice.String()
	if e.Tags != 0 {
		voice += "," + e.Tags.String()
	}
	return fmt.Sprintf("%s %d %s %s %s | %s", state, e.Intensity, e.Topic, e.Language, voice, escaper.Replace(e.Text))
}
