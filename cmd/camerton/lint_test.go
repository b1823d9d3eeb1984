package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone"
)

// copyTool runs the program and returns what it printed and how it ended.
func copyTool(t *testing.T, in string, args ...string) (out, diagnostics string, status int) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	p := &program{in: strings.NewReader(in), out: &stdout, err: &stderr, now: func() time.Time {
		return time.Date(2026, 3, 2, 10, 0, 0, 0, time.FixedZone("", 2*60*60))
	}}
	status = p.run(t.Context(), args)
	return stdout.String(), stderr.String(), status
}

// ownTexts is a folder with one faulty text and its twin.
func ownTexts(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	writeText(t, dir, "price.ru.toml", "# copy\n[price.rushed]\nz = \"Ответим до 14:30 - \\\"точно\\\".\" # soon\n")
	writeText(t, dir, "price.ro.toml", "[price.rushed]\nz = \"Vă răspundem sigur.\"\n")
	return dir
}

func writeText(t *testing.T, dir, name, text string) {
	t.Helper()
	require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
}

func TestLintForPeople(t *testing.T) {
	t.Parallel()
	dir := ownTexts(t)
	out, diagnostics, status := copyTool(t, "", "lint", dir)
	require.Equal(t, exitWrong, status)
	require.Contains(t, out, dir+`/price.ru.toml:3: price.rushed.z: a time is promised as a literal: “14:30” — use a variable`)
	require.Contains(t, out, "(dash)\n")
	require.Equal(t, "4 errors, 0 warnings\n", diagnostics)

	out, _, _ = copyTool(t, "", "lint", dir, "--messages", "ru")
	require.Contains(t, out, "время обещано словами: «14:30»")
	out, _, status = copyTool(t, "", "lint", filepath.Join(dir, "nowhere"))
	require.Equal(t, exitUsage, status)
	require.Empty(t, out)
}

func TestLintOfTheEmbeddedTextsIsClean(t *testing.T) {
	t.Parallel()
	out, _, status := copyTool(t, "", "lint", "--strict")
	require.Equal(t, exitOK, status, out)
	require.Equal(t, "no faults\n", out)
}

func TestLintJSON(t *testing.T) {
	t.Parallel()
	out, _, status := copyTool(t, "", "lint", ownTexts(t), "--format", "json")
	require.Equal(t, exitWrong, status)
	rules := map[string]bool{}
	for line := range strings.Lines(out) {
		var f struct {
			File, Key, Language, Rule, Severity, Message, Fix string
			Line, Column                                      int
			Fixable                                           bool
		}
		d := json.NewDecoder(strings.NewReader(line))
		d.DisallowUnknownFields()
		require.NoError(t, d.Decode(&f))
		require.Equal(t, "price.rushed.z", f.Key)
		require.Equal(t, 3, f.Line)
		require.Positive(t, f.Column)
		rules[f.Rule] = f.Fixable
	}
	require.Equal(t, map[string]bool{"literal-time": false, "dash": true, "quotes": true}, rules)
}

func TestLintSARIF(t *testing.T) {
	t.Parallel()
	out, _, status := copyTool(t, "", "lint", ownTexts(t), "--format", "sarif")
	require.Equal(t, exitWrong, status)
	var log sarifLog
	require.NoError(t, json.Unmarshal([]byte(out), &log))
	require.Equal(t, "2.1.0", log.Version)
	require.Len(t, log.Runs, 1)
	rules := log.Runs[0].Tool.Driver.Rules
	require.NotEmpty(t, log.Runs[0].Results)
	for _, r := range log.Runs[0].Results {
		require.Equal(t, r.RuleID, rules[r.RuleIndex].ID)
		require.Contains(t, []string{"error", "warning"}, r.Level)
		require.NotEmpty(t, r.Message.Text)
		require.Len(t, r.Locations, 1)
		require.NotEmpty(t, r.Locations[0].Physical.Artifact.URI)
		require.Positive(t, r.Locations[0].Physical.Region.StartLine)
	}
}

func TestLintFix(t *testing.T) {
	t.Parallel()
	dir := ownTexts(t)
	_, diagnostics, status := copyTool(t, "", "lint", dir, "--fix")
	require.Equal(t, exitWrong, status, "the time is for a person")
	require.Contains(t, diagnostics, "mended 3")
	data, err := os.ReadFile(filepath.Join(dir, "price.ru.toml"))
	require.NoError(t, err)
	require.Equal(t, "# copy\n[price.rushed]\nz = \"Ответим до 14:30 — «точно».\" # soon\n", string(data))
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, files, 2, "nothing is left behind")

	_, diagnostics, _ = copyTool(t, "", "lint", dir, "--fix")
	require.Contains(t, diagnostics, "mended 0")
	_, diagnostics, status = copyTool(t, "", "lint", "--fix")
	require.Equal(t, exitUsage, status)
	require.Contains(t, diagnostics, "name it")
}

// repository commits a folder's files and returns it.
func repository(t *testing.T, dir string) string {
	t.Helper()
	for _, args := range [][]string{
		{"init", "-q"},
		{"add", "."},
		{"-c", "user.name=t", "-c", "user.email=t@t.example", "commit", "-q", "-m", "texts"},
	} {
		git := exec.CommandContext(t.Context(), "git", append([]string{"-C", dir}, args...)...)
		out, err := git.CombinedOutput()
		require.NoError(t, err, string(out))
	}
	return dir
}

func TestLintDiffTellsOnlyWhatIsNew(t *testing.T) {
	t.Parallel()
	dir := repository(t, ownTexts(t))
	out, diagnostics, status := copyTool(t, "", "lint", dir, "--diff", "HEAD")
	require.Equal(t, exitOK, status, diagnostics)
	require.Equal(t, "no faults\n", out)

	writeText(t, dir, "price.ro.toml", "\n\n[price.rushed]\nz = \"Va rugam, scrieți modelul.\"\n")
	out, _, status = copyTool(t, "", "lint", dir, "--diff", "HEAD")
	require.Equal(t, exitWrong, status)
	require.Contains(t, out, "“Va rugam” lacks its diacritics")
	require.NotContains(t, out, "14:30")

	_, diagnostics, status = copyTool(t, "", "lint", dir, "--diff", "no-such-revision")
	require.Equal(t, exitUsage, status)
	require.Contains(t, diagnostics, "no-such-revision")
	_, _, status = copyTool(t, "", "lint", "--diff", "HEAD")
	require.Equal(t, exitUsage, status)
	_, _, status = copyTool(t, "", "lint", dir, "--diff=--output=x")
	require.Equal(t, exitUsage, status, "a revision is no option of git's")
}

func TestImpact(t *testing.T) {
	t.Parallel()
	dir := repository(t, ownTexts(t))
	messages := "# a comment\nсколько стоит, срочно!\nneutral 0 price ru chat | сколько стоит, срочно!\n" +
		`{"turns":[{"from":"customer","text":"сколько стоит, срочно!"},{"from":"business","text":"сколько стоит, срочно!"}]}` + "\n" + `{"text":"спасибо"}` + "\n"
	out, diagnostics, status := copyTool(t, messages, "impact", "--against", "HEAD", "--locales", dir)
	require.Equal(t, exitOK, status, diagnostics)
	require.Equal(t, "0 of 4 messages would get a different text.\n", out)

	var changed strings.Builder
	for _, state := range tone.States() {
		fmt.Fprintf(&changed, "[price.%s]\na = \"Новый текст.\"\nb = \"Новый текст.\"\nc = \"Новый текст.\"\nz = \"Новый текст.\"\n", state)
	}
	writeText(t, dir, "price.ru.toml", changed.String())
	out, diagnostics, status = copyTool(t, messages, "impact", "--against", "HEAD", "--locales", dir)
	require.Equal(t, exitOK, status, diagnostics)
	require.Contains(t, out, "3 of 4 messages would get a different text.\n")
	require.Contains(t, out, "│ Новый текст.")

	out, _, status = copyTool(t, messages, "impact", "--against", "HEAD", "--locales", dir, "--format", "json")
	require.Equal(t, exitOK, status)
	for line := range strings.Lines(out) {
		var ch change
		require.NoError(t, json.Unmarshal([]byte(line), &ch))
		require.Equal(t, "Новый текст.", ch.NewText)
		require.NotEqual(t, ch.OldText, ch.NewText)
	}
	require.Equal(t, 3, strings.Count(out, "\n"))
}

func TestCoverageCommand(t *testing.T) {
	t.Parallel()
	out, _, status := copyTool(t, "", "coverage", "--require", "exact")
	require.Equal(t, exitOK, status)
	require.Contains(t, out, "192 of 192 cells have texts of their own (100.0 %).")

	out, _, status = copyTool(t, "", "coverage", "--channel", "all")
	require.Equal(t, exitOK, status)
	require.Contains(t, out, "telegram_business")

	out, diagnostics, status := copyTool(t, "", "coverage", "--channel", "sms", "--require", "exact", "--format", "json")
	require.Equal(t, exitWrong, status, "not every cell has a short text")
	require.Contains(t, diagnostics, "cells have no text on the rung exact or above")
	require.Equal(t, 192, strings.Count(out, "\n"))
	require.Contains(t, out, `"promises":`)
}

// A folder in which there is nothing to check is no folder without faults.
func TestTextsAreLookedForWhereTheyAre(t *testing.T) {
	t.Parallel()
	empty, other := t.TempDir(), t.TempDir()
	file := filepath.Join(other, "price.ru.txt")
	require.NoError(t, os.WriteFile(file, []byte("a"), 0o600))
	for dir, want := range map[string]string{
		empty: "holds no texts", other: "holds no texts", file: "is a file", filepath.Join(empty, "none"): "there is no folder",
	} {
		for _, args := range [][]string{{"lint", dir}, {"coverage", dir}, {"preview", "--locales", dir}, {"draft", "--locales", dir, "привет"}} {
			got := runs(t, "", args...)
			require.Equal(t, exitUsage, got.status, "%s: %s", args, got.out)
			require.Contains(t, got.err, want, args)
		}
	}
}

// Files are called as the user called their folder.
func TestFindingsNameFilesAsTheUserDoes(t *testing.T) {
	t.Parallel()
	got := runs(t, "", "lint", "testdata/misspelt")
	require.Equal(t, exitWrong, got.status, got.err)
	require.True(t, strings.HasPrefix(got.out, "testdata/misspelt/price.ro.toml:2: "), got.out)
}
