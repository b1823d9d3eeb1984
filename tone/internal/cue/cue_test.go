package cue

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone/corpus/respell"
	"github.com/camerton/camerton/tone/internal/feature"
	"github.com/camerton/camerton/tone/internal/lang"
	"github.com/camerton/camerton/tone/internal/scan"
)

// message makes the features of a text that is all in one language.
func message(text string, tag lang.Tag) *feature.Message {
	scanned := new(scan.Text)
	scanned.Scan(text, len(text))
	tags := make([]lang.Tag, len(scanned.Tokens))
	for i := range tags {
		tags[i] = lang.None
		if scanned.Tokens[i].Kind == scan.Word {
			tags[i] = tag
		}
	}
	m := new(feature.Message)
	m.Extract(scanned, tags)
	return m
}

// found returns the names of the cues in a text, each once.
func (s *Set) found(text string, tag lang.Tag) []string {
	var names []string
	for _, m := range s.Find(message(text, tag), nil) {
		if name := s.Cues[m.Cue].Name; !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// An example is a line of testdata/cues.txt.
type example struct {
	line  int
	cue   string
	text  string
	shows bool
	tag   lang.Tag
}

func readExamples(tb testing.TB) []example {
	tb.Helper()
	data, err := os.ReadFile("testdata/cues.txt")
	require.NoError(tb, err)
	var all []example
	n := 0
	for line := range strings.Lines(string(data)) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		e := example{line: n, tag: lang.Ro}
		var ok bool
		e.cue, e.text, ok = strings.Cut(line, " | ")
		require.True(tb, ok, "testdata/cues.txt:%d: want cue | text", n)
		e.cue, ok = strings.CutPrefix(e.cue, "!")
		e.shows = !ok
		if strings.IndexFunc(e.text, isCyrillic) >= 0 {
			e.tag = lang.Ru
		}
		all = append(all, e)
	}
	return all
}

func isCyrillic(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }

func TestExamples(t *testing.T) {
	t.Parallel()
	set := Embedded()
	for _, e := range readExamples(t) {
		t.Run(fmt.Sprintf("line %d %s", e.line, e.cue), func(t *testing.T) {
			t.Parallel()
			require.True(t, slices.ContainsFunc(set.Cues, func(c Cue) bool { return c.Name == e.cue }), "no cue of that name")
			if e.shows {
				require.Contains(t, set.found(e.text, e.tag), e.cue, e.text)
			} else {
				require.NotContains(t, set.found(e.text, e.tag), e.cue, e.text)
			}
		})
	}
}

// Every cue is shown by an example in each language and missed by one.
func TestExamplesCoverEveryCue(t *testing.T) {
	t.Parallel()
	type kind struct {
		cue   string
		shows bool
		tag   lang.Tag
	}
	has := make(map[kind]bool)
	misses := make(map[string]bool)
	for _, e := range readExamples(t) {
		has[kind{e.cue, e.shows, e.tag}] = true
		misses[e.cue] = misses[e.cue] || !e.shows
	}
	for _, c := range Embedded().Cues {
		require.True(t, has[kind{c.Name, true, lang.Ru}], "%s: no Russian example of %s", c.at, c.Name)
		require.True(t, has[kind{c.Name, true, lang.Ro}], "%s: no Romanian example of %s", c.at, c.Name)
		require.True(t, misses[c.Name], "%s: no near miss of %s", c.at, c.Name)
	}
}

// A habit of spelling does not hide a cue. The shares that must stay are a
// little below what was measured.
func TestExamplesInOtherSpellings(t *testing.T) {
	t.Parallel()
	type habit struct {
		name  string
		tag   lang.Tag
		write func(string) string
		share float64
	}
	habits := []habit{
		{"capitals", lang.Ru, strings.ToUpper, 1},
		{"capitals", lang.Ro, strings.ToUpper, 1},
		{"without ё", lang.Ru, func(s string) string { return strings.ReplaceAll(s, "ё", "е") }, 1},
		{"Moldovan Cyrillic", lang.Ro, respell.MoldovanCyrillic, 0.8},
	}
	far := map[string]float64{"polish": 0.7, "romanian": 0.6} // from the usual Latin letters
	for _, scheme := range respell.Schemes() {
		habits = append(habits, habit{scheme.Name, lang.Ru, scheme.Romanise, cmp.Or(far[scheme.Name], 0.85)})
	}
	for _, h := range habits {
		t.Run(h.name, func(t *testing.T) {
			t.Parallel()
			all, kept := 0, 0
			for _, e := range readExamples(t) {
				if !e.shows || e.tag != h.tag {
					continue
				}
				all++
				if slices.Contains(Embedded().found(h.write(e.text), e.tag), e.cue) {
					kept++
				}
			}
			t.Logf("%d of %d", kept, all)
			require.GreaterOrEqual(t, float64(kept)/float64(all), h.share)
		})
	}
}

// Every phrase, typed as it stands, is found, so nothing in the files is dead.
func TestEveryPhraseIsFound(t *testing.T) {
	t.Parallel()
	set := Embedded()
	typed := map[string][len(languages)]string{
		"<num>": {"7", "7"}, "<clock>": {"18:40", "18:40"}, "<any>": {"шкаф", "dulap"}, "<gap>": {"шкаф", "dulap"},
		"<?>": {"?", "?"}, "<!>": {"!", "!"}, "<dots>": {"...", "..."}, "<mock>": {"🤡", "🤡"},
	}
	phrases := 0
	for l, tag := range [...]lang.Tag{lang.Ru, lang.Ro} {
		for p := range allPhrases(t) {
			if p.language != language(l) {
				continue
			}
			phrases++
			words := make([]string, len(p.words))
			for i, w := range p.words {
				words[i] = strings.TrimSuffix(w, "*")
				if mark, ok := typed[w]; ok {
					words[i] = mark[l]
				}
			}
			text := strings.Join(words, " ")
			f := finder{trie: &set.trie, msg: message(text, tag)}
			f.step(0, 0)
			n := int32(len(f.msg.Units))
			require.Contains(t, f.out, Match{p.cue, 0, n}, "%s: %s", set.Cues[p.cue].Name, text)
		}
	}
	require.Greater(t, phrases, 4000)
}

// A written phrase is a phrase with its cue and its language.
type written struct {
	words    []string
	cue      int32
	language language
}

// allPhrases yields the phrases of the embedded files.
func allPhrases(tb testing.TB) func(yield func(written) bool) {
	tb.Helper()
	return func(yield func(written) bool) {
		p := newParser()
		stop := errors.New("stop")
		p.expander.emit = func(one phrase) error {
			if !yield(written{one.words, int32(len(p.cues) - 1), p.language}) {
				return stop
			}
			return nil
		}
		for state, name := range stateFiles {
			text, err := embedded(name)
			require.NoError(tb, err)
			p.file(name, text, state)
		}
	}
}

// The words of a phrase are in the alphabet of its language, without capitals
// and, for Romanian, without diacritics, so that a search in the files finds
// them.
func TestAlphabets(t *testing.T) {
	t.Parallel()
	for p := range allPhrases(t) {
		for _, w := range p.words {
			if w[0] == '<' {
				continue
			}
			for _, r := range strings.TrimSuffix(w, "*") {
				ok := r == '-' || r >= 'a' && r <= 'z' && p.language == romanian ||
					(r >= 'а' && r <= 'я' || r == 'ё') && p.language == russian
				require.True(t, ok, "%s: %q in %q", Embedded().Cues[p.cue].at, r, w)
			}
		}
	}
}

// The meanings are short, in their language, and fit to stand in a sentence.
func TestMeanings(t *testing.T) {
	t.Parallel()
	states := make([]int, len(stateFiles))
	for _, c := range Embedded().Cues {
		states[c.State]++
		for i, s := range c.About {
			require.Less(t, len([]rune(s)), 75, "%s: %s", c.at, s)
			require.Equal(t, i == 1, strings.IndexFunc(s, isCyrillic) >= 0, "%s: %s", c.at, s)
			require.NotContains(t, s, "ş", "%s: cedilla", c.at)
			require.NotContains(t, s, "ţ", "%s: cedilla", c.at)
			require.NotContains(t, ".!", s[len(s)-1:], "%s: %s", c.at, s)
		}
	}
	for state, n := range states {
		require.GreaterOrEqual(t, n, 10, stateFiles[state])
	}
}

// load reads cues from the text of neutral.txt and of rushed.txt.
func load(neutral, rushed string) (*Set, error) {
	return Load(func(name string) (string, error) {
		switch name {
		case "neutral.txt":
			return neutral, nil
		case "rushed.txt":
			return rushed, nil
		}
		return "", nil
	})
}

func TestLoadFaults(t *testing.T) {
	t.Parallel()
	const head = "[one] one | один | unu\n"
	tests := []struct{ name, rushed, want string }{
		{"no bracket", "[one\n", "rushed.txt:1: want [name] English | Russian | Romanian"},
		{"two meanings", "[one] one | один\n", "rushed.txt:1: want [name] English | Russian | Romanian"},
		{"empty meaning", "[one] one | один |\n", "rushed.txt:1: cue one lacks its meaning in one of the three languages"},
		{"bad name", "[One 1] one | один | unu\n", `rushed.txt:1: cue name "One 1"; want small Latin letters, words joined by hyphens`},
		{"no cue", "# words\n\nru: да\n", "rushed.txt:3: a phrase before the first [cue]"},
		{"no language", head + "да\n", "rushed.txt:2: want a phrase after its language: ru: … or ro: …"},
		{"other language", head + "en: yes\n", "rushed.txt:2: want a phrase after its language: ru: … or ro: …"},
		{"open", head + "ru: (да|нет\n", "rushed.txt:2: a bracket is not closed"},
		{"closed", head + "ru: да) нет\n", "rushed.txt:2: ')' without its opening bracket"},
		{"bar", head + "ru: да|нет\n", "rushed.txt:2: '|' without its opening bracket"},
		{"crossed", head + "ru: (да]\n", "rushed.txt:2: want ')', not ']'"},
		{"crossed", head + "ru: [да)\n", "rushed.txt:2: want ']', not ')'"},
		{"deep", head + "ru: (((((((((да)))))))))\n", "rushed.txt:2: brackets more than 8 deep"},
		{"mark", head + "ru: до <hour>\n", "rushed.txt:2: unknown mark <hour>"},
		{"number", head + "ru: до 5\n", `rushed.txt:2: "5" is not one word`},
		{"star alone", head + "ru: *\n", `rushed.txt:2: "*" is not one word`},
		{"short start", head + "ru: в*\n", `rushed.txt:2: "в*" is no useful beginning of words`},
		{"empty", head + "ru: [да]\n", "rushed.txt:2: a phrase that may be empty"},
		{"first gap", head + "ru: <gap> да\n", "rushed.txt:2: a phrase may not begin with <gap> or <any>"},
		{"first any", head + "ru: [<any>] да\n", "rushed.txt:2: a phrase may not begin with <gap> or <any>"},
		{"last gap", head + "ru: да <gap>\n", "rushed.txt:2: a phrase may not end with <gap>"},
		{"many", head + "ru: " + strings.Repeat("(а|б|в|г)", 7) + "\n", "rushed.txt:2: stands for more than 4096 phrases; split it"},
		{"twice in a line", head + "ru: (да|да)\n", `rushed.txt:2: "да" stands already at rushed.txt:2`},
		{"twice by its key", head + "ru: сьезд\nru: съезд\n", `rushed.txt:3: "съезд" stands already at rushed.txt:2`},
		{"twice in two", head + "ru: ну да\n[two] two | два | doi\nru: ну [вот] да\n", `rushed.txt:4: "ну да" stands already at rushed.txt:2`},
		{"name twice", head + "[one] two | два | doi\n", "rushed.txt:2: cue one stands already at rushed.txt:1"},
		{"meaning twice", head + "[two] one | два | doi\n", `rushed.txt:2: the meaning "one" stands already at rushed.txt:1`},
		{"one language", head + "ru: да\n", "rushed.txt:1: cue one has no phrase in ro"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			set, err := load("", tt.rushed)
			require.Nil(t, set)
			require.Error(t, err)
			require.Contains(t, strings.Split(err.Error(), "\n"), tt.want)
		})
	}
}

// All faults are told at once, and a missing file is one of them.
func TestLoadJoinsFaults(t *testing.T) {
	t.Parallel()
	missing := errors.New("no such file")
	_, err := Load(func(name string) (string, error) {
		if name == "tired.txt" {
			return "", missing
		}
		return "[" + strings.TrimSuffix(name, ".txt") + "] a | б\nxx\n", nil
	})
	require.ErrorIs(t, err, missing)
	require.ErrorContains(t, err, "neutral.txt:1: ")
	require.ErrorContains(t, err, "neutral.txt:2: ")
	require.ErrorContains(t, err, "enthusiastic.txt:2: ")
}

func TestLoadTooManyCues(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	for i := range feature.MaxCues + 1 {
		name := string([]byte{'a' + byte(i/26%26), 'a' + byte(i%26), 'a' + byte(i/676)})
		fmt.Fprintf(&b, "[%s] %s | б | c\nru: %s\nro: %s\n", name, name, "да"+strings.Repeat("а", i+1), name)
	}
	_, err := load("", b.String())
	require.ErrorContains(t, err, fmt.Sprintf("%d cues; there is room for %d", feature.MaxCues+1, feature.MaxCues))
}

func TestExpand(t *testing.T) {
	t.Parallel()
	tests := []struct {
		pattern string
		want    []string
	}{
		{"да", []string{"да"}},
		{"да нет", []string{"да нет"}},
		{"(да|нет)", []string{"да", "нет"}},
		{"ну [да] вот", []string{"ну вот", "ну да вот"}},
		{"(а|б в)(г|д)", []string{"а г", "а д", "б в г", "б в д"}},
		{"а [б|в] г", []string{"а г", "а б г", "а в г"}},
		{"а ([б] в|г) д*", []string{"а в д*", "а б в д*", "а г д*"}},
		{"а [[б] в]", []string{"а", "а в", "а б в"}},
		{"(а|) б", []string{"а б", "б"}},
		{"до (<clock>|<num> часов)", []string{"до <clock>", "до <num> часов"}},
	}
	for _, tt := range tests {
		t.Run(tt.pattern, func(t *testing.T) {
			t.Parallel()
			var got []string
			e := expander{
				encode: func(string) (element, error) { return element{}, nil },
				emit: func(p phrase) error {
					require.Len(t, p.elements, len(p.words))
					got = append(got, strings.Join(p.words, " "))
					return nil
				},
			}
			require.NoError(t, e.expand(tt.pattern))
			require.Equal(t, tt.want, got)
		})
	}
}

// Whatever is written in a file, reading it ends, and gives a set or an error
// that names the file.
func FuzzLoad(f *testing.F) {
	f.Add("[a] a | б | c\nru: до (<clock>|<num> час*)\nro: pana la [ora] <clock>\n")
	f.Add("[a] a | б | c\nru: ((((\nru: [[]] | )\nro: <gap>\n")
	f.Add("ru: x\n[")
	f.Fuzz(func(t *testing.T, text string) {
		set, err := load("", text)
		if err != nil {
			require.Nil(t, set)
			require.Contains(t, err.Error(), "rushed.txt:")
			return
		}
		for _, c := range set.Cues {
			require.NotEmpty(t, c.Name)
			require.Equal(t, 1, c.State)
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load(embedded); err != nil {
			b.Fatal(err)
		}
	}
}
