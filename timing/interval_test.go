package timing

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestParseIntervals(t *testing.T) {
	t.Parallel()
	nine, thirteen, fourteen, eighteen := NewClock(9, 0), NewClock(13, 0), NewClock(14, 0), NewClock(18, 0)
	for text, want := range map[string][]Interval{
		"09:00-18:00":                {{nine, eighteen}},
		"14–18, 9–13":                {{nine, thirteen}, {fourteen, eighteen}},
		"9-13, 13-18":                {{nine, eighteen}},
		"9-18, обед 13-14":           {{nine, thirteen}, {fourteen, eighteen}},
		"22:00-06:00":                {{NewClock(22, 0), NewClock(6, 0)}},
		"18:00-00:00":                {{eighteen, EndOfDay}},
		"00:00-24:00":                {{0, EndOfDay}},
		"00:00-12:00, 12:00-24:00":   {{0, EndOfDay}},
		"круглосуточно":              {{0, EndOfDay}},
		"06:00-22:00, 22:00-06:00":   {{NewClock(6, 0), NewClock(22, 0)}, {NewClock(22, 0), NewClock(6, 0)}},
		"închis":                     nil,
		"de la 9:00 până la ora 18.": {{nine, eighteen}},
	} {
		got, err := ParseIntervals(text)
		require.NoError(t, err, text)
		require.Equal(t, want, got, text)
	}
}

func TestParseIntervalsFaults(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Mon 09:00-18:00":          "names days",
		"09:00-13:00, 12:00-18:00": "09:00-13:00 and 12:00-18:00 overlap",
		"22:00-06:00, 23:00-23:30": "overlap",
		"09:00-09:00":              "00:00-24:00",
		"24:00-06:00":              "outside the day",
		"9-18, обед 18-19":         "the break 18:00-19:00 does not lie inside",
		"9-18, обед 9-10":          "the break 09:00-10:00 does not lie inside",
		"9-18, обед 17-18":         "does not lie inside",
		"18-24, обед 23-24":        "does not lie inside",
		"20:00-06:00, обед 2-3":    "does not lie inside",
		"20:00-06:00, обед 23-24":  "does not lie inside",
		"":                         "empty",
	} {
		_, err := ParseIntervals(text)
		require.ErrorContains(t, err, want, text)
		require.ErrorContains(t, err, "timing: ", text)
	}
}

func TestIntervalText(t *testing.T) {
	t.Parallel()
	type holder struct{ Open []Interval }
	data, err := json.Marshal(holder{[]Interval{{NewClock(9, 0), NewClock(18, 30)}}})
	require.NoError(t, err)
	require.JSONEq(t, `{"Open":["09:00-18:30"]}`, string(data))
	var back holder
	require.NoError(t, json.Unmarshal([]byte(`{"Open":["9–18.30"]}`), &back))
	require.Equal(t, []Interval{{NewClock(9, 0), NewClock(18, 30)}}, back.Open)

	require.ErrorContains(t, json.Unmarshal([]byte(`{"Open":["9-13, 14-18"]}`), &back), "not one interval")
	require.ErrorContains(t, json.Unmarshal([]byte(`{"Open":["9"]}`), &back), "closing time")
	_, err = json.Marshal(Interval{NewClock(9, 0), NewClock(9, 0)})
	require.ErrorContains(t, err, "same time")
}

func TestPastMidnight(t *testing.T) {
	t.Parallel()
	require.True(t, Interval{NewClock(22, 0), NewClock(6, 0)}.PastMidnight())
	require.False(t, Interval{NewClock(9, 0), NewClock(18, 0)}.PastMidnight())
	require.False(t, Interval{NewClock(18, 0), EndOfDay}.PastMidnight())
	require.False(t, Interval{NewClock(18, 0), 0}.PastMidnight())
}
