package apitest_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot/telegram/apitest"
)

// queueModel is the queue as the documentation tells it, in a few lines.
type queueModel struct {
	ids  []int64
	born map[int64]time.Time
}

func (m *queueModel) pick(offset int64, limit int, now time.Time) []int64 {
	m.ids = slices.DeleteFunc(m.ids, func(id int64) bool { return now.Sub(m.born[id]) > 24*time.Hour })
	if offset < 0 && int(-offset) < len(m.ids) {
		m.ids = m.ids[len(m.ids)+int(offset):]
	}
	if offset > 0 {
		m.ids = slices.DeleteFunc(m.ids, func(id int64) bool { return id < offset })
	}
	return slices.Clone(m.ids[:min(limit, len(m.ids))])
}

// TestPollingAgainstAModel plays at random and compares with the model.
func TestPollingAgainstAModel(t *testing.T) {
	t.Parallel()
	for seed := range uint64(20) {
		t.Run(strconv.FormatUint(seed, 10), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(seed, 1))
			b := newBench(t, apitest.Options{Seed: seed, KeepRecord: 100})
			m := queueModel{born: map[int64]time.Time{}}
			last := int64(0)
			for range 300 {
				switch r.IntN(5) {
				case 0, 1:
					b.srv.Customer(r.Int64N(5) + 1).Say("a")
					all := b.srv.RecordSince(0)
					last = all[len(all)-1].UpdateID
					m.ids = append(m.ids, last)
					m.born[last] = b.clock.Now()
				case 2:
					b.clock.Advance(time.Duration(r.IntN(8)) * time.Hour)
				default:
					b.clock.Advance(4 * time.Second)
					offset := []int64{0, 1, -1, -3, last, last + 1, last - 2, last + 5}[r.IntN(8)]
					if last == 0 && offset > 1 {
						offset = 0
					}
					limit := r.IntN(10) + 1
					want := m.pick(offset, limit, b.clock.Now())
					if offset == 1 { // far in the past, so it is none
						want = m.pick(0, limit, b.clock.Now())
					}
					require.Equal(t, fmt.Sprint(want), fmt.Sprint(b.poll(params{"offset": offset, "limit": limit})), "offset %d", offset-last)
				}
			}
		})
	}
}

// TestWebhookLosesNothing lets a webhook fail at random and checks that each
// update arrives in the end, in order within its chat, and never two of one
// chat at a time.
func TestWebhookLosesNothing(t *testing.T) {
	t.Parallel()
	for seed := range uint64(6) {
		t.Run(strconv.FormatUint(seed, 10), func(t *testing.T) {
			t.Parallel()
			h := &flaky{dice: rand.New(rand.NewPCG(seed, 2)), busy: map[int64]bool{}, got: map[int64][]string{}}
			hook := httptest.NewServer(h)
			defer hook.Close()
			b := newBench(t, apitest.Options{Seed: seed})
			b.good("setWebhook", params{"url": hook.URL, "max_connections": 4}, nil)
			want := map[int64][]string{}
			for n := range 60 {
				id := int64(n%7 + 1)
				text := strconv.Itoa(n)
				want[id] = append(want[id], text)
				b.srv.Customer(id).Say(text)
			}
			bot := b.srv.DefaultBot()
			require.Eventually(t, func() bool {
				if bot.Idle() && bot.Pending() > 0 {
					b.clock.Advance(time.Second)
				}
				return bot.Pending() == 0
			}, 30*time.Second, 100*time.Microsecond)
			h.mu.Lock()
			defer h.mu.Unlock()
			require.Empty(t, h.clash)
			require.Equal(t, want, h.got)
			require.Positive(t, h.failed)
		})
	}
}

// flaky is a webhook that fails one time in three.
type flaky struct {
	mu     sync.Mutex
	dice   *rand.Rand
	busy   map[int64]bool
	got    map[int64][]string
	clash  string
	failed int
}

func (h *flaky) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var u struct {
		Message struct {
			Text string `json:"text"`
			Chat struct {
				ID int64 `json:"id"`
			} `json:"chat"`
		} `json:"message"`
	}
	if json.NewDecoder(r.Body).Decode(&u) != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	chat := u.Message.Chat.ID
	h.mu.Lock()
	if h.busy[chat] {
		h.clash = fmt.Sprintf("two deliveries of chat %d at once", chat)
	}
	h.busy[chat] = true
	fail := h.dice.IntN(3) == 0
	if fail {
		h.failed++
	} else {
		h.got[chat] = append(h.got[chat], u.Message.Text)
	}
	h.mu.Unlock()
	defer func() {
		h.mu.Lock()
		h.busy[chat] = false
		h.mu.Unlock()
	}()
	if fail {
		w.WriteHeader([]int{500, 502, 401, 302}[chat%4])
	}
}

// TestFloodNeverLetsMoreThrough sends at random moments and counts over every
// window.
func TestFloodNeverLetsMoreThrough(t *testing.T) {
	t.Parallel()
	for seed := range uint64(6) {
		r := rand.New(rand.NewPCG(seed, 3))
		limit := apitest.Limit{N: r.IntN(5) + 1, Per: time.Duration(r.IntN(9)+1) * time.Second}
		b := newBench(t, apitest.Options{Flood: apitest.Flood{Chat: limit}, KeepRecord: 10})
		b.srv.Customer(5).Say("a")
		var sent []time.Time
		for range 200 {
			b.clock.Advance(time.Duration(r.IntN(1500)) * time.Millisecond)
			got := b.call("sendMessage", params{"chat_id": 5, "text": "b"})
			if got.OK {
				sent = append(sent, b.clock.Now())
				continue
			}
			// Waiting as told is enough, and a second less is not always.
			require.Positive(t, got.Parameters.RetryAfter)
			b.clock.Advance(time.Duration(got.Parameters.RetryAfter) * time.Second)
			b.good("sendMessage", params{"chat_id": 5, "text": "b"}, nil)
			sent = append(sent, b.clock.Now())
		}
		for i := range sent {
			in := 0
			for _, at := range sent[i:] {
				if at.Sub(sent[i]) < limit.Per {
					in++
				}
			}
			require.LessOrEqual(t, in, 2*limit.N-1, "N at once, and those that come back meanwhile")
		}
		whole := sent[len(sent)-1].Sub(sent[0])
		require.LessOrEqual(t, len(sent), limit.N+int(whole*time.Duration(limit.N)/limit.Per)+1, "and N in Per on the whole")
	}
}

// TestEffectsAndRecordAgree sends through every fault and holds what is in the
// chat against what the record says took effect.
func TestEffectsAndRecordAgree(t *testing.T) {
	t.Parallel()
	for seed := range uint64(5) {
		b := newBench(t, apitest.Options{Seed: seed})
		b.srv.Customer(5).Say("a")
		for _, kind := range []apitest.FaultKind{
			apitest.FaultTooMany, apitest.FaultError, apitest.FaultHTML, apitest.FaultDrop, apitest.FaultGarble, apitest.FaultRestart,
		} {
			for _, after := range []bool{false, true} {
				b.srv.Inject(apitest.Fault{Kind: kind, AfterEffect: after, Chance: 0.1, Times: -1})
			}
		}
		told := map[string]bool{}
		for n := range 300 {
			text := strconv.Itoa(n)
			status, body := b.raw(text)
			told[text] = status == 200 && json.Valid([]byte(body))
		}
		b.srv.ClearFaults()
		effects, next := 0, 2
		for _, e := range b.srv.Record() {
			if e.Method != "sendMessage" {
				continue
			}
			if told[e.Params["text"]] {
				require.True(t, e.Effect, "what the bot was told is true")
			}
			if !e.Effect {
				require.Nil(t, e.Message)
				continue
			}
			effects++
			require.Equal(t, next, e.MessageID, "messages that took effect are numbered without gaps")
			next++
		}
		b.good("sendMessage", params{"chat_id": 5, "text": "b"}, nil)
		require.Equal(t, next, b.lastCall().MessageID)
		require.InDelta(t, 200, effects, 60)
	}
}
