package entity

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone/internal/lang"
)

// moments of two years, by chance but the same in every run.
func nows(n int) (all []time.Time) {
	r := rand.New(rand.NewPCG(1, 2))
	for range n {
		all = append(all, time.Date(2026, 1, 1, 0, r.IntN(2*365*24*60), r.IntN(60), 0, chisinau))
	}
	return all
}

// A time of day without a day comes within a day, at that time on the wall.
func TestATimeOfDayIsTheNext(t *testing.T) {
	t.Parallel()
	for _, now := range nows(2000) {
		for text, hours := range map[string][]int{
			"в 18:00": {18}, "в 9:30": {9}, "в 5": {17}, "в 8": {8, 20}, "в 10": {10, 22}, "в 12": {12}, "в 5 утра": {5},
			"в 7 вечера": {19}, "полшестого": {17}, "в 06:40": {6},
		} {
			at := resolved(t, text, lang.Ru, now)
			require.Contains(t, hours, at.Hour(), "%s at %s", text, now)
			require.False(t, at.Before(minute(now)), "%s at %s", text, now)
			require.LessOrEqual(t, at.Sub(now), 25*time.Hour, "%s at %s", text, now)
		}
	}
}

// Days are whole days in the future or past, as the words say.
func TestDaysAreOnTheRightSide(t *testing.T) {
	t.Parallel()
	for _, now := range nows(1000) {
		today := onDay(now, 0, 0, 0)
		for text, days := range map[string][2]int{
			"сегодня": {0, 0}, "завтра": {1, 1}, "вчера": {-1, -1}, "в субботу": {1, 7}, "в прошлую субботу": {-7, -1},
			"в эту субботу": {0, 6}, "в следующую субботу": {6, 13}, "через 3 дня": {3, 3}, "3 дня назад": {-3, -3},
			"5 мая": {0, 366}, "от 5 мая": {-366, 0}, "25 числа": {0, 31}, "до конца недели": {0, 6}, "до конца месяца": {0, 30},
			"на следующей неделе": {1, 7}, "через месяц": {28, 31}, "с пятницы": {-7, 7},
		} {
			at := resolved(t, text, lang.Ru, now)
			require.Equal(t, at, onDay(at, 0, 0, 0), "%s at %s", text, now)
			require.False(t, at.Before(onDay(today, days[0], 0, 0)), "%s at %s: %s", text, now, at)
			require.False(t, at.After(onDay(today, days[1], 0, 0)), "%s at %s: %s", text, now, at)
		}
	}
}

// A weekday is that day of the week.
func TestWeekdaysAreWhatTheyAreCalled(t *testing.T) {
	t.Parallel()
	for i, text := range []string{"luni", "marți", "miercuri", "joi", "vineri", "sâmbătă", "duminică"} {
		for _, now := range nows(200) {
			require.Equal(t, i+1, isoWeekday(resolved(t, text, lang.Ro, now)), "%s at %s", text, now)
		}
	}
}

// What stands around an entity doesn't change it, if it is another sentence.
func TestSentencesAreReadOnTheirOwn(t *testing.T) {
	t.Parallel()
	around := map[lang.Tag][2]string{
		lang.Ru: {"Здравствуйте!\n", "\nСпасибо за помощь."},
		lang.Ro: {"Bună ziua!\n", "\nMulțumesc pentru ajutor."},
	}
	for _, e := range examples(t) {
		before, behind := around[e.tag][0], around[e.tag][1]
		text := before + e.text + behind
		var want, got []string
		for _, found := range find(e.text, e.tag, e.now) {
			want = append(want, said(&found)+e.text[found.Start:found.End])
		}
		for _, found := range find(text, e.tag, e.now) {
			got = append(got, said(&found)+text[found.Start:found.End])
		}
		require.Equal(t, want, got, "%s: %q", e.where, text)
	}
}

// Find appends to what is there and leaves it alone.
func TestFindAppends(t *testing.T) {
	t.Parallel()
	scanned, m := made("до 18:00", lang.Ru)
	before := Entity{Kind: Email, Start: 0, End: 100}
	got := Find("до 18:00", scanned, m, time.Time{}, []Entity{before})
	require.Len(t, got, 2)
	require.Equal(t, before, got[0])
}

// checkSpans holds what is promised of all spans.
func checkSpans(t *testing.T, text string, found []Entity) {
	t.Helper()
	end := 0
	for i := range found {
		e := &found[i]
		require.GreaterOrEqual(t, e.Start, end, "%q: %v", text, e)
		require.Greater(t, e.End, e.Start, "%q: %v", text, e)
		require.LessOrEqual(t, e.End, len(text), "%q: %v", text, e)
		require.False(t, insideWord(text, e.Start) || insideWord(text, e.End), "%q: %v", text, e)
		require.True(t, utf8.RuneStart(text[e.Start]) || !utf8.ValidString(text))
		require.Less(t, int(e.Kind), len(kindNames))
		require.GreaterOrEqual(t, e.Number, int64(0))
		require.GreaterOrEqual(t, e.Span, time.Duration(0))
		require.True(t, slices.Contains(currencies, e.Currency))
		end = e.End
	}
}

func FuzzFind(f *testing.F) {
	for _, e := range examples(f) {
		f.Add(e.text, uint8(e.tag), e.now.Unix())
	}
	for _, text := range append(hostile(), "0до\xd010 A00", "întro 0000A0000", "Q в 1 ь") {
		f.Add(text[:min(len(text), 300)], uint8(lang.Ru), int64(0))
	}
	f.Fuzz(func(t *testing.T, text string, tag uint8, unix int64) {
		now := time.Unix(unix%(1<<35), 0).In(chisinau)
		scanned, m := made(text, lang.Tag(tag%4))
		found := Find(text, scanned, m, now, nil)
		checkSpans(t, text, found)
		require.Equal(t, found, Find(text, scanned, m, now, nil), "the same again")
	})
}

// hostile are long texts that might take too long to read.
func hostile() (all []string) {
	for _, s := range []string{
		"1 ", "1-", "1-1-", "1/", "1.", "0 ", "+", "+1 ", "@", "a@", "a.", "№", "№1 ", "в ", "в 5 ", "в 5 до ", "до ", "la ", "de ", "2 de ",
		"тысяча ", "сто ", "пять ", "завтра ", "завтра в ", "в субботу 13-го ", "час ", "минут через ", "раз ", "пятый ", "заказ ",
		"заказ мой ", "без ", "половина ", "уже ", "около ", "до около ", "с 9 до ", "не позже ", "не ", "3 дня ", "третий день ", "лей ", "5 лей ",
		"жду ", "o ", "o ora ", "un sfert de ", "a ", "12:", "12:00-", "12:00 ", "05.05.", "€", "€1", "1€", "а1-", "номер:", "nr. ", "сегодня, ",
	} {
		all = append(all, strings.Repeat(s, 4096/utf8.RuneCountInString(s)))
	}
	return all
}

// The work is in proportion to the length, whatever the text.
func TestTheWorkIsLinear(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 18, 14, 30, 0, 0, chisinau)
	const most = 150 // questions to the vocabulary for each unit
	for _, text := range hostile() {
		for _, tag := range []lang.Tag{lang.Ru, lang.Ro, lang.None} {
			scanned, m := made(text, tag)
			f := finder{text: text, scanned: scanned, msg: m, now: now, words: embedded()}
			f.run()
			checkSpans(t, text, f.out)
			require.LessOrEqual(t, f.memory.asked, most*len(m.Units)+most, "%q", text[:10])
		}
	}
}
