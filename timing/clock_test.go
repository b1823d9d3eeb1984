package timing

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestParseClock(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Clock{
		"00:00": 0, "0:00": 0, "9:05": NewClock(9, 5), "09:00": NewClock(9, 0), "23:59": NewClock(23, 59), "24:00": EndOfDay,
	} {
		got, err := ParseClock(text)
		require.NoError(t, err, text)
		require.Equal(t, want, got, text)
	}
	for _, text := range []string{"", "9", "24:01", "25:00", "12:60", "12:5", "12:345", "-1:00", "12.30", " 9:00", "9:00 ", "٩:٠٠", "1a:00"} {
		_, err := ParseClock(text)
		require.ErrorContains(t, err, "09:00", text)
	}
}

func TestClockText(t *testing.T) {
	t.Parallel()
	for c := range EndOfDay + 1 {
		text, err := c.MarshalText()
		require.NoError(t, err)
		var back Clock
		require.NoError(t, back.UnmarshalText(text))
		require.Equal(t, c, back)
		require.Equal(t, int(c), back.Hour()*60+back.Minute())
	}
	_, err := (EndOfDay + 1).MarshalText()
	require.Error(t, err)
}

func TestClockOf(t *testing.T) {
	t.Parallel()
	moment := time.Date(2026, 7, 1, 21, 59, 59, 0, time.UTC)
	require.Equal(t, NewClock(21, 59), ClockOf(moment))
	require.Equal(t, NewClock(0, 59), ClockOf(moment.In(chisinau(t))))
}
