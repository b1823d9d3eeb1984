package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const (
	firstLine = `{"id":"c1","hours":"Mon-Fri 09:00-18:00","turns":[{"from":"customer","at":"2026-03-02T10:00:00+02:00","text":"Здравствуйте"},` +
		`{"from":"customer","at":"2026-03-02T10:00:05+02:00","text":"сколько стоит доставка?"}]}`
	secondLine = `{"id":"c2","turns":[{"from":"customer","at":"2026-03-02T10:00:00+02:00","text":"mersi"},` +
		`{"from":"business","at":"2026-03-02T10:01:00+02:00","text":"Cu drag"},{"from":"customer","at":"2026-03-02T10:02:00+02:00","text":"ok"}]}`
	telegramExport = `{
 "name": "Ana", "type": "personal_chat", "id": 5,
 "messages": [
  {"id": 1, "type": "message", "date": "2026-03-02T10:00:00", "from_id": "user5", "text": "Позовите человека"}
 ]
}`
)

// replays runs the command and returns what it printed and how it ended.
func replays(t *testing.T, in string, args ...string) (out, diagnostics string, status int) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	p := &program{in: strings.NewReader(in), out: &stdout, err: &stderr, now: time.Now}
	status = p.run(t.Context(), append([]string{"replay"}, args...))
	return stdout.String(), stderr.String(), status
}

func TestReplayJSON(t *testing.T) {
	t.Parallel()
	out, diagnostics, status := replays(t, firstLine+"\n\n"+secondLine+"\n", "--format", "json")
	require.Equal(t, exitOK, status, diagnostics)
	require.Empty(t, diagnostics)
	var got []string
	for line := range strings.Lines(out) {
		var j struct {
			ID     string
			Turn   int
			Action string
			Delay  *float64 `json:"delay_s"`
			Why    []string
		}
		require.NoError(t, json.Unmarshal([]byte(line), &j))
		require.NotNil(t, j.Delay)
		require.NotEmpty(t, j.Why)
		got = append(got, j.ID+" "+string(rune('0'+j.Turn))+" "+j.Action)
	}
	require.Equal(t, []string{"c1 0 wait", "c1 1 ack_and_followup", "c2 0 none", "c2 2 none"}, got)
}

func TestReplayForPeople(t *testing.T) {
	t.Parallel()
	out, _, status := replays(t, firstLine+"\n"+secondLine)
	require.Equal(t, exitOK, status)
	for _, want := range []string{
		"c1\n", "02.03 10:00:00 customer", "сколько стоит доставка?", "→ wait", "→ ack_and_followup after", "business", "Cu drag", "a person has",
	} {
		require.Contains(t, out, want)
	}
	require.NotContains(t, out, "\x1b", "colours are for terminals")
	for line := range strings.Lines(out) {
		require.LessOrEqual(t, visible(strings.TrimSuffix(line, "\n")), pageWidth+1)
	}
}

func TestReplayExport(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "result.json")
	require.NoError(t, os.WriteFile(path, []byte(telegramExport), 0o600))
	for _, text := range []string{telegramExport, strings.ReplaceAll(telegramExport, "\n", "")} {
		out, diagnostics, status := replays(t, text, "--format", "json")
		require.Equal(t, exitOK, status, diagnostics)
		require.Contains(t, out, `"id":"telegram-5","turn":0`)
		require.Contains(t, out, `"action":"escalate"`)
	}
	out, _, status := replays(t, "", path)
	require.Equal(t, exitOK, status)
	require.Contains(t, out, "02.03 10:00:00")
}

// What is wrong is told with its line, and what was right before it is printed.
func TestReplayBadInput(t *testing.T) {
	t.Parallel()
	business := filepath.Join(t.TempDir(), "business.toml")
	require.NoError(t, os.WriteFile(business, []byte("nonsense = 1\n"), 0o600))
	turns := `"turns":[{"from":"customer","at":"2026-03-02T10:00:00Z","text":"ок"}]}`
	for _, c := range []struct {
		in, want string
		status   int
	}{
		{secondLine + "\nnonsense", "line 2: bot: dialogue:", exitUsage},
		{secondLine + "\n\n{}", "line 3: bot: dialogue: turns are missing", exitUsage},
		{`{"hours":"sometimes",` + turns, "line 1: bot: dialogue: hours", exitUsage},
		{`{"timezone":"Moon/Crater","hours":"24/7",` + turns, "Moon/Crater", exitUsage},
		{`{"business":"/nowhere/business.toml",` + turns, "no such file", exitUsage},
		{`{"business":"` + business + `",` + turns, "business.toml:1: nonsense", exitWrong},
		{`{"messages":[{"text":5}]}`, "message 1", exitUsage},
	} {
		out, diagnostics, status := replays(t, c.in, "--format", "json")
		require.Equal(t, c.status, status, "%s: %s", c.in, diagnostics)
		require.Contains(t, diagnostics, c.want)
		require.Equal(t, strings.HasPrefix(c.in, secondLine), out != "", c.in)
	}
	_, diagnostics, status := replays(t, "", "no-such-file.jsonl")
	require.Equal(t, exitUsage, status)
	require.Contains(t, diagnostics, "no-such-file.jsonl")
	_, _, status = replays(t, telegramExport, "--timezone", "Moon/Crater")
	require.Equal(t, exitUsage, status)
}

// Facts may stand beside the conversations, or be given for all.
func TestReplayFacts(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	facts := "name = \"Shop\"\nlanguages = [\"ru\", \"ro\"]\ntimezone = \"Europe/Chisinau\"\n[hours]\nweek = \"Mon-Fri 09:00-18:00\"\n"
	require.NoError(t, os.WriteFile(filepath.Join(dir, "business.toml"), []byte(facts), 0o600))
	turns := `"turns":[{"from":"customer","at":"2026-03-02T20:00:00+02:00","text":"до скольки вы работаете?"}]}`
	conversations := filepath.Join(dir, "past.jsonl")
	require.NoError(t, os.WriteFile(conversations, []byte(`{"id":"a","business":"business.toml",`+turns), 0o600))
	out, diagnostics, status := replays(t, "", conversations, "--format", "json")
	require.Equal(t, exitOK, status, diagnostics)
	require.Contains(t, out, `"action":"ack_and_followup"`)
	out, diagnostics, status = replays(t, `{"id":"a",`+turns, "--facts", filepath.Join(dir, "business.toml"), "--format", "json")
	require.Equal(t, exitOK, status, diagnostics)
	require.Contains(t, out, `"action":"ack_and_followup"`)
	out, _, status = replays(t, `{"id":"a",`+turns, "--format", "json")
	require.Equal(t, exitOK, status)
	require.NotContains(t, out, `"action":"ack_and_followup","delay_s":0,"template":"hours.closed`)
}
