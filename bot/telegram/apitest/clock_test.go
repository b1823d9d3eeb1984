package apitest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot/telegram/apitest"
)

func TestManualClockWakesInOrder(t *testing.T) {
	t.Parallel()
	c := apitest.NewManualClock(monday)
	var got []string
	note := func(name string) func() {
		return func() { got = append(got, name+" "+c.Now().Format("15:04:05")) }
	}
	c.AfterFunc(3*time.Second, note("c"))
	c.AfterFunc(time.Second, func() {
		note("a")()
		c.AfterFunc(time.Second, note("b"))
	})
	c.AfterFunc(time.Hour, note("never"))
	require.Equal(t, 3, c.Waiting())

	c.Advance(10 * time.Second)
	require.Equal(t, []string{"a 10:00:01", "b 10:00:02", "c 10:00:03"}, got)
	require.Equal(t, monday.Add(10*time.Second), c.Now())
	require.Equal(t, 1, c.Waiting())
}

func TestManualClockStop(t *testing.T) {
	t.Parallel()
	c := apitest.NewManualClock(monday)
	stop := c.AfterFunc(time.Second, func() { t.Error("called in spite of stop") })
	stop()
	stop()
	c.Advance(time.Minute)
	require.Zero(t, c.Waiting())
}

func TestManualClockAtOnce(t *testing.T) {
	t.Parallel()
	done := make(chan struct{})
	stop := apitest.NewManualClock(monday).AfterFunc(0, func() { close(done) })
	<-done
	stop()
}

func TestManualClockBack(t *testing.T) {
	t.Parallel()
	c := apitest.NewManualClock(monday)
	c.AfterFunc(time.Second, func() { t.Error("woken by going back") })
	c.Advance(-time.Hour)
	require.Equal(t, monday.Add(-time.Hour), c.Now())
}

func TestSystemClock(t *testing.T) {
	t.Parallel()
	var c apitest.SystemClock
	before := c.Now()
	woken := make(chan struct{})
	c.AfterFunc(time.Millisecond, func() { close(woken) })
	<-woken
	require.True(t, c.Now().After(before))
	c.AfterFunc(time.Hour, func() { t.Error("an hour has passed") })()
}
