package timing

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestParseRules(t *testing.T) {
	t.Parallel()
	label := Label{RU: "день", RO: "zi"}
	short := []Interval{{NewClock(9, 0), NewClock(14, 0)}}
	for line, want := range map[string]Rule{
		"08-27 | день | zi":                        {Month: time.August, Day: 27, Label: label},
		"  08-27|день|zi # comment":                {Month: time.August, Day: 27, Label: label},
		"02-29 | день | zi":                        {Month: time.February, Day: 29, Label: label},
		"easter | день | zi":                       {Easter: true, Label: label},
		"easter+8 | день | zi":                     {Easter: true, Offset: 8, Label: label},
		"easter-2 2018- | день | zi":               {Easter: true, Offset: -2, First: 2018, Label: label},
		"01-06 2024- | день | zi":                  {Month: time.January, Day: 6, First: 2024, Label: label},
		"01-06 -2016 | день | zi":                  {Month: time.January, Day: 6, Last: 2016, Label: label},
		"01-06 2017-2023 | день | zi":              {Month: time.January, Day: 6, First: 2017, Last: 2023, Label: label},
		"01-06 2024 | день | zi":                   {Month: time.January, Day: 6, First: 2024, Last: 2024, Label: label},
		"12-31 09:00-14:00 | день | zi":            {Month: time.December, Day: 31, Open: short, Label: label},
		"12-31 2026- 9–14 | день | zi":             {Month: time.December, Day: 31, First: 2026, Open: short, Label: label},
		"06-01 open | день | zi":                   {Month: time.June, Day: 1, Ordinary: true, Label: label},
		"06-01 2025- open | день | zi":             {Month: time.June, Day: 1, First: 2025, Ordinary: true, Label: label},
		"06-01 closed | день | zi":                 {Month: time.June, Day: 1, Label: label},
		"06-01 0900-1400 | день | zi":              {Month: time.June, Day: 1, Open: short, Label: label},
		"12-31 09:00-11:00, 12:00-14 | день | zi ": {Month: time.December, Day: 31, Open: []Interval{{NewClock(9, 0), NewClock(11, 0)}, {NewClock(12, 0), NewClock(14, 0)}}, Label: label},
	} {
		rules, err := ParseRules("own.txt", line)
		require.NoError(t, err, line)
		require.Equal(t, []Rule{want}, rules, line)
		again, err := ParseRules("own.txt", rules[0].String())
		require.NoError(t, err, line)
		require.Equal(t, rules, again)
	}
}

// Every fault of a text is reported, each with its line.
func TestParseRulesFaults(t *testing.T) {
	t.Parallel()
	lines := []struct{ line, fault string }{
		{"# only a comment", ""},
		{"08-27 | день", `own.txt:2: "08-27 | день" is not a rule; write DAY | NAME IN RUSSIAN | NAME IN ROMANIAN`},
		{"| день | zi", "own.txt:3: "},
		{"08-27 | | zi", "own.txt:4: a name is empty"},
		{"27-08 | день | zi", `own.txt:5: "27-08" is not a day; write the month and the day as 08-27`},
		{"02-30 | день | zi", `own.txt:6: "02-30" is not a day`},
		{"easter8 | день | zi", `own.txt:7: "easter8" is not a day`},
		{"easter+x | день | zi", `own.txt:8: "easter+x" is not a day`},
		{"easter+300 | день | zi", "own.txt:9: easter+300 is too far from Easter; from -90 to +200"},
		{"01-06 2024-2020 | день | zi", "own.txt:10: the years 2024-2020 end before they begin"},
		{"01-06 sometimes | день | zi", `own.txt:11: hours "sometimes": "sometimes" is neither a day nor a time`},
		{"01-06 Mon 9-14 | день | zi", `own.txt:12: "Mon 9-14" names days`},
		{"01-06 2024- 2025- | день | zi", "own.txt:13: "},
		{"", ""},
		{"01-06 - | день | zi", "own.txt:15: "},
	}
	var text strings.Builder
	for _, l := range lines {
		text.WriteString(l.line + "\n")
	}
	rules, err := ParseRules("own.txt", text.String())
	require.Nil(t, rules)
	for _, l := range lines {
		require.ErrorContains(t, err, l.fault)
	}
	require.Len(t, strings.Split(err.Error(), "\n"), 13)
}

func TestRuleIn(t *testing.T) {
	t.Parallel()
	leap := rulesOf(t, "02-29 | день | zi")[0]
	_, ok := leap.In(2026)
	require.False(t, ok)
	date, ok := leap.In(2028)
	require.True(t, ok)
	require.Equal(t, "2028-02-29", date.String())

	friday := rulesOf(t, "easter-2 2018-2020 | день | zi")[0]
	date, ok = friday.In(2018)
	require.True(t, ok)
	require.Equal(t, "2018-04-06", date.String())
	for _, year := range []int{2017, 2021} {
		_, ok = friday.In(year)
		require.False(t, ok)
	}
}

func randomRule(r *rand.Rand) Rule {
	rule := Rule{Label: Label{RU: "день", RO: "zi"}}
	if rule.Easter = r.IntN(2) == 0; rule.Easter {
		rule.Offset = r.IntN(lastEasterOffset-firstEasterOffset+1) + firstEasterOffset
	} else {
		day := Date{2000, time.January, 1}.AddDays(r.IntN(366))
		rule.Month, rule.Day = day.Month, day.Day
	}
	if r.IntN(3) == 0 {
		rule.First = 2000 + r.IntN(50)
	}
	if r.IntN(3) == 0 {
		rule.Last = max(rule.First, 2000) + r.IntN(50)
	}
	switch r.IntN(3) {
	case 0:
		rule.Open, _ = tidy(randomIntervals(r))
	case 1:
		rule.Ordinary = true
	}
	return rule
}

func TestRuleStringReadsBack(t *testing.T) {
	t.Parallel()
	r := newRand(2)
	for range 500 {
		rule := randomRule(r)
		back, err := ParseRules("test", rule.String())
		require.NoError(t, err)
		require.Equal(t, []Rule{rule}, back)
	}
}

func FuzzParseRules(f *testing.F) {
	for _, country := range Countries() {
		text, err := holidayFiles.ReadFile("holidays/" + country + ".txt")
		require.NoError(f, err)
		f.Add(string(text))
	}
	f.Add("12-31 2026- 09:00-14:00, 15-16 | день | zi\neaster+8 open | a | b")
	f.Fuzz(func(t *testing.T, text string) {
		rules, err := ParseRules("fuzz", text)
		if err != nil {
			require.Nil(t, rules)
			return
		}
		var back strings.Builder
		for _, r := range rules {
			require.NoError(t, r.validate())
			back.WriteString(r.String() + "\n")
		}
		again, err := ParseRules("fuzz", back.String())
		require.NoError(t, err)
		require.Equal(t, rules, again)
	})
}
