package bot

import "time"

// Metrics is told what an Engine does. Its methods are called by many goroutines
// and must return at once.
type Metrics interface {
	Received(events, fresh int)                                  // a batch was stored
	Held(conversations int)                                      // conversations were leased
	Decided(v Verdict)                                           // about a customer's line or burst
	Sent(kind SendKind, outcome OutcomeKind, late time.Duration) // a call of the sender ended; late is how long after its time it began
	Failed(where string)                                         // "panic", "store", "lease", "buried"
}

type noMetrics struct{}

func (noMetrics) Received(int, int)                         {}
func (noMetrics) Held(int)                                  {}
func (noMetrics) Decided(Verdict)                           {}
func (noMetrics) Sent(SendKind, OutcomeKind, time.Duration) {}
func (noMetrics) Failed(string)                             {}
