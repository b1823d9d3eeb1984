package templates_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/timing"
	"github.com/camerton/camerton/tone"
)

// sample reads the commented sample file.
func sample(tb testing.TB) *templates.Business {
	tb.Helper()
	b, err := templates.LoadBusiness(os.DirFS("testdata"), templates.BusinessFile)
	require.NoError(tb, err)
	return b
}

func TestLoadBusinessSample(t *testing.T) {
	t.Parallel()
	b := sample(t)
	require.Equal(t, templates.Bilingual{RU: "«Ромашка»", RO: "„Mușețel”"}, b.Name)
	require.Equal(t, templates.Languages{romanian, russian}, b.Languages)
	require.Equal(t, []templates.Phone{"+37322123456", "+37369123456"}, b.Phones)
	require.Equal(t, "Mon-Fri 09:00-18:00; Sat 10:00-14:00", b.Hours.Week.String())
	require.Equal(t, "musetel.example", b.Site.In(russian))
	require.Equal(t, "musetel.example", b.Site.In(romanian))
	require.Empty(t, b.Site.In(tone.Mixed))
	require.Len(t, b.Hours.Special, 2)
	require.Len(t, b.Branches, 2)
	require.Equal(t, "daily 10:00-20:00", b.Branches[1].Hours.String())
	require.Equal(t, templates.Money(8990), b.Delivery.Zones[1].Price)
	require.Equal(t, []string{"cash", "card", "transfer"}, b.Payment.Methods)
	require.NotNil(t, b.Assistant.Disclose)
	require.NoError(t, b.Check())
}

// The sample shows every key that there is.
func TestSampleIsComplete(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/business.toml")
	require.NoError(t, err)
	for _, key := range templates.BusinessKeys() {
		shown := regexp.MustCompile(`(?m)^\[{0,2}([a-z]+\.)?` + key + `(\.[a-z]+)?(\]| =)`)
		require.True(t, shown.Match(data), "the sample does not show the key %s", key)
	}
}

func TestBusinessCalendar(t *testing.T) {
	t.Parallel()
	calendar, err := sample(t).Calendar()
	require.NoError(t, err)
	zone := chisinau(t)
	for _, c := range []struct {
		at   time.Time
		open bool
		kind timing.DayKind
	}{
		{time.Date(2026, 3, 2, 9, 0, 0, 0, zone), true, timing.Workday},
		{time.Date(2026, 3, 2, 18, 0, 0, 0, zone), false, timing.Workday},
		{time.Date(2026, 3, 1, 12, 0, 0, 0, zone), false, timing.DayOff},
		{time.Date(2026, 4, 13, 12, 0, 0, 0, zone), false, timing.Holiday},     // Easter Monday
		{time.Date(2026, 10, 14, 12, 0, 0, 0, zone), false, timing.Holiday},    // the town's own
		{time.Date(2026, 5, 2, 12, 0, 0, 0, zone), false, timing.Closing},      // once
		{time.Date(2026, 12, 29, 19, 0, 0, 0, zone), true, timing.OtherHours},  // once, longer
		{time.Date(2026, 12, 31, 15, 0, 0, 0, zone), false, timing.OtherHours}, // every year, shorter
	} {
		require.Equal(t, c.open, calendar.Open(c.at), c.at)
		require.Equal(t, c.kind, calendar.Day(calendar.DateOf(c.at)).Kind, c.at)
	}
}

func TestBusinessOfFewKeys(t *testing.T) {
	t.Parallel()
	b, err := templates.ParseBusiness("b.toml", []byte("name = \"X\"\nlanguages = [\"ru\"]\nhours.week = \"пн-пт 9-18\"\n"))
	require.NoError(t, err)
	calendar, err := b.Calendar()
	require.NoError(t, err)
	require.Equal(t, "Europe/Chisinau", calendar.Location().String())
	require.False(t, calendar.Open(time.Date(2026, 3, 1, 12, 0, 0, 0, chisinau(t))))
	require.True(t, calendar.Open(time.Date(2026, 4, 13, 12, 0, 0, 0, chisinau(t))), "no holidays were named")
}

// Each file of testdata/businesses holds a wrong business and, below "# want",
// what is said about it.
func TestBusinessFaults(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/businesses/*.toml")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		content, want, ok := strings.Cut(string(data), "# want\n")
		require.True(t, ok, file)
		want = strings.TrimSpace(strings.ReplaceAll("\n"+want, "\n# ", "\n"))
		b, err := templates.ParseBusiness("business.toml", []byte(content))
		require.Nil(t, b)
		require.Error(t, err)
		require.Equal(t, want, err.Error(), file)
	}
}

func TestLoadBusinessOfNoFile(t *testing.T) {
	t.Parallel()
	_, err := templates.LoadBusiness(templates.Named("shop", fstest.MapFS{}), "business.toml")
	require.EqualError(t, err, "shop/business.toml: there is no such file — check its name")
	_, err = templates.LoadBusiness(fstest.MapFS{"b": &fstest.MapFile{Data: []byte("= 1")}}, "b")
	require.ErrorContains(t, err, "b:1: ")
}

func TestBusinessCheckOfAStruct(t *testing.T) {
	t.Parallel()
	b := templates.Business{Languages: []tone.Language{russian}, Phones: []templates.Phone{"022 123 456"}}
	require.EqualError(t, b.Check(), `business: hours.week: the opening hours are missing — write week = "Mon-Fri 09:00-18:00; Sat 10:00-14:00", or "24/7"
business: name: the name is missing — write name = {ru = "…", ro = "…"}
business: phones[0]: "022 123 456" is no telephone number — write it as +37322123456`)
	_, err := catalog(t).Desk(&b)
	require.EqualError(t, err, b.Check().Error())

	b = *sample(t)
	b.Timezone = "Chisinau"
	_, err = b.Calendar()
	require.ErrorContains(t, err, `unknown time zone "Chisinau"`)
}

func FuzzParseBusiness(f *testing.F) {
	data, err := os.ReadFile("testdata/business.toml")
	require.NoError(f, err)
	f.Add(string(data))
	files, err := filepath.Glob("testdata/businesses/*.toml")
	require.NoError(f, err)
	for _, file := range files {
		data, err := os.ReadFile(file)
		require.NoError(f, err)
		f.Add(string(data))
	}
	texts := catalog(f)
	f.Fuzz(func(t *testing.T, text string) {
		b, err := templates.ParseBusiness("b", []byte(text))
		require.Equal(t, err == nil, b != nil)
		if b == nil {
			var faults templates.Faults
			require.ErrorAs(t, err, &faults)
			return
		}
		require.NoError(t, b.Check())
		if _, err := texts.Desk(b); err != nil {
			require.ErrorContains(t, err, "promises.refuse")
		}
	})
}
