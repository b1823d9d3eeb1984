package apitest

import (
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

// modelEntry is an entry as a naive Wait sees it.
type modelEntry struct {
	chat  int64
	text  string
	taken bool
}

// TestTakeAgainstAModel compares the watermark of take with a plain search.
func TestTakeAgainstAModel(t *testing.T) {
	t.Parallel()
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 5))
		s := New(Options{})
		var model []*modelEntry
		for n := range 400 {
			if r.IntN(3) > 0 {
				m := &modelEntry{chat: r.Int64N(4), text: strconv.Itoa(n)}
				model = append(model, m)
				s.log.add(&Entry{Kind: EntryCall, Chat: m.chat, Method: m.text})
				continue
			}
			chat := r.Int64N(4)
			want := ""
			for _, m := range model {
				if !m.taken && m.chat == chat {
					m.taken, want = true, m.text
					break
				}
			}
			got := ""
			if e := s.take(0, []Filter{InChat(chat)}); e != nil {
				got = e.Method
			}
			require.Equal(t, want, got, "seed %d, step %d", seed, n)
		}
		require.NoError(t, s.Close())
	}
}

// TestTakeFromWhereItHasLooked is how Wait goes on after it has waited.
func TestTakeFromWhereItHasLooked(t *testing.T) {
	t.Parallel()
	s := New(Options{})
	for n := range 5 {
		s.log.add(&Entry{Chat: int64(n)})
	}
	require.Nil(t, s.take(4, []Filter{InChat(2)}), "the third is not looked at again")
	require.Equal(t, int64(5), s.take(4, []Filter{InChat(4)}).Seq)
	require.Equal(t, int64(3), s.take(0, []Filter{InChat(2)}).Seq)
	require.Equal(t, int64(1), s.take(0, nil).Seq)
	require.Equal(t, int64(2), s.take(0, nil).Seq)
	require.Equal(t, int64(4), s.take(0, nil).Seq)
	require.Nil(t, s.take(0, nil))
	require.NoError(t, s.Close())
}

// TestSince compares what is kept with all there ever was.
func TestSince(t *testing.T) {
	t.Parallel()
	for _, keep := range []int{0, 1, 2, 7, 100} {
		r := record{keep: keep, methods: map[string]int64{}}
		var all []int64
		for n := int64(1); n <= 60; n++ {
			r.add(&Entry{})
			all = append(all, n)
			kept := all
			if keep > 0 && len(all) > keep {
				kept = all[len(all)-keep:]
			}
			for _, since := range []int64{0, 1, n / 2, n - 1, n, n + 5} {
				var want, got []int64
				for _, seq := range kept {
					if seq > since {
						want = append(want, seq)
					}
				}
				for _, e := range r.since(since) {
					got = append(got, e.Seq)
				}
				require.Equal(t, want, got, "keep %d, entry %d, since %d", keep, n, since)
			}
			if keep > 0 {
				require.LessOrEqual(t, len(r.entries), 2*keep)
			}
		}
	}
}

func TestRecordCounts(t *testing.T) {
	t.Parallel()
	r := record{methods: map[string]int64{}}
	for n := range 500 {
		r.add(&Entry{Kind: EntryCall, Method: "method" + strconv.Itoa(n)})
	}
	r.add(&Entry{Kind: EntryCall, Method: "method1"})
	r.add(&Entry{Kind: EntryUpdate})
	r.add(&Entry{Kind: EntryDelivery})
	require.Len(t, r.methods, mostMethods)
	require.Equal(t, int64(2), r.methods["method1"])
	require.Equal(t, int64(501), r.calls)
	require.Equal(t, int64(1), r.updates)
}

func TestSignal(t *testing.T) {
	t.Parallel()
	var s signal
	s.broadcast() // nobody waits
	first, second := s.wait(), s.wait()
	s.broadcast()
	<-first
	<-second
	next := s.wait()
	select {
	case <-next:
		t.Error("a new wait is over at once")
	default:
	}
}
