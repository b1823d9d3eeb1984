package templates_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/timing"
	"github.com/camerton/camerton/tone"
)

func words(tb testing.TB, lang tone.Language) templates.Words {
	tb.Helper()
	w, err := catalog(tb).Words(lang)
	require.NoError(tb, err)
	require.Equal(tb, lang, w.Language())
	return w
}

// nbsp writes ~ as a non-breaking space.
func nbsp(s string) string { return strings.ReplaceAll(s, "~", "\u00a0") }

func chisinau(tb testing.TB) *time.Location {
	tb.Helper()
	zone, err := timing.LoadZone("Europe/Chisinau")
	require.NoError(tb, err)
	return zone
}

func TestWordsPromise(t *testing.T) {
	t.Parallel()
	zone := chisinau(t)
	now := time.Date(2026, 3, 2, 10, 7, 0, 0, zone) // a Monday
	at := func(month time.Month, day, hour, minute int) time.Time {
		return time.Date(2026, month, day, hour, minute, 0, 0, zone)
	}
	for _, c := range []struct {
		at        time.Time
		precision timing.Precision
		ru, ro    string
	}{
		{at(3, 2, 10, 25), timing.ByTheClock, "до~10:25", "până la~10:25"},
		{at(3, 2, 12, 0), timing.ByTheClock, "до~12:00", "până la~12"},
		{at(3, 2, 12, 30), timing.ByTheClock, "сегодня до~12:30", "azi, până la~12:30"},
		{at(3, 2, 18, 0), timing.ByTheClock, "сегодня до~18:00", "azi, până la~18"},
		{at(3, 3, 0, 0), timing.ByTheClock, "сегодня до~24:00", "azi, până la~24"},
		{at(3, 3, 9, 5), timing.ByTheClock, "завтра до~9:05", "mâine, până la~9:05"},
		{at(3, 3, 10, 0), timing.ByTheClock, "завтра до~10:00", "mâine, până la~10"},
		{at(3, 4, 10, 0), timing.ByTheClock, "послезавтра до~10:00", "poimâine, până la~10"},
		{at(3, 6, 14, 37), timing.ToTheMinute, "в~пятницу до~14:37", "vineri, până la~14:37"},
		{at(3, 9, 10, 0), timing.ByTheClock, "9~марта до~10:00", "pe 9~martie, până la~10"},
		{at(3, 2, 11, 0), timing.PartsOfDay, "сегодня утром", "azi-dimineață"},
		{at(3, 2, 20, 0), timing.PartsOfDay, "сегодня вечером", "diseară"},
		{at(3, 3, 17, 0), timing.PartsOfDay, "завтра после обеда", "mâine după-amiază"},
		{at(3, 4, 13, 0), timing.PartsOfDay, "послезавтра к обеду", "poimâine la prânz"},
		{at(3, 5, 10, 0), timing.PartsOfDay, "в~четверг утром", "joi dimineață"},
		{at(3, 8, 19, 0), timing.PartsOfDay, "в~воскресенье вечером", "duminică seară"},
		{at(4, 14, 10, 0), timing.PartsOfDay, "14~апреля утром", "pe 14~aprilie, dimineața"},
		{at(3, 5, 3, 0), timing.PartsOfDay, "в~четверг до~3:00", "joi, până la~3"},
	} {
		p := timing.Promise{Kind: timing.ByPolicy, At: c.at, Precision: c.precision}
		require.Equal(t, nbsp(c.ru), words(t, russian).Promise(p, now), c.at)
		require.Equal(t, nbsp(c.ro), words(t, romanian).Promise(p, now), c.at)
	}
}

func TestWordsPromiseOfNothing(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 2, 10, 0, 0, 0, chisinau(t))
	w := words(t, russian)
	require.Empty(t, w.Promise(timing.Promise{}, now))
	require.Empty(t, w.Promise(timing.Promise{Kind: timing.ByPolicy, At: now}, now), "never in the past")
	require.Empty(t, w.Promise(timing.Promise{At: now.Add(time.Hour)}, now), "nothing was promised")
}

// Every moment of a year has words, in both languages and all precisions.
func TestWordsOfEveryMoment(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 1, 1, 8, 0, 0, 0, chisinau(t))
	for hours := 1; hours < 366*24; hours += 5 {
		at := now.Add(time.Duration(hours) * time.Hour)
		for _, precision := range []timing.Precision{timing.ToTheMinute, timing.ByTheClock, timing.PartsOfDay} {
			for _, lang := range []tone.Language{russian, romanian} {
				said := words(t, lang).Promise(timing.Promise{Kind: timing.ByPolicy, At: at, Precision: precision}, now)
				require.NotEmpty(t, strings.Trim(said, " ,\u00a0"), at)
				require.NotContains(t, said, "  ")
			}
		}
	}
}

func TestWordsHours(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][2]string{
		"Mon-Fri 09:00-18:00; Sat 10:00-14:00": {"пн–пт~9:00–18:00, сб~10:00–14:00", "lu–vi~9:00–18:00, sâ~10:00–14:00"},
		"daily 08:30-20:00":                    {"ежедневно~8:30–20:00", "zilnic~8:30–20:00"},
		"24/7":                                 {"круглосуточно", "non-stop"},
		"Mon,Wed,Fri 9-13, 14-18; Sat,Sun 22:00-06:00": {"пн, ср, пт~9:00–13:00, 14:00–18:00, сб, вс~22:00–6:00", "lu, mi, vi~9:00–13:00, 14:00–18:00, sâ, du~22:00–6:00"},
		"closed":                                 {"", ""},
		"Mon-Thu 9-18; Fri 9-17; Sat-Sun closed": {"пн–чт~9:00–18:00, пт~9:00–17:00", "lu–jo~9:00–18:00, vi~9:00–17:00"},
		"Mon 9-10; Tue 9-10; Thu 9-10; Fri 9-10; Sat 9-10":     {"пн, вт, чт–сб~9:00–10:00", "lu, ma, jo–sâ~9:00–10:00"},
		"Mon-Sun 00:00-24:00":                                  {"круглосуточно", "non-stop"},
		"Mon-Fri 09:00-24:00; Sat-Sun 10:00-12:00,13:00-15:00": {"пн–пт~9:00–24:00, сб, вс~10:00–12:00, 13:00–15:00", "lu–vi~9:00–24:00, sâ, du~10:00–12:00, 13:00–15:00"},
	} {
		hours, err := timing.ParseHours(text)
		require.NoError(t, err, text)
		require.Equal(t, nbsp(want[0]), words(t, russian).Hours(hours), text)
		require.Equal(t, nbsp(want[1]), words(t, romanian).Hours(hours), text)
	}
}

func TestWordsAmount(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		amount   templates.Money
		currency string
		ru, ro   string
	}{
		{100, "MDL", "1~лей", "1~leu"},
		{200, "MDL", "2~лея", "2~lei"},
		{35000, "MDL", "350~лей", "350~lei"},
		{125050, "MDL", "1~250,50~лей", "1~250,50~lei"},
		{2000, "RON", "20~RON", "20~lei"},
		{1999, "EUR", "19,99~евро", "19,99~euro"},
		{2100, "USD", "21~доллар", "21~dolari"},
		{500, "USD", "5~долларов", "5~dolari"},
		{350, "USD", "3,50~доллара", "3,50~dolari"},
		{100, "USD", "1~доллар", "1~dolar"},
		{100, "XXX", "", ""},
	} {
		require.Equal(t, nbsp(c.ru), words(t, russian).Amount(c.amount, c.currency))
		require.Equal(t, nbsp(c.ro), words(t, romanian).Amount(c.amount, c.currency))
	}
	for _, currency := range templates.Currencies() {
		require.NotEmpty(t, words(t, russian).Amount(500, currency))
		require.NotEmpty(t, words(t, romanian).Amount(500, currency))
	}
}

func TestWordsDateAndPayment(t *testing.T) {
	t.Parallel()
	require.Equal(t, nbsp("1~мая"), words(t, russian).Date(timing.Date{Year: 2026, Month: time.May, Day: 1}))
	require.Equal(t, nbsp("31~august"), words(t, romanian).Date(timing.Date{Year: 2026, Month: time.August, Day: 31}))
	require.Empty(t, words(t, russian).Date(timing.Date{}))
	require.Equal(t, "наличными, переводом", words(t, russian).PaymentMethods([]string{"cash", "transfer", "gold"}))
	for _, method := range templates.PaymentMethods() {
		require.NotEmpty(t, words(t, russian).PaymentMethods([]string{method}))
		require.NotEmpty(t, words(t, romanian).PaymentMethods([]string{method}))
	}
	require.Empty(t, words(t, romanian).PaymentMethods(nil))
}
