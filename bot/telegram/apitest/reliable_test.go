package apitest_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot/telegram/apitest"
)

// TestACheckerCanTrustTheRecord runs a bot that tries hard through every kind
// of fault, and then finds out from the record alone what became of each
// message: the way in which a crash test is checked.
func TestACheckerCanTrustTheRecord(t *testing.T) {
	t.Parallel()
	srv := started(t, apitest.Options{Seed: 5})
	for _, f := range []apitest.Fault{
		{Kind: apitest.FaultTooMany},
		{Kind: apitest.FaultError, Status: 500},
		{Kind: apitest.FaultHTML},
		{Kind: apitest.FaultDrop},
		{Kind: apitest.FaultDrop, AfterEffect: true},
		{Kind: apitest.FaultGarble, AfterEffect: true},
	} {
		f.Method, f.Chance, f.Times = "sendMessage", 0.08, -1
		srv.Inject(f)
	}
	told := &ledger{told: map[string]int{}}
	running(t, srv, told.stubborn)

	const customers, each = 10, 12
	for n := range each {
		for id := range int64(customers) {
			srv.Customer(id + 1).Say(strconv.Itoa(n))
		}
	}
	ctx := soon(t)
	for id := range int64(customers) {
		_, err := srv.WaitSent(ctx, apitest.InChat(id+1), apitest.TextHas(fmt.Sprintf("на %d.", each-1)))
		require.NoError(t, err)
	}

	asked := map[string]bool{}
	sent := map[string]int{}
	hidden := map[string]int{} // took effect, and the bot was not told
	last := map[int64]int{}
	for _, e := range srv.Record() {
		switch {
		case e.Kind == apitest.EntryUpdate:
			var u models.Update
			require.NoError(t, json.Unmarshal(e.Update, &u))
			asked[fmt.Sprintf("%d/%s", e.Chat, u.Message.Text)] = true
		case e.Method == "sendMessage" && e.Effect:
			number, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(e.Text(), "ответ на "), "."))
			require.NoError(t, err)
			key := fmt.Sprintf("%d/%d", e.Chat, number)
			require.True(t, asked[key], "an answer to nothing")
			require.GreaterOrEqual(t, number, last[e.Chat], "order within the chat")
			last[e.Chat] = number
			sent[key]++
			if e.Status != 200 || e.Fault != "" {
				hidden[key]++
			}
		}
	}
	require.Len(t, asked, customers*each)
	require.Len(t, sent, customers*each, "every message has its answer")
	twice := 0
	for key, n := range sent {
		require.LessOrEqual(t, n, 1+hidden[key], "sent twice only where the outcome was hidden")
		if n > 1 {
			twice++
		}
	}
	require.Positive(t, twice, "the faults did what they are for")
	told.mu.Lock()
	defer told.mu.Unlock()
	for key, n := range told.told {
		require.Equal(t, 1, n, key)
	}
}

// ledger is a bot that answers until it is told that it has.
type ledger struct {
	mu   sync.Mutex
	told map[string]int
}

func (l *ledger) stubborn(ctx context.Context, b *tg.Bot, u *models.Update) {
	m := u.Message
	for ctx.Err() == nil {
		_, err := b.SendMessage(ctx, &tg.SendMessageParams{ChatID: m.Chat.ID, Text: "ответ на " + m.Text + "."})
		if err == nil {
			l.mu.Lock()
			l.told[fmt.Sprintf("%d/%s", m.Chat.ID, m.Text)]++
			l.mu.Unlock()
			return
		}
		if _, limited := errors.AsType[*tg.TooManyRequestsError](err); limited {
			select { // a real bot waits a second; here it is enough to yield
			case <-ctx.Done():
			case <-time.After(time.Millisecond):
			}
		}
	}
}
