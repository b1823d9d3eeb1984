package bot

// An ActionKind says what an action does.
type ActionKind string

// The kinds of actions.
const (
	PlanSend    ActionKind = "plan_send"    // Send is put into the outbox; Effect is what follows when it arrives
	CancelSend  ActionKind = "cancel_send"  // the send with number No is called off
	SettleSend  ActionKind = "settle_send"  // the send with number No has arrived after all
	SetTimer    ActionKind = "set_timer"    // Timer is set, or moved
	CancelTimer ActionKind = "cancel_timer" // the timer with the kind and subject of Timer is taken away
	HandOver    ActionKind = "hand_over"    // a person must take the conversation; the decision's reasons say why
	Forget      ActionKind = "forget"       // what is stored about the conversation is deleted once everything is sent
)

// Kinds that are reserved for the operators' console.
const (
	AskApproval ActionKind = "ask_approval" // Send waits until an operator approves it
)

// An Action is one thing that a decision does. Which fields are set is said at
// its kind.
type Action struct {
	Kind   ActionKind `json:"kind"`
	Send   *Send      `json:"send,omitempty"`
	Effect *Effect    `json:"effect,omitempty"`
	No     int64      `json:"no,omitempty"`
	Timer  *Timer     `json:"timer,omitempty"`
}
