package main

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone/corpus"
)

// A drafted is a draft as docs/cli.md promises it.
type drafted struct {
	Reading json.RawMessage `json:"reading"`
	Draft   json.RawMessage `json:"draft"`
	Plan    json.RawMessage `json:"plan"`

	draft struct {
		Template, Rung, Language, Subject, Text string
		Promises, Missing                       []string
	}
	plan struct {
		SendAt   string  `json:"send_at"`
		Typing   float64 `json:"typing_s"`
		AnswerBy string  `json:"answer_by"`
		Closed   bool    `json:"out_of_hours"`
	}
}

func draftsOf(t *testing.T, args ...string) (d drafted) {
	t.Helper()
	got := runs(t, "", append([]string{"draft", "--format", "json"}, args...)...)
	require.Zero(t, got.status, got.err)
	require.NoError(t, json.Unmarshal([]byte(got.out), &d))
	require.NoError(t, json.Unmarshal(d.Draft, &d.draft))
	require.NoError(t, json.Unmarshal(d.Plan, &d.plan))
	return d
}

func TestDraftKeepsItsContract(t *testing.T) {
	t.Parallel()
	d := draftsOf(t, "Где мой заказ?! Третий день жду")
	require.Equal(t, []string{"template", "rung", "language", "text", "promises", "missing"}, members(t, d.Draft))
	require.Equal(t, []string{"send_at", "typing_s", "out_of_hours", "answer_by", "follow_ups", "call", "call_reasons"}, members(t, d.Plan))
	require.Equal(t, "text", members(t, d.Reading)[0])
	require.Equal(t, "order_status.irritated.", strings.TrimRight(d.draft.Template, "abcdefgh"))
	require.Equal(t, "2026-03-02T10:00:12+02:00", d.plan.SendAt)
	require.NotEmpty(t, d.plan.AnswerBy)
}

func TestDraftOfALetterHasASubject(t *testing.T) {
	t.Parallel()
	d := draftsOf(t, "--channel", "email", "Где мой заказ?! Третий день жду")
	require.NotEmpty(t, d.draft.Subject)
	require.NotContains(t, d.draft.Text, d.draft.Subject)
}

func TestDraftAnswersInALanguage(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ args, text, want string }{
		{"auto", "где мой заказ", "ru"},
		{"auto", "unde e comanda mea", "ro"},
		{"auto", "gde moi zakaz", "ru"},
		{"ro", "где мой заказ", "ro"},
		{"ru", "unde e comanda mea", "ru"},
	} {
		require.Equal(t, c.want, draftsOf(t, "--lang", c.args, c.text).draft.Language, "%v", c)
	}
}

func TestDraftUsesFacts(t *testing.T) {
	t.Parallel()
	const facts = "../../templates/testdata/business.toml"
	open := draftsOf(t, "--facts", facts, "--now", "2026-03-02T10:00:00+02:00", "где мой заказ?")
	require.False(t, open.plan.Closed)
	closed := draftsOf(t, "--facts", facts, "--now", "2026-03-02T23:40:00+02:00", "где мой заказ?")
	require.True(t, closed.plan.Closed)
	require.NotEqual(t, open.draft.Text, closed.draft.Text)
	zone := draftsOf(t, "--facts", facts, "--now", "2026-03-02T08:00:00Z", "где мой заказ?")
	require.Equal(t, open.plan.SendAt, zone.plan.SendAt, "times are told in the zone of the business")
}

func TestDraftIsTheSameForTheSameSeed(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, seed := range []string{"1", "2", "3", "4", "5", "6", "7", "8"} {
		d := draftsOf(t, "--seed", seed, "где мой заказ?")
		require.Equal(t, d.draft, draftsOf(t, "--seed", seed, "где мой заказ?").draft)
		seen[d.draft.Template] = true
	}
	require.Greater(t, len(seen), 1, "variants take turns")
}

func TestDraftKeepsANameLiteral(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"<b>Ion</b>", "{{.Phone}}", "_Ана_", "O'Brien & Söhne"} {
		d := draftsOf(t, "--name", name, "--lang", "ru", "Здравствуйте, сколько стоит доставка?")
		require.NotContains(t, d.draft.Text, "&lt;")
		if strings.Contains(d.draft.Text, "Brien") {
			require.Contains(t, d.draft.Text, name)
		}
	}
}

// TestDraftIsAtMostEightyColumnsWide reads the corpus' training messages.
func TestDraftIsAtMostEightyColumnsWide(t *testing.T) {
	t.Parallel()
	batches, err := corpus.Embedded()
	require.NoError(t, err)
	var in strings.Builder
	for _, b := range corpus.Of(batches, corpus.Train) {
		for i, e := range b.Entries {
			if i%40 == 0 {
				in.WriteString(strings.ReplaceAll(e.Text, "\n", " ") + "\n")
			}
		}
	}
	got := runs(t, in.String(), "draft")
	require.Zero(t, got.status, got.err)
	require.NotContains(t, got.out, "\x1b")
	require.Greater(t, strings.Count(got.out, "  why    "), 100)
	for line := range strings.Lines(got.out) {
		if line = strings.TrimSuffix(line, "\n"); utf8.RuneCountInString(line) > pageWidth {
			require.NotContains(t, strings.TrimSpace(strings.Trim(line, " │")), " ", "only what has no space may be wider: %s", line)
		}
	}
}

func TestDraftAnswersAnything(t *testing.T) {
	t.Parallel()
	for name, in := range badInputs {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := runs(t, in+"\n", "draft")
			require.Zero(t, got.status, got.err)
			require.NotContains(t, got.out, "\x1b")
			require.NotContains(t, got.out, "\u202e")
			require.True(t, utf8.ValidString(got.out))
		})
	}
}

func TestDraftAnswersWhatIsGrave(t *testing.T) {
	t.Parallel()
	const danger, despair, grief, nothing = "somebody is in danger", "does not want to live", "somebody has died", ""
	for text, told := range map[string]string{
		"сын выпил ваше средство": danger, "am luat curent": danger, "я хочу умереть": despair, "vreau să mor": despair,
		"моя мама умерла, отмените запись": grief, "умираю от смеха": nothing, "mor de râs": nothing,
	} {
		got := runs(t, "", "draft", text)
		require.Zero(t, got.status, got.err)
		words := strings.Join(strings.Fields(got.out), " ")
		require.Equal(t, told != nothing, strings.Contains(words, "a person is called"), "%s: %s", text, got.out)
		require.Contains(t, words, told, text)
		require.Equal(t, told == danger || told == despair, strings.Contains(words, "112"), "%s: %s", text, got.out)
	}
}

func TestDraftAnswersNoEmptyMessage(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", " ", "\n"} {
		got := runs(t, "", "draft", text)
		require.Equal(t, exitUsage, got.status)
		require.Contains(t, got.err, "the message is empty")
		require.Empty(t, got.out)
	}
	require.Equal(t, runs(t, "привет\n", "draft").out, runs(t, "\n \nпривет\n\n", "draft").out)
	require.Len(t, strings.Split(strings.TrimSpace(runs(t, "\nпривет\n", "draft", "--format", "json").out), "\n"), 2)
}
