package eval

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/camerton/camerton/tone"
	"github.com/camerton/camerton/tone/corpus"
)

// Read reads labelled messages: JSON Lines if the first line begins with a
// brace, else the line format of package corpus. The error joins a
// [corpus.Fault] for every bad line.
//
// A line of JSON is an object with the member "text" and at least one of
// "state", "topic" and "lang"; "second", "intensity", "voice", "tags" (a list)
// and "source" may stand beside them, and other members are passed over. What is
// absent, null or, but for "second" and "lang", empty is not counted. "language"
// may stand for "lang", so that readings of "camerton classify --format json",
// corrected by hand, can be read.
func Read(file string, r io.Reader) ([]Example, error) {
	in := bufio.NewReader(r)
	if isJSON(in) {
		return readLines(file, in)
	}
	b, err := corpus.Parse(file, in)
	return Examples([]corpus.Batch{b}), err
}

// isJSON looks at the first byte that is no space, within a buffer's length.
func isJSON(in *bufio.Reader) bool {
	begin, _ := in.Peek(in.Size()) // of a short input it returns all
	return bytes.HasPrefix(bytes.TrimLeft(begin, " \t\r\n"), []byte("{"))
}

func readLines(file string, r io.Reader) (all []Example, err error) {
	var faults []error
	in := bufio.NewScanner(r)
	in.Buffer(nil, 1<<20)
	for n := 1; in.Scan(); n++ {
		line := bytes.TrimSpace(in.Bytes())
		if len(line) == 0 {
			continue
		}
		e, err := parseLine(line)
		if err != nil {
			faults = append(faults, corpus.Fault{File: file, Line: n, Message: err.Error()})
			continue
		}
		e.Line = n
		all = append(all, e)
	}
	if err := in.Err(); err != nil {
		faults = append(faults, fmt.Errorf("%s: %w", file, err))
	}
	return all, errors.Join(faults...)
}

// object is a line of JSON.
type object struct {
	Text      *string  `json:"text"`
	State     string   `json:"state"`
	Second    *string  `json:"second"`
	Intensity *int     `json:"intensity"`
	Topic     string   `json:"topic"`
	Lang      *string  `json:"lang"`
	Language  *string  `json:"language"`
	Voice     string   `json:"voice"`
	Tags      []string `json:"tags"`
	Source    string   `json:"source"`
}

func parseLine(line []byte) (e Example, err error) {
	if !utf8.Valid(line) {
		return e, errors.New("not valid UTF-8")
	}
	var o object
	if err := json.Unmarshal(line, &o); err != nil {
		return e, fmt.Errorf("not an object of labels: %w", err)
	}
	if o.Text == nil {
		return e, errors.New(`no "text"; want {"text": "…", "state": "tired", "topic": "delivery", "lang": "ru"}`)
	}
	e.Text, e.Source = *o.Text, o.Source
	if o.Lang == nil {
		o.Lang = o.Language
	}
	if err := errors.Join(e.setState(&o), e.setTopic(o.Topic), e.setLanguage(o.Lang), e.setManner(&o)); err != nil {
		return e, err
	}
	if e.Known&(State|Topic|Language) == 0 {
		return e, errors.New(`no label; want at least one of "state", "topic" and "lang"`)
	}
	return e, nil
}

// setState sets the state with what belongs to it.
func (e *Example) setState(o *object) (err error) {
	if o.State == "" {
		return nil
	}
	if e.State, err = tone.ParseState(o.State); err != nil {
		return err
	}
	e.Known |= State
	if o.Second != nil {
		e.Known |= Second
		if e.HasSecond = *o.Second != ""; e.HasSecond {
			if e.Second, err = tone.ParseState(*o.Second); err != nil {
				return fmt.Errorf("second: %w", err)
			}
		}
		if e.HasSecond && e.Second == e.State {
			return fmt.Errorf("second state %s is the same as the first", e.Second)
		}
	}
	if o.Intensity == nil {
		return nil
	}
	e.Known, e.Intensity = e.Known|Intensity, *o.Intensity
	if e.Intensity < 0 || e.Intensity > 3 || (e.Intensity == 0) != (e.State == tone.Neutral) {
		return fmt.Errorf("intensity %d with %s; want 1 to 3, and 0 with neutral only", e.Intensity, e.State)
	}
	return nil
}

func (e *Example) setTopic(name string) (err error) {
	if name == "" {
		return nil
	}
	e.Known |= Topic
	e.Topic, err = tone.ParseTopic(name)
	return err
}

func (e *Example) setLanguage(name *string) (err error) {
	if name == nil {
		return nil
	}
	e.Known |= Language
	e.Language, err = tone.ParseLanguage(*name)
	return err
}

func (e *Example) setManner(o *object) (err error) {
	if o.Voice == "" && len(o.Tags) == 0 {
		return nil
	}
	e.Known |= Manner
	if o.Voice == "" {
		o.Voice = corpus.Chat.String()
	}
	e.Voice, e.Tags, err = corpus.ParseManner(o.Voice + "," + strings.Join(o.Tags, ","))
	return err
}
