package bot

// A Reason is one thing that led to a decision, as a short name: "legal_threat".
// The list is open, as that of event kinds is.
type Reason string
