package bot

import "time"

// A TimerKind says what a timer is for. The list is open, as that of event
// kinds is.
type TimerKind string

// The kinds of timers.
const (
	BurstEnd       TimerKind = "burst_end"       // the merge window is over: answer
	FollowUpDue    TimerKind = "follow_up"       // the customer did not answer our question
	PromiseWarning TimerKind = "promise_warning" // a promise is about to be broken
	PromiseDue     TimerKind = "promise_due"     // a promised time is over
	GuardDue       TimerKind = "guard"           // no answer of any kind for too long
)

// A Timer is a row that makes a conversation due at a time. A conversation has
// at most one timer of a kind and subject: setting it again moves it.
type Timer struct {
	Kind    TimerKind `json:"kind"`
	Subject string    `json:"subject,omitempty"` // what it is about, such as a promise's number; may be empty
	At      time.Time `json:"at"`
}

// A TimerID names a timer within its conversation.
type TimerID struct {
	Kind    TimerKind `json:"kind"`
	Subject string    `json:"subject,omitempty"`
}

// ID returns the name of the timer.
func (t Timer) ID() TimerID { return TimerID{t.Kind, t.Subject} }
