package tone_test

import (
	"encoding/json"
	"math"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone"
	"github.com/camerton/camerton/tone/corpus"
)

// checkReading checks what holds for the reading of any text.
func checkReading(t *testing.T, text string, r *tone.Reading) {
	t.Helper()
	sum := 0.0
	for _, p := range r.Scores {
		require.False(t, math.IsNaN(p) || p < 0 || p > 1, "%q: %v", text, r.Scores)
		sum += p
	}
	require.InDelta(t, 1, sum, 1e-9, "%q", text)
	require.InDelta(t, r.Scores[r.State], r.Confidence, 1e-12)
	require.Equal(t, r.State == tone.Neutral, r.Intensity == 0)
	require.LessOrEqual(t, r.Intensity, 3)
	require.True(t, r.Second == tone.Neutral || r.Second != r.State)
	require.False(t, r.Abstained && r.State != tone.Neutral)
	require.NotContains(t, r.OtherTopics, r.Topic)
	require.Equal(t, r.Language == tone.Mixed, r.Mixed)
	checkEvidence(t, text, r)
	last := 0
	for _, e := range r.Entities {
		require.GreaterOrEqual(t, e.Start, last, "%q", text)
		require.Less(t, e.Start, e.End)
		require.LessOrEqual(t, e.End, len(text))
		last = e.End
	}
	_, err := json.Marshal(r)
	require.NoError(t, err)
}

func TestBadInputHasAReading(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text      string
		valid     bool
		truncated bool
		check     func(r tone.Reading) bool
	}{
		"empty": {"", true, false, func(r tone.Reading) bool {
			return r.Language == tone.LanguageNone && r.Topic == tone.TopicOther
		}},
		"blanks":            {" \t\r\n\n ", true, false, func(r tone.Reading) bool { return r.Script == tone.ScriptNone }},
		"invalid UTF-8":     {"где \xff\xfe мой заказ\xc3", false, false, func(r tone.Reading) bool { return r.Language == tone.Russian }},
		"half a letter":     {"\xd0", false, false, nil},
		"overlong":          {"\xc0\x80\xe0\x80\x80", false, false, nil},
		"NUL":               {"где\x00мой\x00заказ", true, false, func(r tone.Reading) bool { return r.Language == tone.Russian }},
		"only NUL":          {"\x00\x00\x00", true, false, nil},
		"emoji":             {"😡😡😡", true, false, func(r tone.Reading) bool { return r.Language == tone.LanguageNone }},
		"a family of emoji": {"👨‍👩‍👧‍👦👍🏽❤️🇲🇩", true, false, nil},
		"punctuation":       {"?!?!...,,,;;;---((()))", true, false, func(r tone.Reading) bool { return r.Script == tone.ScriptNone }},
		"right to left":     {"مرحبا أين طلبي؟ \u202eгде заказ\u202c", true, false, nil},
		"zero width":        {"г\u200bд\u200dе \ufeffзаказ", true, false, func(r tone.Reading) bool { return r.Language == tone.Russian }},
		"look-alikes":       {"гдe мoй зaкaз, чepeз чac yeзжaю", true, false, func(r tone.Reading) bool { return r.Language == tone.Russian }},
		"combining marks":   {"e\u0301\u0301\u0301\u0301" + strings.Repeat("\u0336", 500), true, false, nil},
		"one letter":        {strings.Repeat("а", 4096), true, false, nil},
		"a megabyte":        {strings.Repeat("Где мой заказ? ", 50_000), true, true, func(r tone.Reading) bool { return r.Language == tone.Russian }},
		"a megabyte, cut":   {strings.Repeat("я", 500_000) + "\xff", false, true, nil},
		"digits":            {strings.Repeat("7", 5000), true, true, nil},
		"numbers":           {strings.Repeat("069123456 ", 400), true, false, nil},
		"addresses":         {strings.Repeat("a@b.md,", 500), true, false, nil},
		"line breaks":       {strings.Repeat("да\n", 1000), true, false, nil},
		"Zalgo":             {"з̸̢̛а̴͝к̵а̷з̶ ̸где", true, false, nil},
		"full width":        {"ｇｄｅ ｚａｋａｚ １２：００", true, false, nil},
		"private use":       {"\ue000\U000f0000\U0010ffff", true, false, nil},
	} {
		for _, ctx := range []tone.Context{{}, {At: time.Date(2026, 3, 29, 2, 30, 0, 0, time.UTC), Unanswered: 99, Waiting: math.MaxInt64, FailedSolutions: math.MaxInt, Channel: 200}} {
			r := tone.Default().Classify(tone.Message{Text: c.text}, ctx)
			checkReading(t, c.text, &r)
			require.Equal(t, c.valid, r.Valid, name)
			require.Equal(t, c.truncated, r.Truncated, name)
			require.True(t, c.check == nil || c.check(r), "%s: %+v", name, r)
		}
	}
}

func TestOnlyTheFirstRunesCount(t *testing.T) {
	t.Parallel()
	short := strings.Repeat("да ", tone.MaxRunes/3+1)
	cut := string([]rune(short)[:tone.MaxRunes])
	require.Equal(t, tone.Classify(cut).Scores, tone.Classify(cut+"ВЫ ЧТО, ИЗДЕВАЕТЕСЬ?!").Scores)
	require.False(t, tone.Classify(cut).Truncated)
}

func FuzzClassify(f *testing.F) {
	for _, text := range []string{
		"", "Где мой заказ 48213?! Третий день жду", "va rog, e urgent, plec la 5", "спасибо, супер 🔥", "gde zakaz\nunde e comanda",
		"\xff\x00", "до18:00 в10 4as", "мулцумеск фрумос", "a@b.md +37369123456 350 лей", strings.Repeat("!", 300),
	} {
		f.Add(text, int64(0), uint8(0))
	}
	c := tone.Default()
	f.Fuzz(func(t *testing.T, text string, at int64, previous uint8) {
		ctx := tone.Context{At: time.Unix(at%(1<<40), 0).UTC(), Unanswered: int(previous % 5)}
		if previous > 9 {
			ctx.Previous = []tone.Reading{{State: tone.State(previous % 6), Intensity: int(previous % 4), Language: tone.Language(previous % 5)}}
		}
		r := c.Classify(tone.Message{Text: text}, ctx)
		checkReading(t, text, &r)
		require.Equal(t, r, c.Classify(tone.Message{Text: text}, ctx), "the same again")
		alone := c.Classify(tone.Message{Text: text}, tone.Context{})
		require.Equal(t, alone.Scores, c.Scores(text))
		require.Contains(t, []tone.Language{tone.LanguageNone, tone.Russian, tone.Romanian}, tone.ReplyLanguage(tone.LanguageNone, r))
	})
}

// Many goroutines read through one classifier and each gets what it would alone.
// It finds something only under -race, or if scratch memory were shared.
func TestAClassifierServesManyAtOnce(t *testing.T) {
	t.Parallel()
	batches, err := corpus.Embedded()
	require.NoError(t, err)
	entries := corpus.Of(batches, corpus.Dev)[0].Entries
	entries = entries[:min(len(entries), 100)]
	c := tone.Default()
	want := make([]tone.Reading, len(entries))
	for i, e := range entries {
		want[i] = c.Classify(tone.Message{Text: e.Text}, tone.Context{})
	}
	got := make([][]tone.Reading, 8)
	var wait sync.WaitGroup
	for g := range got {
		got[g] = make([]tone.Reading, len(entries))
		wait.Go(func() {
			for i, e := range entries {
				got[g][i] = c.Classify(tone.Message{Text: e.Text}, tone.Context{})
				c.Scores(entries[(i+g)%len(entries)].Text)
			}
		})
	}
	wait.Wait()
	for _, readings := range got {
		require.Equal(t, want, readings)
	}
}

func TestReadingTakesLittleMemory(t *testing.T) { //nolint:paralleltest // allocations are counted
	if underRace {
		t.Skip("allocations can't be counted under the race detector")
	}
	c := tone.Default()
	for _, text := range []string{typed, withEntities, "va rog, e urgent, plec la 5", "спасибо!", ""} {
		require.LessOrEqual(t, testing.AllocsPerRun(200, func() {
			sinkReading = c.Classify(tone.Message{Text: text}, tone.Context{})
		}), 3.0, "%q", text)
		require.Zero(t, testing.AllocsPerRun(200, func() { sinkScores = c.Scores(text) }), "%q", text)
	}
}

func TestALoadedClassifierIsSmall(t *testing.T) { //nolint:paralleltest // the heap is measured
	require.LessOrEqual(t, heapHeld(), 12.0, "megabytes")
}

func TestToneDependsOnLittle(t *testing.T) {
	t.Parallel()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", ".").CombinedOutput()
	require.NoError(t, err, "%s", out)
	for path := range strings.FieldsSeq(string(out)) {
		ours := strings.HasPrefix(path, "github.com/camerton/camerton/tone")
		require.True(t, ours || strings.HasPrefix(path, "golang.org/x/text"), "tone must not import %s", path)
	}
}

func TestLoadRefusesWhatItCannotUse(t *testing.T) {
	t.Parallel()
	_, err := tone.Load(nil)
	require.ErrorContains(t, err, "tone: not a camerton model")
	other := []byte(strings.Replace(string(tone.EmbeddedModel()), `"lexicon":"`, `"lexicon":"0`, 1))
	_, err = tone.Load(other)
	require.Error(t, err, "a card that is longer than it says")
	swapped := []byte(strings.Replace(string(tone.EmbeddedModel()), tone.Lexicon(), strings.Repeat("0", len(tone.Lexicon())), 1))
	_, err = tone.Load(swapped)
	require.ErrorContains(t, err, "train it again")
	c, err := tone.Load(tone.EmbeddedModel())
	require.NoError(t, err)
	require.Equal(t, tone.Lexicon(), c.Card().Lexicon)
	require.Equal(t, tone.Classify(typed), c.Classify(tone.Message{Text: typed}, tone.Context{}))
}

// A time that JSON has no way to write is left out, so that one message can't
// stop all others.
func TestReadingOfTheLastYearIsWritten(t *testing.T) {
	t.Parallel()
	last := time.Date(9999, time.December, 31, 23, 0, 0, 0, time.UTC)
	r := tone.Default().Classify(tone.Message{Text: "нужно до завтра"}, tone.Context{At: last})
	require.Len(t, r.Entities, 1)
	require.Equal(t, 10000, r.Entities[0].At.Year())
	data, err := json.Marshal(r)
	require.NoError(t, err)
	require.NotContains(t, string(data), `"at"`)
}
