package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// chats runs a session and returns what it printed.
func chats(t *testing.T, script string, args ...string) (out, diagnostics string, status int) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	p := &program{in: strings.NewReader(script), out: &stdout, err: &stderr, now: func() time.Time { return tenOClock }}
	status = p.run(t.Context(), append([]string{"chat"}, args...))
	return stdout.String(), stderr.String(), status
}

// items runs a session and returns what it printed as JSON.
func items(t *testing.T, script string, args ...string) []chatItem {
	t.Helper()
	out, diagnostics, status := chats(t, script, append(args, "--format", "json")...)
	require.Equal(t, exitOK, status, diagnostics)
	require.Empty(t, diagnostics)
	var all []chatItem
	for line := range strings.Lines(out) {
		var item chatItem
		require.NoError(t, json.Unmarshal([]byte(line), &item), line)
		all = append(all, item)
	}
	return all
}

// from returns what somebody said.
func from(all []chatItem, who string) []chatItem {
	var some []chatItem
	for _, item := range all {
		if item.From == who {
			some = append(some, item)
		}
	}
	return some
}

// A scripted session with the real engine: a burst, a choice by a button, thanks.
func TestChatSession(t *testing.T) {
	t.Parallel()
	out, diagnostics, status := chats(t, `Здравствуйте
+ сколько стоит доставка в Бельцы?
/lang
:press Română
mersi
:wait 3h
`)
	require.Equal(t, exitOK, status, diagnostics)
	require.Empty(t, diagnostics)
	for _, want := range []string{
		"── Mon 2 Mar 2026 ──", "12:00:00 customer   Здравствуйте", "12:00:03 customer   сколько стоит", "→ wait", "→ ack_and_followup at 12:00:",
		"operators  work", "▢ Română", "operators  broken",
	} {
		require.Contains(t, out, want, "%s", out)
	}
	require.NotContains(t, out, "\x1b")
	require.Len(t, regexp.MustCompile(`bot        \S`).FindAllString(out, -1), 4, "one answer to the burst, two about the language, a reaction:\n%s", out)
}

func TestChatJSON(t *testing.T) {
	t.Parallel()
	all := items(t, "Здравствуйте\n+ сколько стоит доставка в Бельцы?\n")
	require.Len(t, from(all, "customer"), 2)
	answers := from(all, "bot")
	require.Len(t, answers, 1)
	require.NotEmpty(t, answers[0].Template)
	require.Contains(t, answers[0].Text, "12:", "a promised time is told where the business is")
	decisions := from(all, "decision")
	require.Equal(t, "wait", string(decisions[0].Action))
	last := decisions[len(decisions)-1]
	require.Equal(t, "ack_and_followup", string(last.Action))
	require.NotNil(t, last.State)
	require.False(t, last.AnswerBy.IsZero())
	require.NotEmpty(t, last.Why)
	require.WithinDuration(t, last.SendAt, answers[0].At, time.Second, "it is sent when it was decided that it would be")
	require.Equal(t, tenOClock, all[0].At.Truncate(time.Second))
}

// A person who answers takes the conversation over.
func TestChatBusiness(t *testing.T) {
	t.Parallel()
	all := items(t, "сколько стоит доставка в Бельцы?\n+ :person 50 лей\n+ а в Комрат?\n:wait 2h\n", "--business")
	require.Empty(t, from(all, "bot"))
	decisions := from(all, "decision")
	require.Contains(t, decisions[len(decisions)-1].Why, "a person has the conversation")
}

// Whatever a customer's app can send arrives.
func TestChatActions(t *testing.T) {
	t.Parallel()
	all := items(t, ":photo\n:voice\n:sticker 👍\n:document a.pdf\n:contact\n:location\nсколько стоит доставка?\n:edit сколько стоит утюг?\n:block\n:unblock\n")
	require.Len(t, from(all, "customer"), 10)
	require.NotEmpty(t, from(all, "bot"))
}

// What can't be done is told, and the session goes on.
func TestChatImpossible(t *testing.T) {
	t.Parallel()
	out, diagnostics, status := chats(t, `:nonsense
:edit x
:delete
:person hello
:press Yes
:wait soon
:help

спасибо
:quit
`)
	require.Equal(t, exitOK, status, diagnostics)
	for _, want := range []string{
		"there is no :nonsense", "there is no message yet", "bots learn of deleted messages in business accounts only",
		"a person can answer in business accounts only", `no button "Yes"`, `"soon" is no time such as`, ":photo [CAPTION]", "→ none",
	} {
		require.Contains(t, out, want)
	}
}

// Facts of a business are used, and a follow-up comes when nobody answers.
func TestChatFacts(t *testing.T) {
	t.Parallel()
	facts := filepath.Join(t.TempDir(), "business.toml")
	require.NoError(t, os.WriteFile(facts, []byte(
		"name = \"Shop\"\nlanguages = [\"ru\", \"ro\"]\ntimezone = \"Europe/Chisinau\"\n[hours]\nweek = \"Mon-Fri 09:00-18:00\"\n"), 0o600))
	all := items(t, "до скольки вы сегодня работаете?\n:wait 10m\n", "--facts", facts)
	require.Contains(t, from(all, "bot")[0].Text, "18:00")
	night := items(t, "до скольки вы сегодня работаете?\n", "--facts", facts, "--now", "2026-03-02T22:00:00+02:00")
	require.Contains(t, from(night, "bot")[0].Text, "18:00", "what is known is told when closed too")
	shut := items(t, "где мой заказ?\n", "--facts", facts, "--now", "2026-03-02T22:00:00+02:00")
	require.Contains(t, from(shut, "bot")[0].Template, ".closed")
}

func TestChatBadUsage(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"--now", "noon"}, {"--facts", "no-such-file.toml"}, {"--format", "xml"}} {
		_, diagnostics, status := chats(t, "ок\n", args...)
		require.Equal(t, exitUsage, status, "%v: %s", args, diagnostics)
		require.NotEmpty(t, diagnostics)
	}
}
