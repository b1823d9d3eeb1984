package bot

// An ActionKind says what an action does.
type ActionKind string

// The kinds of actions.
const (
	PlanSend    ActionKind = "plan_send"    // Send is put into the outbox
	CancelSend  ActionKind = "cancel_send"  // the send with number No is called off
	MoveSend    ActionKind = "move_send"    // Send takes the place of the row with its number: a retry, a change of status
	SetTimer    ActionKind = "set_timer"    // Timer is set, or moved
	CancelTimer ActionKind = "cancel_timer" // the timer with the kind and subject of Timer is taken away
	MakePromise ActionKind = "make_promise" // Promise is opened, or takes the place of the one with its number
	HandOver    ActionKind = "hand_over"    // a person must take the conversation; Reasons of the decision say why
	Forget      ActionKind = "forget"       // what is stored about the conversation is deleted once everything is sent
)

// Kinds that are reserved for the operators' console.
const (
	AskApproval ActionKind = "ask_approval" // Send waits until an operator approves it
)

// An Action is one thing that a decision does. Which fields are set is said at
// its kind.
type Action struct {
	Kind    ActionKind `json:"kind"`
	Send    *Send      `json:"send,omitempty"`
	No      int64      `json:"no,omitempty"`
	Timer   *Timer     `json:"timer,omitempty"`
	Promise *Promise   `json:"promise,omitempty"`
}
