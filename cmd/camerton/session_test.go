package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the outputs in testdata and in the documents anew")

// monday is the time at which commands of tests run.
var monday = time.Date(2026, 3, 2, 10, 0, 0, 0, time.FixedZone("", 2*60*60))

// An outcome is what a command said, and its exit status.
type outcome struct {
	out, err string
	status   int
}

// runs runs the program with this on its standard input.
func runs(t *testing.T, in string, args ...string) outcome {
	t.Helper()
	return runsIn(t.Context(), in, args...)
}

func runsIn(ctx context.Context, in string, args ...string) outcome {
	var out, err bytes.Buffer
	p := &program{in: strings.NewReader(in), out: &out, err: &err, now: func() time.Time { return monday }}
	status := p.run(ctx, args)
	return outcome{out.String(), err.String(), status}
}

// A session is a file of commands with what they say:
//
//	# a comment
//	$ camerton classify "a message"   an argument with spaces is in quotes
//	< a line of standard input
//	> a line of output
//	! a line of diagnostics
//	= 2                               the exit status, unless it is 0
type session []step

type step struct {
	comment []string
	command string
	in      []string
	outcome
}

// parseSession reads a session; want is what the lines of output say.
func parseSession(t *testing.T, text string) (s session) {
	t.Helper()
	var comment []string
	for n, line := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		mark, rest, _ := strings.Cut(line, " ")
		if mark != "$" && mark != "#" && mark != "" {
			require.NotEmpty(t, s, "line %d: no command yet", n+1)
		}
		switch mark {
		case "":
		case "#":
			comment = append(comment, rest)
		case "$":
			s = append(s, step{comment: comment, command: rest})
			comment = nil
		case "<":
			s[len(s)-1].in = append(s[len(s)-1].in, rest)
		case ">":
			s[len(s)-1].out += rest + "\n"
		case "!":
			s[len(s)-1].err += rest + "\n"
		case "=":
			_, err := fmt.Sscan(rest, &s[len(s)-1].status)
			require.NoError(t, err, "line %d", n+1)
		default:
			require.Fail(t, "a line that begins with none of # $ < > ! =", "line %d: %s", n+1, line)
		}
	}
	return s
}

func (s session) String() string {
	var b strings.Builder
	for i, step := range s {
		if i > 0 {
			b.WriteByte('\n')
		}
		marked(&b, "#", step.comment)
		marked(&b, "$", []string{step.command})
		marked(&b, "<", step.in)
		marked(&b, ">", linesOf(step.out))
		marked(&b, "!", linesOf(step.err))
		if step.status != 0 {
			fmt.Fprintf(&b, "= %d\n", step.status)
		}
	}
	return b.String()
}

func marked(b *strings.Builder, mark string, lines []string) {
	for _, line := range lines {
		b.WriteString(strings.TrimRight(mark+" "+line, " ") + "\n")
	}
}

func linesOf(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(s, "\n"), "\n")
}

var argPattern = regexp.MustCompile(`"([^"]*)"|'([^']*)'|(\S+)`)

// args takes a command line apart; "camerton" is its first word.
func args(t *testing.T, command string) (args []string) {
	t.Helper()
	for _, m := range argPattern.FindAllStringSubmatch(command, -1) {
		args = append(args, m[1]+m[2]+m[3])
	}
	require.Equal(t, "camerton", args[0], command)
	return args[1:]
}

// modelPatterns find what may change whenever a model is trained anew.
var modelPatterns = []*regexp.Regexp{
	regexp.MustCompile(`█*░* \d+ %(?:, intensity \d of 3)?`),
	regexp.MustCompile(`("(?:confidence|topic_confidence|typing_s|neutral|rushed|irritated|confused|tired|enthusiastic)":)[-0-9.e]+`),
	regexp.MustCompile(`("(?:second|intensity|evidence|other_topics)":)(?:"[a-z]*"|\d|\[.*?\])`),
	regexp.MustCompile(`( )[0-9a-f]{16}(?:-[0-9a-f]{16})?`),
}

// evidencePattern finds the lines of the evidence.
var evidencePattern = regexp.MustCompile(`(?m)^  from   .*\n(?:         .*\n)*`)

// brackets mark evidence in a message.
var brackets = strings.NewReplacer("[", "", "]", "")

// withoutModel puts a mark in the place of what another model says otherwise,
// and leaves its evidence out.
func withoutModel(s string) string {
	for _, p := range modelPatterns {
		s = p.ReplaceAllString(s, "$1~")
	}
	var b strings.Builder
	for line := range strings.Lines(evidencePattern.ReplaceAllString(s, "")) {
		if !strings.HasPrefix(line, "{") {
			line = brackets.Replace(line)
		}
		b.WriteString(line)
	}
	return b.String()
}

// TestSessions runs the commands in testdata/commands and compares what they
// say. After a change: go test ./cmd/camerton -update.
func TestSessions(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/commands/*.txt")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			data, err := os.ReadFile(file)
			require.NoError(t, err)
			s := parseSession(t, string(data))
			for i := range s {
				want := s[i].outcome
				in := ""
				if len(s[i].in) > 0 {
					in = strings.Join(s[i].in, "\n") + "\n"
				}
				got := runs(t, in, args(t, s[i].command)...)
				got.out = withoutModel(got.out)
				if s[i].outcome = got; !*update {
					require.Equal(t, want.out, got.out, "%s: output", s[i].command)
					require.Equal(t, want.err, got.err, "%s: diagnostics", s[i].command)
					require.Equal(t, want.status, got.status, "%s: exit status", s[i].command)
				}
			}
			if *update {
				require.NoError(t, os.WriteFile(file, []byte(s.String()), 0o600))
			}
		})
	}
}
