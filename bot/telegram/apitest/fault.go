package apitest

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// FaultKind says how an answer goes wrong.
type FaultKind int

// The kinds of faults.
const (
	FaultNone    FaultKind = iota // nothing but the Delay
	FaultTooMany                  // 429 with retry_after
	FaultError                    // Status, with the Bot API's JSON body
	FaultHTML                     // Status, with an HTML page as a proxy shows it
	FaultDrop                     // the connection is closed without an answer
	FaultHang                     // no answer until the bot gives up
	FaultGarble                   // 200 with half of the JSON
	FaultRestart                  // every connection is closed, and new ones for the Delay
)

var faultKinds = [...]string{"none", "too_many", "error", "html", "drop", "hang", "garble", "restart"}

// String is the name as in JSON: "none", "too_many", "error", "html", "drop",
// "hang", "garble" or "restart".
func (k FaultKind) String() string {
	if k < 0 || int(k) >= len(faultKinds) {
		return fmt.Sprintf("FaultKind(%d)", int(k))
	}
	return faultKinds[k]
}

// MarshalText implements encoding.TextMarshaler.
func (k FaultKind) MarshalText() ([]byte, error) {
	if k < 0 || int(k) >= len(faultKinds) {
		return nil, fmt.Errorf("apitest: no fault kind %d", int(k))
	}
	return []byte(faultKinds[k]), nil
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (k *FaultKind) UnmarshalText(text []byte) error {
	for i, name := range faultKinds {
		if name == string(text) {
			*k = FaultKind(i)
			return nil
		}
	}
	return fmt.Errorf("apitest: fault kind %q, want one of %s", text, strings.Join(faultKinds[:], ", "))
}

// Fault is one line of the script of what goes wrong. Which calls it meets is
// said by the first group of fields, what happens to them by the second. The
// first fault injected that meets a call applies, and no other.
type Fault struct {
	// Method is the documented name; "" means every method but getUpdates,
	// "*" every method.
	Method string `json:"method,omitempty"`
	// Bot and Chat narrow it to a bot's id and to a chat; 0 means any.
	Bot  int64 `json:"bot,omitempty"`
	Chat int64 `json:"chat,omitempty"`
	// Skip is how many such calls pass before the fault begins.
	Skip int `json:"skip,omitempty"`
	// Times is how many calls it is applied to; 0 means once, less than 0
	// without end.
	Times int `json:"times,omitempty"`
	// Chance, if above 0, is the probability that it is applied to such a
	// call, drawn from the server's seed: repeatable as far as the order of
	// calls is. A call that is spared does not use up Times.
	Chance float64 `json:"chance,omitempty"`

	Kind FaultKind `json:"kind"`
	// AfterEffect is true when the call is carried out all the same: the
	// message is sent and the bot is not told. A refusal of the call's own
	// (a text too long) is answered as ever.
	AfterEffect bool `json:"after_effect,omitempty"`
	// RetryAfter is in seconds, for FaultTooMany; 0 means 1.
	RetryAfter int `json:"retry_after,omitempty"`
	// Status is for FaultError and FaultHTML; 0 means 502.
	Status int `json:"status,omitempty"`
	// Delay is waited out on the server's clock before the call is carried
	// out, or after it with AfterEffect. If the bot gives up meanwhile, a call
	// without another fault is carried out all the same, as it would be. With
	// FaultRestart it is how long the server is gone.
	Delay time.Duration `json:"delay_ns,omitempty"`
}

// Injected is a fault in force.
type Injected struct {
	srv   *Server
	fault Fault
	met   int
	hits  int
}

// Inject puts the fault into force, behind those already there. It panics if
// Status is no error of HTTP or Chance is outside 0 to 1.
func (s *Server) Inject(f Fault) *Injected {
	if err := f.check(); err != nil {
		panic(err)
	}
	in := &Injected{srv: s, fault: f}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, in)
	return in
}

// ClearFaults puts every fault out of force.
func (s *Server) ClearFaults() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// Hits is how many calls it has been applied to.
func (in *Injected) Hits() int {
	in.srv.mu.Lock()
	defer in.srv.mu.Unlock()
	return in.hits
}

// Remove puts it out of force.
func (in *Injected) Remove() {
	in.srv.mu.Lock()
	defer in.srv.mu.Unlock()
	in.srv.removeFault(in)
}

func (s *Server) removeFault(in *Injected) {
	kept := s.faults[:0:0]
	for _, f := range s.faults {
		if f != in {
			kept = append(kept, f)
		}
	}
	s.faults = kept
}

func (f Fault) check() error {
	switch {
	case f.Kind < 0 || int(f.Kind) >= len(faultKinds):
		return fmt.Errorf("apitest: fault kind %d, want one of %s", int(f.Kind), strings.Join(faultKinds[:], ", "))
	case f.Status != 0 && (f.Status < 400 || f.Status > 599):
		return fmt.Errorf("apitest: fault status %d, want 400 to 599, or 0 for 502", f.Status)
	case f.Chance < 0 || f.Chance > 1:
		return fmt.Errorf("apitest: fault chance %g, want 0 to 1", f.Chance)
	case f.Delay < 0 || f.RetryAfter < 0 || f.Skip < 0:
		return errors.New("apitest: fault with a negative delay, retry_after or skip")
	default:
		return nil
	}
}

func (f Fault) meets(method string, bot, chat int64) bool {
	switch {
	case f.Method == "" && method == "getUpdates":
		return false
	case f.Method != "" && f.Method != "*" && !strings.EqualFold(f.Method, method):
		return false
	}
	return (f.Bot == 0 || f.Bot == bot) && (f.Chat == 0 || f.Chat == chat)
}

// fault finds what goes wrong with a call, or returns the zero Fault.
func (s *Server) faultFor(method string, bot, chat int64) Fault {
	for _, in := range s.faults {
		f := in.fault
		if !f.meets(method, bot, chat) {
			continue
		}
		in.met++
		if in.met <= f.Skip || f.Chance > 0 && !s.dice.chance(f.Chance) {
			continue
		}
		in.hits++
		if f.Times >= 0 && in.hits >= max(f.Times, 1) {
			s.removeFault(in)
		}
		return f
	}
	return Fault{}
}
