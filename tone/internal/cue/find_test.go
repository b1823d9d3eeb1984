package cue

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone/internal/lang"
)

// small is a set in which every rule of finding can be seen.
const (
	smallNeutral = "[calm] calm | спокойно | calm\nru: не [очень] срочно\nru: совсем не горит\nro: nu e graba\n"
	smallRushed  = `[urgent] urgent | срочно | urgent
ru: срочно [нужно]
ru: горит
ru: нужно срочно [сегодня|завтра]
ro: (graba|urgent)

[hour] an hour | час | o oră
ru: до <clock>
ru: через <num> минут*
ro: pana la <clock>

[praise] praise, then a failure | похвала, потом сбой | laudă, apoi eșec
ru: спасибо <gap> опять
ru: браво <mock>
ru: ну <any> да
ru: да (<?>|<!>|<dots>)
ro: bravo <gap> iar
`
)

func smallSet(tb testing.TB) *Set {
	tb.Helper()
	set, err := load(smallNeutral, smallRushed)
	require.NoError(tb, err)
	return set
}

// spans writes the matches as "cue:words", with the words as they were typed.
func (s *Set) spans(text string, tag lang.Tag) []string {
	m := message(text, tag)
	words := strings.Fields(text) // one unit each, as the tests are written
	var out []string
	for _, f := range s.Find(m, nil) {
		out = append(out, s.Cues[f.Cue].Name+":"+strings.Join(words[f.From:f.To], " "))
	}
	return out
}

func TestFind(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		tag        lang.Tag
		want       []string
	}{
		{"nothing", "да нет", lang.Ru, nil},
		{"empty", "", lang.Ru, nil},
		{"word", "ой горит", lang.Ru, []string{"urgent:горит"}},
		{"longest of one cue", "срочно нужно", lang.Ru, []string{"urgent:срочно нужно"}},
		{"longest of an overlap", "нужно срочно завтра", lang.Ru, []string{"urgent:нужно срочно завтра"}},
		{"first of two as long", "нужно срочно нужно", lang.Ru, []string{"urgent:нужно срочно"}},
		{"twice", "горит , горит", lang.Ru, []string{"urgent:горит", "urgent:горит"}},
		{"neutral covers", "не срочно", lang.Ru, []string{"calm:не срочно"}},
		{"neutral covers within", "совсем не горит", lang.Ru, []string{"calm:совсем не горит"}},
		{"neutral covers only itself", "не срочно , горит", lang.Ru, []string{"calm:не срочно", "urgent:горит"}},
		{"beyond neutral", "не срочно нужно", lang.Ru, []string{"calm:не срочно", "urgent:срочно нужно"}},
		{"clock", "до 18:30", lang.Ru, []string{"hour:до 18:30"}},
		{"clock is no number", "через 18:30 минут", lang.Ru, nil},
		{"beginning", "через 5 минуточек", lang.Ru, []string{"hour:через 5 минуточек"}},
		{"beginning is all", "через 5 минут", lang.Ru, []string{"hour:через 5 минут"}},
		{"too short", "через 5 мин", lang.Ru, nil},
		{"no gap", "спасибо опять", lang.Ru, []string{"praise:спасибо опять"}},
		{"gap of three", "спасибо за 2 часа опять", lang.Ru, []string{"praise:спасибо за 2 часа опять"}},
		{"gap of four", "спасибо за эти два часа опять", lang.Ru, nil},
		{"gap over a comma", "спасибо , за часы , опять", lang.Ru, []string{"praise:спасибо , за часы , опять"}},
		{"gap ends with the sentence", "спасибо за часы . опять", lang.Ru, nil},
		{"gap ends with the line", "спасибо за часы \n опять", lang.Ru, nil},
		{"any word", "ну конечно да", lang.Ru, []string{"praise:ну конечно да"}},
		{"any is one", "ну да", lang.Ru, nil},
		{"any is a word", "ну 5 да", lang.Ru, nil},
		{"comma inside", "до , 18:30", lang.Ru, []string{"hour:до , 18:30"}},
		{"quotes inside", "через « 5 » минут", lang.Ru, []string{"hour:через « 5 » минут"}},
		{"stop inside", "через . 5 минут", lang.Ru, nil},
		{"mockery", "браво 👏", lang.Ru, []string{"praise:браво 👏"}},
		{"laughter", "браво 😂", lang.Ru, []string{"praise:браво 😂"}},
		{"joy", "браво 😍", lang.Ru, nil},
		{"question", "да ??", lang.Ru, []string{"praise:да ??"}},
		{"both marks", "да ?!", lang.Ru, []string{"praise:да ?!"}},
		{"dots", "да …", lang.Ru, []string{"praise:да …"}},
		{"smile", "да ))", lang.Ru, nil},
		{"Romanian", "e graba , până la 18:30", lang.Ro, []string{"urgent:graba", "hour:până la 18:30"}},
		{"Romanian neutral", "nu e grabă", lang.Ro, []string{"calm:nu e grabă"}},
		{"Latin Russian", "srochno nuzhno", lang.Ru, []string{"urgent:srochno nuzhno"}},
		{"Cyrillic Romanian", "браво , яр", lang.Ro, []string{"praise:браво , яр"}},
		{"the other language", "graba", lang.Ru, nil},
	}
	set := smallSet(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.want, set.spans(tt.text, tt.tag))
		})
	}
}

// What stands in dst already stays, whatever it holds.
func TestFindAppends(t *testing.T) {
	t.Parallel()
	set := smallSet(t)
	before := []Match{{1, 0, 9}, {0, 0, 9}, {1, 0, 9}}
	got := set.Find(message("не срочно, горит", lang.Ru), slices.Clone(before))
	require.Equal(t, before, got[:3])
	require.Equal(t, []Match{{0, 0, 2}, {1, 3, 4}}, got[3:])
}

// A set may be used by several goroutines at once.
func TestFindConcurrently(t *testing.T) {
	t.Parallel()
	set := smallSet(t)
	want := set.Find(message("спасибо, опять до 18:30", lang.Ru), nil)
	require.Len(t, want, 2)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				if got := set.Find(message("спасибо, опять до 18:30", lang.Ru), nil); !slices.Equal(want, got) {
					t.Errorf("got %v, want %v", got, want)
				}
			}
		})
	}
	wg.Wait()
}

const benchmarkText = "девушки, заказ 5512 ещё не пришёл, а мне через час в аэропорт!"

func TestFindDoesNotAllocate(t *testing.T) { //nolint:paralleltest // allocations are counted for the whole program
	m := message(benchmarkText, lang.Ru)
	set := Embedded()
	dst := set.Find(m, nil)
	require.NotEmpty(t, dst)
	require.Zero(t, testing.AllocsPerRun(100, func() { dst = set.Find(m, dst[:0]) }))
}

// check fails if matches break what Find promises.
func check(t *testing.T, s *Set, units int, found []Match) {
	t.Helper()
	require.True(t, slices.IsSortedFunc(found, func(a, b Match) int { return int(a.From - b.From) }), "order")
	for i, a := range found {
		require.True(t, a.From >= 0 && a.From < a.To && int(a.To) <= units, "%v of %d", a, units)
		for _, b := range found[i+1:] {
			if a.To <= b.From || b.To <= a.From {
				continue
			}
			require.NotEqual(t, a.Cue, b.Cue, "overlap: %v %v", a, b)
			for _, pair := range [2][2]Match{{a, b}, {b, a}} {
				outer, inner := pair[0], pair[1]
				cancelled := s.Cues[outer.Cue].State == neutralState && s.Cues[inner.Cue].State != neutralState &&
					outer.From <= inner.From && outer.To >= inner.To
				require.False(t, cancelled, "%v is inside %v", inner, outer)
			}
		}
	}
}

// The promises hold on every example, and on all of them in a row.
func TestFindKeepsItsPromises(t *testing.T) {
	t.Parallel()
	set := Embedded()
	var row strings.Builder
	for _, e := range readExamples(t) {
		m := message(e.text, e.tag)
		check(t, set, len(m.Units), set.Find(m, nil))
		if row.Len() < 8000 {
			row.WriteString(e.text + ", ")
		}
	}
	for _, tag := range []lang.Tag{lang.Ru, lang.Ro} {
		m := message(row.String(), tag)
		check(t, set, len(m.Units), set.Find(m, nil))
	}
}

func FuzzFind(f *testing.F) {
	for _, e := range readExamples(f) {
		f.Add(e.text, e.tag == lang.Ru)
	}
	f.Add(strings.Repeat("спасибо, ", 200), true)
	f.Add("не не срочно срочно нужно !? ... до 18:30 - - - до", true)
	small := smallSet(f)
	f.Fuzz(func(t *testing.T, text string, russian bool) {
		if utf8.RuneCountInString(text) > 4096 {
			return
		}
		tag := lang.Ro
		if russian {
			tag = lang.Ru
		}
		m := message(text, tag)
		check(t, small, len(m.Units), small.Find(m, nil))
		check(t, Embedded(), len(m.Units), Embedded().Find(m, nil))
	})
}

func BenchmarkFind(b *testing.B) {
	for _, bb := range []struct{ name, text string }{
		{"62 runes", benchmarkText},
		{"4096 runes", strings.Repeat(benchmarkText+" ", 65)},
		{"4096 runes of gaps", strings.Repeat("спасибо ", 512)},
	} {
		b.Run(bb.name, func(b *testing.B) {
			m := message(bb.text, lang.Ru)
			set := Embedded()
			var dst []Match
			b.ReportAllocs()
			for b.Loop() {
				dst = set.Find(m, dst[:0])
			}
		})
	}
}
