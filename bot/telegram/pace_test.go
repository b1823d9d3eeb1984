package telegram

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// TestLimitsHoldInEverySpan sends at random moments, as soon as it is let, and
// looks at every span of a limit's length.
func TestLimitsHoldInEverySpan(t *testing.T) {
	t.Parallel()
	for seed := range uint64(20) {
		dice := rand.New(rand.NewPCG(seed, 0))
		limits := Limits{
			Chat:   Limit{1 + dice.IntN(3), time.Second},
			Group:  Limit{1 + dice.IntN(20), time.Minute},
			Global: Limit{1 + dice.IntN(30), time.Second},
		}
		p := newPace(limits)
		sent := map[int64][]time.Time{}
		now := noon
		for range 3000 {
			now = now.Add(time.Duration(dice.IntN(40)) * time.Millisecond)
			chat := int64(1 + dice.IntN(5))
			if dice.IntN(3) == 0 {
				chat = -chat
			}
			if wait, _ := p.turn(chat, now); wait == 0 {
				sent[chat] = append(sent[chat], now)
				sent[0] = append(sent[0], now) // of all
			}
		}
		for chat, times := range sent {
			switch {
			case chat == 0:
				requireAtMost(t, limits.Global, times)
			case chat < 0:
				requireAtMost(t, limits.Group, times)
				fallthrough
			default:
				requireAtMost(t, limits.Chat, times)
			}
		}
		require.Greater(t, len(sent[0]), 50, "something is sent")
	}
}

func requireAtMost(t *testing.T, l Limit, times []time.Time) {
	t.Helper()
	for i, from := range times {
		n := 0
		for _, at := range times[i:] {
			// The buckets count in fractions of a second; a microsecond is lost on the way.
			if d := at.Sub(from); d >= 0 && d < l.Per-time.Microsecond {
				n++
			}
		}
		require.LessOrEqual(t, n, l.N, "in %v from %v", l.Per, from)
	}
}

func TestPaceOfOneChat(t *testing.T) {
	t.Parallel()
	p := newPace(Limits{}.withDefaults())
	wait, _ := p.turn(5, noon)
	require.Zero(t, wait)
	wait, global := p.turn(5, noon)
	require.Equal(t, time.Second, wait, "one in a second")
	require.False(t, global)
	wait, _ = p.turn(6, noon)
	require.Zero(t, wait, "others may")
	wait, _ = p.turn(5, noon.Add(900*time.Millisecond))
	require.InDelta(t, 100*time.Millisecond, wait, float64(time.Millisecond))
	wait, _ = p.turn(5, noon.Add(time.Second))
	require.Zero(t, wait)
}

func TestNoLimits(t *testing.T) {
	t.Parallel()
	never := Limit{N: -1}
	p := newPace(Limits{never, never, never}.withDefaults())
	for range 1000 {
		wait, _ := p.turn(-5, noon)
		require.Zero(t, wait)
	}
}

func TestPaceForgetsQuietChats(t *testing.T) {
	t.Parallel()
	p := newPace(Limits{Global: Limit{N: -1}}.withDefaults())
	p.toldToWait(1, time.Hour, noon)
	for chat := int64(2); chat < 3*maxPaced; chat++ {
		_, _ = p.turn(chat, noon.Add(time.Duration(chat)*time.Second))
	}
	require.LessOrEqual(t, len(p.chats), maxPaced)

	p = newPace(Limits{Global: Limit{N: -1}}.withDefaults())
	p.toldToWait(1, time.Hour, noon)
	for chat := int64(2); chat < 3*maxPaced; chat++ { // all in one moment
		_, _ = p.turn(chat, noon.Add(2*time.Second))
	}
	require.LessOrEqual(t, len(p.chats), maxPaced)
	require.True(t, p.quiet(1, noon.Add(time.Minute)), "those that have to wait are remembered")
}

func BenchmarkTurn(b *testing.B) {
	p := newPace(Limits{}.withDefaults())
	now := noon
	b.ReportAllocs()
	i := int64(0)
	for b.Loop() {
		i++
		now = now.Add(50 * time.Millisecond)
		_, _ = p.turn(i%1000, now)
	}
}
