package main

import (
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

var tenOClock = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)

func TestLeapClockGoes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newLeapClock(tenOClock)
		require.Equal(t, tenOClock, c.Now())
		time.Sleep(time.Minute)
		require.Equal(t, tenOClock.Add(time.Minute), c.Now())
		c.leap(time.Hour)
		require.Equal(t, tenOClock.Add(61*time.Minute), c.Now())
	})
}

// What was to happen in a leap happens in its order, and the rest at its time.
func TestLeapClockLeaps(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newLeapClock(tenOClock)
		rings := make(chan int, 9)
		for _, minutes := range []int{30, 10, 20, 90} {
			c.AfterFunc(time.Duration(minutes)*time.Minute, func() { rings <- minutes })
		}
		stop := c.AfterFunc(15*time.Minute, func() { rings <- 15 })
		stop()
		stop()
		c.leap(time.Hour)
		for _, want := range []int{10, 20, 30} {
			require.Equal(t, want, <-rings)
		}
		time.Sleep(29 * time.Minute)
		synctest.Wait()
		require.Empty(t, rings)
		time.Sleep(2 * time.Minute)
		synctest.Wait()
		require.Equal(t, 90, <-rings)
		require.Empty(t, rings)
		require.Empty(t, c.waiting)
	})
}

func TestLeapClockOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newLeapClock(tenOClock)
		var calls atomic.Int64
		c.AfterFunc(time.Second, func() { calls.Add(1) })
		go c.leap(time.Second)
		go c.leap(time.Second)
		time.Sleep(time.Minute)
		synctest.Wait()
		require.EqualValues(t, 1, calls.Load())
	})
}
