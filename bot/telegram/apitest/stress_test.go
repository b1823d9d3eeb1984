package apitest_test

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot/telegram/apitest"
)

// TestStartAndStopUnderStress lets ten goroutines start, stop and close at
// once; whatever the order, nothing hangs and nothing is left.
func TestStartAndStopUnderStress(t *testing.T) {
	t.Parallel()
	for range 5 {
		srv := apitest.New(apitest.Options{})
		var all sync.WaitGroup
		for n := range 10 {
			all.Go(func() {
				for range 5 {
					switch n % 5 {
					case 0:
						_ = srv.Start()
					case 1:
						_ = srv.Stop()
					case 2:
						_ = srv.Restart()
					case 3:
						_ = srv.URL()
						srv.Customer(5).Say("a")
					case 4:
						ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
						_, _ = srv.WaitSent(ctx)
						cancel()
					}
				}
			})
		}
		all.Wait()
		require.NoError(t, srv.Close())
		require.ErrorIs(t, srv.Start(), apitest.ErrClosed)
	}
}

// TestStopInTheMiddle takes the server off the network while sends are under
// way: each of them either took effect or did not, and the record knows.
func TestStopInTheMiddle(t *testing.T) {
	t.Parallel()
	srv := started(t, apitest.Options{})
	srv.Customer(5).Say("a")
	b, err := tg.New(apitest.DefaultToken, tg.WithServerURL(srv.URL()))
	require.NoError(t, err)
	var told, failed atomic.Int64
	var all sync.WaitGroup
	for n := range 8 {
		all.Go(func() {
			for i := range 40 {
				_, err := b.SendMessage(t.Context(), &tg.SendMessageParams{ChatID: 5, Text: fmt.Sprintf("%d-%d", n, i)})
				if err == nil {
					told.Add(1)
				} else {
					failed.Add(1)
				}
			}
		})
	}
	require.Eventually(t, func() bool { return told.Load() > 20 }, 10*time.Second, 100*time.Microsecond)
	require.NoError(t, srv.Restart())
	all.Wait()
	effects := int64(0)
	seen := map[string]bool{}
	for _, e := range srv.Record() {
		if e.Method == "sendMessage" && e.Effect {
			effects++
			require.False(t, seen[e.Text()], "sent twice: %s", e.Text())
			seen[e.Text()] = true
		}
	}
	require.GreaterOrEqual(t, effects, told.Load(), "what the bot was told took effect")
	require.LessOrEqual(t, effects, told.Load()+failed.Load())
	require.Equal(t, int64(320), told.Load()+failed.Load())
}

// TestAGeneratorInAnotherProcess is how a load test is built: a generator
// steers by Control, the bot answers over HTTP, and a checker follows the
// record page by page.
func TestAGeneratorInAnotherProcess(t *testing.T) {
	t.Parallel()
	srv := started(t, apitest.Options{KeepMessages: 50})
	running(t, srv, echo)
	ctl := apitest.Control{URL: srv.URL(), Client: &http.Client{}}
	defer ctl.Client.CloseIdleConnections()
	ctx := soon(t)

	const customers, batches = 50, 8
	var generator sync.WaitGroup
	generator.Go(func() {
		for n := range batches {
			actions := make([]apitest.Action, customers)
			for id := range actions {
				actions[id] = apitest.Action{Do: "say", Customer: int64(id + 1), Text: strconv.Itoa(n)}
			}
			if _, err := ctl.Do(ctx, actions...); err != nil {
				t.Error(err)
			}
		}
	})

	asked, answered := map[int64][]string{}, map[int64][]string{}
	answers, last := 0, int64(0)
	for answers < customers*batches {
		page, err := ctl.Record(ctx, last, time.Second)
		require.NoError(t, err)
		for _, e := range page {
			require.Equal(t, last+1, e.Seq, "the record has no gaps")
			last = e.Seq
			switch {
			case e.Kind == apitest.EntryUpdate:
				asked[e.Chat] = append(asked[e.Chat], "эхо: "+textOf(t, e))
			case e.Method == "sendMessage":
				answered[e.Chat] = append(answered[e.Chat], e.Text())
				answers++
			}
		}
	}
	generator.Wait()
	require.Equal(t, asked, answered, "every customer got every answer, in order")
	stats, err := ctl.Stats(ctx)
	require.NoError(t, err)
	require.Equal(t, int64(customers*batches), stats.Methods["sendMessage"])
}
