package register_test

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone/corpus/respell"
	"github.com/camerton/camerton/tone/internal/feature"
	"github.com/camerton/camerton/tone/internal/lang"
	"github.com/camerton/camerton/tone/internal/register"
	"github.com/camerton/camerton/tone/internal/scan"
)

// A line of testdata/registers.txt is a register, the language of the words and a
// message:
//
//	vy | ru | Подскажите, пожалуйста, статус
type example struct {
	where string
	want  register.Register
	tag   lang.Tag
	text  string
}

var names = map[string]register.Register{
	"-": register.None, "ty": register.Ty, "vy": register.Vy, "tu": register.Tu, "dumneavoastra": register.Dumneavoastra,
}

func examples(tb testing.TB) (all []example) {
	tb.Helper()
	file, err := os.Open("testdata/registers.txt")
	require.NoError(tb, err)
	scanner := bufio.NewScanner(file)
	for n := 1; scanner.Scan(); n++ {
		line := scanner.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		where := fmt.Sprintf("registers.txt:%d", n)
		columns := strings.Split(line, " | ")
		require.Len(tb, columns, 3, where)
		want, ok := names[columns[0]]
		require.True(tb, ok, where)
		require.Contains(tb, []string{"ru", "ro"}, columns[1], where)
		tag := lang.Ru
		if columns[1] == "ro" {
			tag = lang.Ro
		}
		all = append(all, example{where, want, tag, columns[2]})
	}
	require.NoError(tb, scanner.Err())
	require.NoError(tb, file.Close())
	return all
}

// of is the register of a text whose words all have the same tag.
func of(text string, tag lang.Tag) register.Register {
	scanned, m := made(text, tag)
	return register.Of(scanned, m)
}

func made(text string, tag lang.Tag) (*scan.Text, *feature.Message) {
	scanned, m := new(scan.Text), new(feature.Message)
	scanned.Scan(text, 4096)
	tags := make([]lang.Tag, len(scanned.Tokens))
	for i := range tags {
		tags[i] = tag
	}
	m.Extract(scanned, tags)
	return scanned, m
}

func TestExamples(t *testing.T) {
	t.Parallel()
	all := examples(t)
	require.Greater(t, len(all), 100)
	for _, e := range all {
		require.Equal(t, e.want, of(e.text, e.tag), "%s: %s", e.where, e.text)
	}
}

func TestSpellings(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		of    lang.Tag
		least int // per cent of the examples that must be read the same
		write func(string) string
	}{
		{"capitals", lang.Ru, 100, strings.ToUpper},
		{"capitals", lang.Ro, 100, strings.ToUpper},
		{"no diacritics", lang.Ro, 97, respell.StripDiacritics}, // "vă" is "va" then
		{"cedilla", lang.Ro, 100, respell.Cedilla},
		{"old spelling", lang.Ro, 100, respell.OldSpelling},
		{"Moldovan Cyrillic", lang.Ro, 85, respell.MoldovanCyrillic},
		{"Latin letters", lang.Ru, 95, respell.Schemes()[0].Romanise},
	} {
		n, same := 0, 0
		var lost []string
		for _, e := range examples(t) {
			if e.tag != c.of {
				continue
			}
			n++
			if of(c.write(e.text), e.tag) == e.want {
				same++
			} else {
				lost = append(lost, c.write(e.text))
			}
		}
		require.GreaterOrEqual(t, 100*same, c.least*n, "%s: %q", c.name, lost)
	}
}

// More of the same changes nothing, and what shows no register neither.
func TestWhatDoesNotMatter(t *testing.T) {
	t.Parallel()
	for _, e := range examples(t) {
		require.Equal(t, e.want, of(e.text+"\n"+e.text, e.tag), "%s twice: %s", e.where, e.text)
		require.Equal(t, e.want, of("350 ok. "+e.text+" 👍!!!", e.tag), "%s: %s", e.where, e.text)
	}
}

func TestBothLanguages(t *testing.T) {
	t.Parallel()
	// The first four words are Russian, the others Romanian.
	text := "подскажите пожалуйста ваш адрес va rog"
	scanned, m := new(scan.Text), new(feature.Message)
	scanned.Scan(text, 4096)
	m.Extract(scanned, []lang.Tag{lang.Ru, lang.Ru, lang.Ru, lang.Ru, lang.Ro, lang.Ro})
	require.Equal(t, register.Vy, register.Of(scanned, m))
}

func TestNothingIsNone(t *testing.T) {
	t.Parallel()
	require.Equal(t, register.None, register.Of(new(scan.Text), new(feature.Message)))
}

func FuzzOf(f *testing.F) {
	for _, e := range examples(f) {
		f.Add(e.text, uint8(e.tag))
	}
	f.Fuzz(func(t *testing.T, text string, tag uint8) {
		got := of(text, lang.Tag(tag%4))
		require.LessOrEqual(t, got, register.Dumneavoastra)
		require.Equal(t, got, of(text, lang.Tag(tag%4)))
	})
}

func BenchmarkOf(b *testing.B) {
	scanned, m := made("Здравствуйте, подскажите пожалуйста, как у вас оформить возврат", lang.Ru)
	b.ReportAllocs()
	for b.Loop() {
		register.Of(scanned, m)
	}
}

func TestOfTakesNoMemory(t *testing.T) { //nolint:paralleltest // allocations are counted
	scanned, m := made("Здравствуйте, подскажите пожалуйста, как у вас оформить возврат", lang.Ru)
	require.Zero(t, testing.AllocsPerRun(100, func() { register.Of(scanned, m) }))
}
