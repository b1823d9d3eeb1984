package entity

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone/internal/lang"
)

// reading returns a finder that stands before the first unit of a text.
func reading(text string, tag lang.Tag) *finder {
	scanned, m := made(text, tag)
	return &finder{text: text, scanned: scanned, msg: m, words: embedded()}
}

func TestFigures(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int64{
		"0": 0, "5": 500, "350": 35000, "1 200": 120000, "1 200,50": 120050, "1.200": 120000, "1.200,50": 120050,
		"1,200.50": 120050, "1'200": 120000, "12 345 678": 1234567800, "99.9": 9990, "99,90": 9990, "0.5": 50, "0,05": 5,
		"1 20": 100, "1 2000": 100, "12.05": 1205, "1\u00a0200": 120000, "1\u202f200": 120000,
	} {
		f := reading(text, lang.None)
		v, _, ok := f.figures(0)
		require.True(t, ok, "%q", text)
		require.Equal(t, want, v, "%q", text)
	}
	for _, text := range []string{"1.2345", "1,2345 лей", "12.05.2026", "1234567890123456", "лей", "12:30"} {
		f := reading(text, lang.Ru)
		v, end, ok := f.figures(0)
		require.False(t, ok && end == len(f.msg.Units), "%q: %d", text, v)
	}
}

func TestSpokenNumbers(t *testing.T) {
	t.Parallel()
	for tag, numbers := range map[lang.Tag]map[string]int64{
		lang.Ru: {
			"один": 1, "пять": 5, "двадцать": 20, "двадцать пять": 25, "сто": 100, "сто пять": 105, "двести пятьдесят": 250,
			"тысяча": 1000, "две тысячи": 2000, "две тысячи пятьсот сорок три": 2543, "двадцать тысяч": 20000, "миллион двести": 1000200,
			"пару сотен": 200, "несколько": 3,
		},
		lang.Ro: {
			"unu": 1, "cinci": 5, "douăzeci": 20, "douăzeci și cinci": 25, "o sută": 100, "o sută cinci": 105,
			"două sute cincizeci": 250, "o mie": 1000, "două mii cinci sute patruzeci și trei": 2543, "douăzeci de": 20, "două milioane": 2000000,
			"doispe": 12, "câteva": 3,
		},
	} {
		for text, want := range numbers {
			f := reading(text, tag)
			v, end, ok := f.spoken(0)
			require.True(t, ok, "%q", text)
			require.Equal(t, want*hundredths, v, "%q", text)
			if !strings.HasSuffix(text, " de") {
				require.Equal(t, len(f.msg.Units), end, "%q", text)
			}
		}
	}
}

// Numbers that don't go together are read up to where they do.
func TestSpokenNumbersThatDoNotGoTogether(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{"пять пять": 1, "пять двадцать": 1, "двадцать двадцать": 1, "двадцать одиннадцать": 1, "сто двести": 1, "пять сто": 2} {
		f := reading(text, lang.Ru)
		_, end, ok := f.spoken(0)
		require.True(t, ok)
		require.Equal(t, want, end, "%q", text)
	}
}

// Every number up to a thousand is read as it is written.
func TestFiguresOfAllNumbers(t *testing.T) {
	t.Parallel()
	for n := range 2000 {
		f := reading(strconv.Itoa(n), lang.None)
		v, end, ok := f.quantity(0)
		require.True(t, ok)
		require.Equal(t, 1, end)
		require.Equal(t, int64(n)*hundredths, v)
	}
}

func TestProducts(t *testing.T) {
	t.Parallel()
	require.Equal(t, int64(6), product(2, 3))
	require.Zero(t, product(1<<62, 1000))
	require.Equal(t, int64(1<<62), product(1<<62, 1))
}

func TestJoinedDigits(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int64{
		"": 0, "A-1049": 1049, "10-4432": 104432, "007": 7, "RB2048MD": 2048, strings.Repeat("9", 18): 999999999999999999,
		strings.Repeat("9", 19): 0,
	} {
		require.Equal(t, want, joined(text), "%q", text)
	}
}

func TestStretches(t *testing.T) {
	t.Parallel()
	const day = 24 * time.Hour
	for tag, stretches := range map[lang.Tag]map[string]time.Duration{
		lang.Ru: {
			"2 часа": 2 * time.Hour, "полчаса": 30 * time.Minute, "полтора часа": 90 * time.Minute, "три рабочих дня": 3 * day,
			"2-3 дня": 2 * day, "минут двадцать": 20 * time.Minute, "часа два": 2 * time.Hour, "час двадцать": 80 * time.Minute,
			"2 часа 15 минут": 135 * time.Minute, "2 часа и 15 минут": 135 * time.Minute, "неделю": 7 * day, "месяц": 30 * day,
			"двое суток": 2 * day, "пару минут": 2 * time.Minute, "1,5 часа": 90 * time.Minute, "2ч": 2 * time.Hour, "год": 365 * day,
		},
		lang.Ro: {
			"2 ore": 2 * time.Hour, "o oră": time.Hour, "o ora jumate": 90 * time.Minute, "o oră și jumătate": 90 * time.Minute,
			"jumătate de oră": 30 * time.Minute, "juma de ora": 30 * time.Minute, "un sfert de oră": 15 * time.Minute,
			"trei sferturi de oră": 45 * time.Minute, "20 de minute": 20 * time.Minute, "vreo două zile": 0, "3 zile lucrătoare": 3 * day,
			"o săptămână": 7 * day, "două luni": 60 * day, "2h": 2 * time.Hour, "doi ani": 730 * day,
		},
	} {
		for text, want := range stretches {
			f := reading(text, tag)
			s, ok := f.stretch(0, 0)
			require.Equal(t, want > 0, ok, "%q", text)
			if ok {
				require.Equal(t, want, s.length(), "%q", text)
				require.Equal(t, len(f.msg.Units), s.end, "%q", text)
			}
		}
	}
}
