package bot_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/tone"
)

func chat(n int) bot.Key { return bot.Key{Channel: tone.Telegram, Chat: strconv.Itoa(n)} }

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func TestLimiterOfOneChat(t *testing.T) {
	t.Parallel()
	l := bot.NewLimiter(bot.Rates{})
	for range 3 {
		require.Zero(t, l.Take(chat(1), false, noon))
	}
	wait := l.Take(chat(1), false, noon)
	require.Equal(t, time.Second, wait)
	require.Zero(t, l.Take(chat(2), false, noon), "another chat has its own allowance")
	require.Equal(t, wait, l.Take(chat(1), false, noon), "asking uses nothing up")
	require.Zero(t, l.Take(chat(1), false, noon.Add(wait)))
	require.NotZero(t, l.Take(chat(1), false, noon.Add(wait)))
}

func TestLimiterOfAGroup(t *testing.T) {
	t.Parallel()
	l := bot.NewLimiter(bot.Rates{Global: -1})
	for range 20 {
		require.Zero(t, l.Take(chat(1), true, noon))
	}
	require.Equal(t, 3*time.Second, l.Take(chat(1), true, noon).Round(time.Millisecond))
}

func TestLimiterOfAllChats(t *testing.T) {
	t.Parallel()
	l := bot.NewLimiter(bot.Rates{})
	free := 0
	for n := range 100 {
		if l.Take(chat(n), false, noon) == 0 {
			free++
		}
	}
	require.Equal(t, 30, free)
	for n := range 100 {
		if l.Take(chat(n), false, noon.Add(time.Second)) == 0 {
			free++
		}
	}
	require.Equal(t, 60, free, "what was refused used nothing up")
}

func TestLimiterPause(t *testing.T) {
	t.Parallel()
	l := bot.NewLimiter(bot.Rates{})
	l.Pause(chat(1), false, noon.Add(10_000*time.Second))
	require.Equal(t, 10_000*time.Second, l.Take(chat(1), false, noon))
	require.Zero(t, l.Take(chat(2), false, noon))
	l.Pause(chat(1), false, noon.Add(time.Second))
	require.Equal(t, 10_000*time.Second, l.Take(chat(1), false, noon), "a shorter pause does not end a longer one")
	l.Pause(chat(3), true, noon.Add(time.Minute))
	require.Equal(t, time.Minute, l.Take(chat(2), false, noon))
	require.Zero(t, l.Take(chat(2), false, noon.Add(time.Minute)))
}

func TestLimiterWithoutLimits(t *testing.T) {
	t.Parallel()
	l := bot.NewLimiter(bot.Rates{Chat: -1, Group: -1, Global: -1})
	for range 1000 {
		require.Zero(t, l.Take(chat(1), false, noon))
		require.Zero(t, l.Take(chat(2), true, noon))
	}
}

// Chats that are long idle are forgotten, and nobody notices.
func TestLimiterForgets(t *testing.T) {
	t.Parallel()
	l := bot.NewLimiter(bot.Rates{Global: -1})
	l.Pause(chat(-1), false, noon.Add(time.Hour))
	for n := range 30_000 {
		require.Zero(t, l.Take(chat(n), false, noon.Add(time.Duration(n)*time.Millisecond)))
	}
	require.NotZero(t, l.Take(chat(-1), false, noon.Add(40*time.Second)), "a pause is not forgotten")
}

func BenchmarkLimiter(b *testing.B) {
	l := bot.NewLimiter(bot.Rates{Chat: -1, Global: -1})
	keys := make([]bot.Key, 500)
	for i := range keys {
		keys[i] = chat(i)
	}
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		l.Take(keys[n%len(keys)], false, noon)
		n++
	}
}
