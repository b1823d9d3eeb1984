package apitest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestQueueIsBounded fills the queue by hand: a hundred thousand customers
// would take their time.
func TestQueueIsBounded(t *testing.T) {
	t.Parallel()
	clock := NewManualClock(time.Unix(1_800_000_000, 0))
	s := New(Options{Clock: clock})
	b := s.order[0]
	c := s.Customer(5)
	c.Say("a")
	first := b.queue.events[0]
	for len(b.queue.events) < maxQueue {
		next := *first
		next.id = b.queue.tail
		b.queue.tail++
		b.queue.push(&next)
	}
	c.Say("one too many")
	require.Equal(t, maxQueue, b.Pending())
	require.Equal(t, first.id+maxQueue, b.queue.tail)
	clock.Advance(25 * time.Hour)
	require.Zero(t, b.Pending())
	c.Say("room again")
	require.Equal(t, 1, b.Pending())
	require.NoError(t, s.Close())
}

func TestQueueForgets(t *testing.T) {
	t.Parallel()
	var q queue
	for id := range int64(5) {
		q.push(&update{id: id + 10})
	}
	q.forget(&update{id: 12})
	q.forget(&update{id: 99})
	q.forgetBefore(11)
	require.Equal(t, int64(11), q.head())
	require.Equal(t, 3, q.size())
	q.forgetBefore(100)
	require.Zero(t, q.size())
	q.tail = 15
	require.Equal(t, int64(15), q.head())
}

func TestDice(t *testing.T) {
	t.Parallel()
	one, same, other := dice(1), dice(1), dice(2)
	require.Equal(t, one.word(20), same.word(20))
	require.NotEqual(t, one.digits(), other.digits())
	require.Len(t, one.digits(), 18)
	hits := 0
	for range 10_000 {
		require.Less(t, one.below(7), int64(7))
		if one.chance(0.25) {
			hits++
		}
	}
	require.InDelta(t, 2500, hits, 200)
}

func TestLimit(t *testing.T) {
	t.Parallel()
	now := time.Unix(1_800_000_000, 0)
	l := Limit{N: 3, Per: 3 * time.Second}
	at := time.Time{}
	for range 3 {
		require.Zero(t, l.wait(at, now))
		at = l.next(at, now)
	}
	require.Equal(t, time.Second, l.wait(at, now))
	require.Zero(t, l.wait(at, now.Add(time.Second)))
	require.Zero(t, Limit{}.wait(at, now), "no limit")
}

func TestPaceIsForgotten(t *testing.T) {
	t.Parallel()
	s := New(Options{Flood: TelegramFlood()})
	now := time.Unix(1_800_000_000, 0)
	for chat := range int64(maxPace + 10) {
		now = now.Add(time.Second)
		require.Nil(t, s.overFlood(1, chat+1, now))
	}
	require.Less(t, len(s.pace), 100)
	require.NoError(t, s.Close())
}

func TestErrorBody(t *testing.T) {
	t.Parallel()
	require.JSONEq(t, `{"ok":false,"error_code":400,"description":"Bad Request: a","parameters":{"migrate_to_chat_id":-5}}`,
		string((&Error{Code: 400, Description: "Bad Request: a", MigrateTo: -5}).body()))
	require.JSONEq(t, `{"ok":false,"error_code":401,"description":"Unauthorized"}`, string(unauthorized().body()))
	require.EqualError(t, tooMany(7), "429 Too Many Requests: retry after 7")
	for in, want := range map[string]string{
		"Message is too long": "Bad Request: message is too long", "CHAT_INVALID": "Bad Request: CHAT_INVALID",
		"JSON object expected": "Bad Request: JSON object expected", "": "Bad Request: ", "A": "Bad Request: a",
	} {
		require.Equal(t, want, badRequest("%s", in).Description)
	}
}

// TestFileSizes uses sizes without the bytes.
func TestFileSizes(t *testing.T) {
	t.Parallel()
	s := New(Options{})
	defer func() { require.NoError(t, s.Close()) }()
	s.Customer(5).Say("a")
	try := func(kind string, size int64) (*file, *Error) {
		c := &call{srv: s, bot: s.order[0], p: params{files: map[string]*upload{kind: {name: "a.bin", size: size}}}}
		return c.inputFile(kind, kind)
	}
	_, err := try("photo", 10<<20)
	require.Nil(t, err)
	_, err = try("photo", 10<<20+1)
	require.Equal(t, "Bad Request: file is too big", err.Description)
	_, err = try("document", 50<<20+1)
	require.Equal(t, 413, err.Code)

	f, err := try("document", 20<<20+1)
	require.Nil(t, err)
	_, err = getFile(&call{srv: s, bot: s.order[0], p: params{values: map[string]string{"file_id": f.id}}})
	require.Equal(t, "Bad Request: file is too big", err.Description, "it can be sent, and not be fetched")
	f, err = try("document", 20<<20)
	require.Nil(t, err)
	_, err = getFile(&call{srv: s, bot: s.order[0], p: params{values: map[string]string{"file_id": f.id}}})
	require.Nil(t, err)
}
