package entity

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone/internal/feature"
	"github.com/camerton/camerton/tone/internal/lang"
	"github.com/camerton/camerton/tone/internal/scan"
)

// The files in testdata hold messages with the entities to be found in them.
//
//	now 2026-11-18 14:30
//	ru | Где [заказ 48213]? Жду [до 18:00] | order 48213; deadline 2026-11-18 18:00
//	ro | la 5 persoane
//
// The first column is the language of the words, the brackets in the second are
// around the spans that are to be found, and the third says what each of them is.
// A message without brackets has no entities. "\n" stands for a line break.
// A time is given to the minute if its hour is to be said, as a date if not, and
// as a date and "~18:00" if it is a part of the day. A line with "now" says when
// the messages after it came, in Chișinău.

// An example is one line of the files.
type example struct {
	where string
	tag   lang.Tag
	now   time.Time
	text  string
	want  []string
}

var chisinau = func() *time.Location {
	l, err := time.LoadLocation("Europe/Chisinau")
	if err != nil {
		panic(err)
	}
	return l
}()

func examples(tb testing.TB) (all []example) {
	tb.Helper()
	names, err := filepath.Glob("testdata/*.txt")
	require.NoError(tb, err)
	for _, name := range names {
		file, err := os.Open(name)
		require.NoError(tb, err)
		var now time.Time
		scanner := bufio.NewScanner(file)
		for n := 1; scanner.Scan(); n++ {
			where := fmt.Sprintf("%s:%d", name, n)
			line := scanner.Text()
			if line == "" || line[0] == '#' {
				continue
			}
			if at, ok := strings.CutPrefix(line, "now "); ok {
				now, err = time.ParseInLocation("2006-01-02 15:04", at, chisinau)
				require.NoError(tb, err, where)
				continue
			}
			all = append(all, parseExample(tb, where, line, now))
		}
		require.NoError(tb, scanner.Err())
		require.NoError(tb, file.Close())
	}
	return all
}

func parseExample(tb testing.TB, where, line string, now time.Time) example {
	tb.Helper()
	columns := strings.Split(line, " | ")
	e := example{where: where, now: now, tag: map[string]lang.Tag{"ru": lang.Ru, "ro": lang.Ro}[columns[0]]}
	require.Contains(tb, []string{"ru", "ro"}, columns[0], where)
	var spans []string
	start := -1
	for _, r := range strings.ReplaceAll(columns[1], `\n`, "\n") {
		switch r {
		case '[':
			start = len(e.text)
		case ']':
			spans = append(spans, e.text[start:])
		default:
			e.text += string(r)
		}
	}
	if len(spans) == 0 {
		require.Len(tb, columns, 2, where)
		return e
	}
	require.Len(tb, columns, 3, where)
	things := strings.Split(columns[2], "; ")
	require.Len(tb, things, len(spans), where)
	for i, span := range spans {
		e.want = append(e.want, things[i]+" «"+span+"»")
	}
	return e
}

// made makes the units of a text whose words all have the same tag.
func made(text string, tag lang.Tag) (*scan.Text, *feature.Message) {
	scanned, m := new(scan.Text), new(feature.Message)
	scanned.Scan(text, 4096)
	tags := make([]lang.Tag, len(scanned.Tokens))
	for i := range tags {
		tags[i] = lang.None
		if scanned.Tokens[i].Kind == scan.Word {
			tags[i] = tag
		}
	}
	m.Extract(scanned, tags)
	return scanned, m
}

func find(text string, tag lang.Tag, now time.Time) []Entity {
	scanned, m := made(text, tag)
	return Find(text, scanned, m, now, nil)
}

var kindNames = [...]string{
	Email: "email", Phone: "phone", Order: "order", Amount: "amount",
	Waiting: "waiting", Contact: "contact", Deadline: "deadline", Moment: "moment",
}

// said writes an entity as the files do, without its span.
func said(e *Entity) string {
	name := kindNames[e.Kind]
	switch e.Kind {
	case Order, Contact:
		return fmt.Sprintf("%s %d", name, e.Number)
	case Amount:
		return strings.TrimSpace(fmt.Sprintf("%s %d.%02d %s", name, e.Number/100, e.Number%100, e.Currency))
	case Waiting:
		short := strings.TrimSuffix(e.Span.String(), "0s")
		if h, ok := strings.CutSuffix(short, "h0m"); ok {
			short = h + "h"
		}
		return name + " " + short
	case Deadline, Moment:
		layout := "2006-01-02"
		if e.HasClock {
			layout += " 15:04"
		} else if e.At.Hour() > 0 {
			layout += " ~15:04"
		}
		return name + " " + e.At.Format(layout)
	case Email, Phone:
	}
	return name
}

func TestExamples(t *testing.T) {
	t.Parallel()
	all := examples(t)
	require.Greater(t, len(all), 600)
	for _, e := range all {
		t.Run(e.where, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, found := range find(e.text, e.tag, e.now) {
				got = append(got, said(&found)+" «"+e.text[found.Start:found.End]+"»")
			}
			require.Equal(t, e.want, got, e.text)
		})
	}
}
