package bot

import (
	"slices"
	"time"
)

// Retries say how sends that did not arrive are tried again. The zero value is
// the defaults.
type Retries struct {
	// First is the wait after the first failure; it doubles with each one after
	// that, up to Most. Default to 1 s and 5 min.
	First, Most time.Duration

	// GiveUp is how many calls may fail. Defaults to 300, which is about a day.
	GiveUp int
}

// wait returns how long to wait after so many calls.
func (r Retries) wait(attempts int) time.Duration {
	d := r.First
	for range min(attempts-1, 40) {
		if d >= r.Most {
			break
		}
		d *= 2
	}
	return min(d, r.Most)
}

// settle returns a send after a call of the sender. What arrived of it is kept
// whatever the outcome is, so that the next call sends only the rest.
func (r Retries) settle(send Send, o Outcome, now time.Time) Send {
	send.Messages = append(slices.Clip(send.Messages), o.Messages...)
	if send.Kind == SendReaction && o.Kind != Delivered && o.Kind != Unknown {
		send.Status = SendCancelled // a courtesy is not worth a second call
		return send
	}
	switch o.Kind {
	case Delivered:
		send.Status = SendDone
	case Throttled:
		send.Status, send.At = SendPlanned, now.Add(max(o.After, time.Second))
		send.Attempts-- // nothing was tried
	case Refused:
		send.Status = SendRefused
	case Rejected:
		send.Status = SendDead
	case Failed:
		send = r.again(send, SendDead, now)
	case Unknown:
		send.Unknown++
		if send.Kind.Repeats() {
			send = r.again(send, SendUnknown, now)
		} else {
			send.Status = SendUnknown
		}
	}
	return send
}

// again plans another call, or gives the send the final status.
func (r Retries) again(send Send, final SendStatus, now time.Time) Send {
	if send.Attempts >= r.GiveUp {
		send.Status = final
		return send
	}
	send.Status, send.At = SendPlanned, now.Add(r.wait(send.Attempts))
	return send
}

// result returns the event of a call that ended.
func result(send Send, o Outcome, reason string, now time.Time) Event {
	r := &Result{No: send.No, Kind: send.Kind, Outcome: o.Kind, Status: send.Status, Messages: o.Messages, Error: reason}
	if send.Status == SendPlanned {
		r.At = send.At
	}
	return Event{Kind: SendEnded, At: now, Result: r}
}
