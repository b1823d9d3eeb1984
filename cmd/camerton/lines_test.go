package main

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"
)

// bom is what Windows writes before a text.
const bom = "\ufeff"

func TestInputMayBeginWithAByteOrderMark(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{
		{"classify", "--format", "json"},
		{"classify", "--format", "json", "--input", "jsonl"},
		{"replay", "--format", "json"},
	} {
		in := "unde e comanda?\n"
		switch {
		case args[0] == "replay":
			in = `{"id":"c1","turns":[{"from":"customer","at":"2026-03-02T10:00:00+02:00","text":"unde e comanda?"}]}` + "\n"
		case len(args) > 3:
			in = `{"text":"unde e comanda?"}` + "\n"
		}
		plain := runs(t, in, args...)
		require.Zero(t, plain.status, plain.err)
		require.Equal(t, plain, runs(t, bom+in, args...))
	}
}

func TestByteOrderMarkIsTextElsewhere(t *testing.T) {
	t.Parallel()
	r := newLineReader(strings.NewReader(bom + "a\n" + bom + "b\n"))
	for _, want := range []string{"a", bom + "b"} {
		line, err := r.next()
		require.NoError(t, err)
		require.Equal(t, want, string(line))
	}
	_, err := r.next()
	require.Equal(t, io.EOF, err)
}

func TestUnreadableInputIsWrongUsage(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	got := runs(t, "", "replay", dir)
	require.Equal(t, exitUsage, got.status, got.err)
	_, err := newLineReader(iotest.ErrReader(io.ErrUnexpectedEOF)).next()
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	var status *statusError
	require.True(t, errors.As(err, &status))
	require.Equal(t, exitUsage, status.status)
}

func TestFolderOfTextsThatIsNotThereIsWrongUsage(t *testing.T) {
	t.Parallel()
	for _, command := range []string{"draft", "replay"} {
		got := runs(t, "", command, "--locales", "no-such-folder")
		require.Equal(t, exitUsage, got.status, command)
		require.Contains(t, got.err, "no-such-folder")
	}
}

func TestObjectsOfInput(t *testing.T) {
	t.Parallel()
	got := runs(t, "\n{\"text\":\"mersi\"}\n \t\n", "classify", "--input", "jsonl", "--format", "json")
	require.Zero(t, got.status, got.err)
	require.Equal(t, 1, strings.Count(got.out, "\n"), "blank lines are no messages")

	for in, want := range map[string]string{
		"{bad}":                          "line 2: invalid character 'b'",
		"[]":                             "line 2: this is of type array",
		`{"text":5}`:                     "line 2: text is of type number",
		`{"channel":"sms"}`:              `line 2: no "text"`,
		`{"text":"x","channel":"fax"}`:   `line 2: tone: unknown channel "fax"`,
		`{"text":"x","at":"tomorrow"}`:   "line 2: parsing time",
		`{"text":"x"} {"text":"second"}`: "line 2: invalid character '{'",
	} {
		got := runs(t, "\n"+in+"\n", "classify", "--input", "jsonl")
		require.Equal(t, exitUsage, got.status, in)
		require.Contains(t, got.err, want)
		require.Contains(t, got.err, `want {"text": "…"`, in)
		require.NotContains(t, got.err, "inputLine", "names of Go are not for users")
	}
}
