package bot

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

var retries = Retries{First: time.Second, Most: 5 * time.Minute, GiveUp: 4}

func TestRetriesWait(t *testing.T) {
	t.Parallel()
	for attempts, want := range map[int]time.Duration{
		0: time.Second, 1: time.Second, 2: 2 * time.Second, 3: 4 * time.Second, 9: 256 * time.Second, 10: 5 * time.Minute, 1 << 40: 5 * time.Minute,
	} {
		require.Equal(t, want, retries.wait(attempts), "after %d calls", attempts)
	}
}

// TestSettle goes through what a call can end in, for each kind of send.
func TestSettle(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		kind    SendKind
		outcome Outcome
		tries   int // calls so far, this one included
		want    SendStatus
		at      time.Duration // when it is tried again
		unknown int
	}{
		{"an answer arrives", SendAnswer, Outcome{Kind: Delivered}, 1, SendDone, 0, 0},
		{"an answer is not known to have arrived", SendAnswer, Outcome{}, 1, SendPlanned, time.Second, 1},
		{"a notice is not known to have arrived", SendNotice, Outcome{}, 2, SendPlanned, 2 * time.Second, 1},
		{"a follow-up is not known to have arrived", SendFollowUp, Outcome{}, 1, SendUnknown, 0, 1},
		{"a rating is not known to have arrived", SendRating, Outcome{}, 1, SendUnknown, 0, 1},
		{"thanks are not known to have arrived", SendThanks, Outcome{}, 1, SendUnknown, 0, 1},
		{"a reaction is not known to have arrived", SendReaction, Outcome{}, 1, SendUnknown, 0, 1},
		{"a kind of the future is not repeated", "poem", Outcome{}, 1, SendUnknown, 0, 1},
		{"an answer is never known to arrive", SendAnswer, Outcome{}, 4, SendUnknown, 0, 1},
		{"an answer fails", SendAnswer, Outcome{Kind: Failed}, 3, SendPlanned, 4 * time.Second, 0},
		{"a follow-up fails and may be tried again", SendFollowUp, Outcome{Kind: Failed}, 1, SendPlanned, time.Second, 0},
		{"an answer fails too often", SendAnswer, Outcome{Kind: Failed}, 4, SendDead, 0, 0},
		{"an answer is throttled", SendAnswer, Outcome{Kind: Throttled, After: time.Hour}, 4, SendPlanned, time.Hour, 0},
		{"an answer is throttled without a time", SendAnswer, Outcome{Kind: Throttled}, 1, SendPlanned, time.Second, 0},
		{"an answer is refused", SendAnswer, Outcome{Kind: Refused}, 1, SendRefused, 0, 0},
		{"an answer is rejected", SendAnswer, Outcome{Kind: Rejected}, 1, SendDead, 0, 0},
		{"a reaction is rejected, which nobody minds", SendReaction, Outcome{Kind: Rejected}, 1, SendCancelled, 0, 0},
		{"a reaction fails, which nobody minds", SendReaction, Outcome{Kind: Failed}, 1, SendCancelled, 0, 0},
		{"a reaction is throttled, which nobody minds", SendReaction, Outcome{Kind: Throttled}, 1, SendCancelled, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			send := Send{No: 1, Kind: c.kind, Status: SendStarted, At: noon, Attempts: c.tries}
			got := retries.settle(send, c.outcome, noon)
			require.Equal(t, c.want, got.Status)
			require.Equal(t, c.unknown, got.Unknown)
			if c.want == SendPlanned {
				require.Equal(t, noon.Add(c.at), got.At)
			}
			if c.outcome.Kind == Throttled && c.want == SendPlanned {
				require.Equal(t, c.tries-1, got.Attempts, "nothing was tried")
			}
		})
	}
}

// What arrived of a text in parts is kept, however the call ended.
func TestSettleKeepsParts(t *testing.T) {
	t.Parallel()
	for _, kind := range []OutcomeKind{Unknown, Delivered, Throttled, Failed, Refused, Rejected} {
		first := Send{No: 1, Kind: SendAnswer, Status: SendStarted, Attempts: 1, Messages: make([]string, 1, 8)}
		first.Messages[0] = "a"
		got := retries.settle(first, Outcome{Kind: kind, Messages: []string{"b"}}, noon)
		require.Equal(t, []string{"a", "b"}, got.Messages, kind)
		other := retries.settle(first, Outcome{Kind: kind, Messages: []string{"c"}}, noon)
		require.Equal(t, []string{"a", "b"}, got.Messages, "shares nothing with %v", other.Messages)
	}
}

func TestSendKinds(t *testing.T) {
	t.Parallel()
	for kind, want := range map[SendKind]struct{ repeats, starts bool }{
		SendAnswer: {true, false}, SendNotice: {true, false}, SendReaction: {false, false},
		SendFollowUp: {false, true}, SendRating: {false, true}, SendThanks: {false, true}, "poem": {},
	} {
		require.Equal(t, want.repeats, kind.Repeats(), kind)
		require.Equal(t, want.starts, kind.Starts(), kind)
	}
	for _, status := range []SendStatus{SendDone, SendCancelled, SendUnknown, SendRefused, SendDead} {
		require.False(t, status.Open(), status)
	}
	require.True(t, SendPlanned.Open() && SendStarted.Open())
}
