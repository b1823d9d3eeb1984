package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone"
)

// members returns the names in a JSON object, in their order.
func members(t *testing.T, object json.RawMessage) (names []string) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(object))
	open, err := d.Token()
	require.NoError(t, err)
	require.Equal(t, json.Delim('{'), open)
	for d.More() {
		name, err := d.Token()
		require.NoError(t, err)
		names = append(names, name.(string))
		var value json.RawMessage
		require.NoError(t, d.Decode(&value))
	}
	return names
}

// A line is a reading as docs/cli.md promises it.
type line struct {
	Text       string             `json:"text"`
	State      string             `json:"state"`
	Second     string             `json:"second"`
	Confidence float64            `json:"confidence"`
	Intensity  int                `json:"intensity"`
	Scores     map[string]float64 `json:"scores"`
	Topic      string             `json:"topic"`
	Language   string             `json:"language"`
	Script     string             `json:"script"`
	Evidence   []json.RawMessage  `json:"evidence"`
	Abstained  bool               `json:"abstained"`
	Truncated  bool               `json:"truncated"`
	Valid      bool               `json:"valid"`
}

type evidence struct {
	Source string  `json:"source"`
	Start  int     `json:"start"`
	End    int     `json:"end"`
	Text   string  `json:"text"`
	State  string  `json:"state"`
	Weight float64 `json:"weight"`
	Cue    string  `json:"cue"`
}

// classified reads one message and returns the answer.
func classified(t *testing.T, message string) line {
	t.Helper()
	got := runs(t, "", "classify", "--format", "json", message)
	require.Zero(t, got.status, got.err)
	return parseLine(t, got.out)
}

func parseLine(t *testing.T, text string) (l line) {
	t.Helper()
	require.Equal(t, 1, strings.Count(text, "\n"))
	require.NoError(t, json.Unmarshal([]byte(text), &l))
	return l
}

// TestClassifyKeepsItsContract: names may be added to these, none may go.
func TestClassifyKeepsItsContract(t *testing.T) {
	t.Parallel()
	got := runs(t, "", "classify", "--format", "json", "Где мой заказ?! Третий день жду")
	require.Equal(t, []string{
		"text", "state", "second", "confidence", "intensity", "scores", "topic", "topic_confidence", "language", "script",
		"mixed", "evidence", "abstained", "other_topics", "entities", "register", "truncated", "valid",
	}, members(t, json.RawMessage(got.out)))
	l := parseLine(t, got.out)
	require.NotEmpty(t, l.Evidence)
	require.Equal(t, []string{"source", "start", "end", "text", "state", "weight", "cue"}, members(t, l.Evidence[0]))
	sum := 0.0
	for _, state := range tone.States() {
		require.Contains(t, l.Scores, state.String())
		sum += l.Scores[state.String()]
	}
	require.InDelta(t, 1, sum, 0.001)
}

func TestClassifyReadsTheFour(t *testing.T) {
	t.Parallel()
	in := "Где мой заказ?! Третий день жду\nva rog, e urgent, plec la 5\nspasibo bolshoe, vse super!!!\nnu inteleg cum se plateste\n"
	got := runs(t, in, "classify", "--format", "json")
	require.Zero(t, got.status, got.err)
	lines := strings.SplitAfter(strings.TrimSuffix(got.out, "\n"), "\n")
	require.Len(t, lines, 4)
	for i, want := range []line{
		{State: "irritated", Topic: "order_status", Language: "ru", Script: "cyrl"},
		{State: "rushed", Language: "ro", Script: "latn"},
		{State: "enthusiastic", Topic: "thanks", Language: "ru", Script: "latn"},
		{State: "confused", Topic: "payment", Language: "ro", Script: "latn"},
	} {
		l := parseLine(t, strings.TrimSuffix(lines[i], "\n")+"\n")
		require.Equal(t, want.State, l.State, l.Text)
		require.Equal(t, want.Language, l.Language, l.Text)
		require.Equal(t, want.Script, l.Script, l.Text)
		if want.Topic != "" {
			require.Equal(t, want.Topic, l.Topic, l.Text)
		}
	}
}

// badInputs are what a line of input may be as well.
var badInputs = map[string]string{
	"empty":             "",
	"spaces":            "   \t ",
	"invalid":           "привет \xff\xfe мир",
	"half a rune":       "где заказ\xd0",
	"NUL":               "где\x00заказ",
	"only emoji":        "👍👍👍",
	"family emoji":      "👨‍👩‍👧‍👦🏳️‍🌈",
	"only punctuation":  "?!.,;:()«»„”—…",
	"right to left":     "\u202eгде заказ\u202c \u2067abc\u2069",
	"Arabic":            "أين طلبي؟",
	"zero width":        "г\u200bд\u200cе\u200d за\ufeffказ",
	"homoglyphs":        "Гдe мoй зaкaз", // with Latin e, o, a
	"escape codes":      "\x1b[2J\x1b[31mгде заказ",
	"combining marks":   "е" + strings.Repeat("\u0301", 500),
	"one long word":     strings.Repeat("а", 5000),
	"megabyte":          strings.Repeat("где мой заказ ", 1<<20/26),
	"megabyte of bytes": strings.Repeat("\xff", 1<<20),
}

func TestClassifyAnswersAnything(t *testing.T) {
	t.Parallel()
	for name, in := range badInputs {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := runs(t, in+"\n", "classify", "--format", "json")
			require.Zero(t, got.status, got.err)
			l := parseLine(t, got.out)
			require.Equal(t, strings.ToValidUTF8(in, "\uFFFD") == in, l.Valid)
			require.Contains(t, []string{"neutral", "rushed", "irritated", "confused", "tired", "enthusiastic"}, l.State)
			require.Equal(t, len([]rune(in)) > tone.MaxRunes, l.Truncated)
			for _, raw := range l.Evidence {
				var e evidence
				require.NoError(t, json.Unmarshal(raw, &e))
				if e.Source == "text" {
					require.Less(t, e.Start, e.End)
					require.LessOrEqual(t, e.End, len(in))
				}
			}
			page := runs(t, in+"\n", "classify")
			require.Zero(t, page.status, page.err)
			require.NotContains(t, page.out, "\x1b")
		})
	}
}

// Offsets are those of the bytes as they came, and what is no UTF-8 is echoed
// with a mark in its place.
func TestClassifyEchoesInvalidInput(t *testing.T) {
	t.Parallel()
	in := "\xff\xff Где мой заказ?! Третий день жду"
	l := classified(t, in)
	require.False(t, l.Valid)
	require.Contains(t, l.Text, "\uFFFD")
	require.NotEmpty(t, l.Evidence)
	var e evidence
	require.NoError(t, json.Unmarshal(l.Evidence[0], &e))
	require.Equal(t, in[e.Start:e.End], e.Text)
}

func TestClassifyEndsLinesAsWindowsDoes(t *testing.T) {
	t.Parallel()
	got := runs(t, "спасибо\r\nmersi", "classify", "--format", "json")
	require.Zero(t, got.status)
	require.Contains(t, got.out, `{"text":"спасибо",`)
	require.Contains(t, got.out, `{"text":"mersi",`)
}

// TestClassifyAnswersAtOnce: who types a line has the answer before the next.
func TestClassifyAnswersAtOnce(t *testing.T) {
	t.Parallel()
	in, typed := io.Pipe()
	shown, out := io.Pipe()
	p := &program{in: in, out: out, err: io.Discard, now: time.Now}
	done := make(chan int, 1)
	go func() { done <- p.run(t.Context(), []string{"classify", "--format", "json"}) }()
	answers := bufio.NewReader(shown)
	for _, message := range []string{"спасибо", "unde e comanda?", "ok"} {
		_, err := io.WriteString(typed, message+"\n")
		require.NoError(t, err)
		answer, err := answers.ReadString('\n')
		require.NoError(t, err)
		require.Contains(t, answer, message)
	}
	require.NoError(t, typed.Close())
	require.Equal(t, exitOK, <-done)
}

// endless never ends its input.
type endless struct{ cancel func() }

func (e endless) Read(b []byte) (int, error) {
	e.cancel()
	return copy(b, "спасибо\n"), nil
}

func TestClassifyIsInterrupted(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	var out bytes.Buffer
	p := &program{in: endless{cancel}, out: &out, err: io.Discard, now: time.Now}
	require.Equal(t, exitInterrupted, p.run(ctx, []string{"classify"}))
}

// unwritable is a full disk.
type unwritable struct{}

func (unwritable) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func TestClassifySaysThatItCannotWrite(t *testing.T) {
	t.Parallel()
	var said bytes.Buffer
	p := &program{in: strings.NewReader("спасибо\n"), out: unwritable{}, err: &said, now: time.Now}
	require.Equal(t, exitFailed, p.run(t.Context(), []string{"classify"}))
	require.Contains(t, said.String(), io.ErrShortWrite.Error())
}

func TestClassifyStreamsInLittleMemory(t *testing.T) {
	t.Parallel()
	const n = 2000
	got := runs(t, strings.Repeat("unde e comanda mea?\n", n), "classify", "--format", "json")
	require.Zero(t, got.status)
	require.Equal(t, n, strings.Count(got.out, "\n"))
	require.Len(t, strings.Split(got.out, "\n")[0], len(strings.Split(got.out, "\n")[n-1]))
}

func TestLineTooLong(t *testing.T) {
	t.Parallel()
	r := newLineReader(io.LimitReader(repeated('a'), maxLine+1<<17))
	_, err := r.next()
	require.ErrorContains(t, err, "line 1 is longer than 64 MiB")
}

type repeated byte

func (c repeated) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = byte(c)
	}
	return len(b), nil
}
