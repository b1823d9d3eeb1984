package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"
)

// A Config says what an Engine works with.
type Config struct {
	// Store, Brain, Sender and Clock must be set.
	Store  Store
	Brain  *Brain
	Sender Sender
	Clock  Clock

	// Limiter keeps sends below what the channel allows; nil is no limit.
	Limiter Limiter

	// Log gets what goes wrong, without texts, names and tokens; nil is none.
	// Metrics is told what happens; nil is none.
	Log     *slog.Logger
	Metrics Metrics

	// Owner names this process in the store. Defaults to "bot".
	Owner string

	// Workers is how many conversations are worked on at once. Defaults to 16.
	Workers int

	// Lease is how long a conversation is held without a sign of life. After a
	// crash its work is taken up when this has passed. Defaults to 30 s.
	Lease time.Duration

	// SendTimeout is how long a call of the sender may take. Defaults to 20 s.
	SendTimeout time.Duration

	// Poll is how long the store is left alone at most while nothing seems to
	// be due: other processes may leave work. Defaults to 1 s.
	Poll time.Duration

	// Poison is how often in a row the work on a conversation may fail before
	// the event that it fails at is put aside. Defaults to 5.
	Poison int

	// Retries say how sends that did not arrive are tried again.
	Retries Retries
}

// withDefaults returns the config with its defaults filled in.
func (c Config) withDefaults() Config {
	c.Owner = cmp.Or(c.Owner, "bot")
	c.Workers = cmp.Or(c.Workers, 16)
	c.Lease = cmp.Or(c.Lease, 30*time.Second)
	c.SendTimeout = cmp.Or(c.SendTimeout, 20*time.Second)
	c.Poll = cmp.Or(c.Poll, time.Second)
	c.Poison = cmp.Or(c.Poison, 5)
	c.Retries.First = cmp.Or(c.Retries.First, time.Second)
	c.Retries.Most = cmp.Or(c.Retries.Most, 5*time.Minute)
	c.Retries.GiveUp = cmp.Or(c.Retries.GiveUp, 300)
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Metrics == nil {
		c.Metrics = noMetrics{}
	}
	return c
}

// validate names every field that is missing or out of its bounds.
func (c Config) validate() error {
	var faults []error
	need := func(ok bool, what string) {
		if !ok {
			faults = append(faults, errors.New("bot: Config."+what))
		}
	}
	need(c.Store != nil, "Store is missing")
	need(c.Brain != nil, "Brain is missing")
	need(c.Sender != nil, "Sender is missing")
	need(c.Clock != nil, "Clock is missing")
	need(c.Workers > 0, "Workers must be at least 1")
	need(c.Lease >= time.Second, "Lease must be at least 1 s")
	need(c.SendTimeout > 0, "SendTimeout must be above 0")
	need(c.Poll >= time.Millisecond, "Poll must be at least 1 ms")
	need(c.Poison > 1, "Poison must be at least 2")
	need(c.Retries.First > 0 && c.Retries.Most >= c.Retries.First, "Retries must have 0 < First <= Most")
	need(c.Retries.GiveUp > 0, "Retries.GiveUp must be at least 1")
	return errors.Join(faults...)
}

// An Engine runs conversations for good. Several may work on one store, in one
// process or many. Make one with NewEngine; its methods may be called by any
// number of goroutines.
type Engine struct {
	config Config
	brain  atomic.Pointer[Brain]
	typist *typist

	wake chan struct{} // something may be due; holds one

	mu      sync.Mutex // protects those below
	started bool
	stop    context.CancelFunc // no more work is taken
	kill    context.CancelFunc // what is under way is broken off
	done    chan struct{}      // closed when all has ended
}

// NewEngine returns an engine that does not run yet. The error names what is
// missing.
func NewEngine(c Config) (*Engine, error) {
	c = c.withDefaults()
	if err := c.validate(); err != nil {
		return nil, err
	}
	e := &Engine{config: c, typist: newTypist(c), wake: make(chan struct{}, 1)}
	e.brain.Store(c.Brain)
	return e, nil
}

// SetBrain has all decisions from now on made by another Brain, for texts, facts
// or settings that have changed while the engine runs. It panics if b is nil.
func (e *Engine) SetBrain(b *Brain) {
	if b == nil {
		panic("bot: SetBrain(nil)")
	}
	e.brain.Store(b)
}

// errStarted says that an engine runs already, or has run.
var errStarted = errors.New("bot: the engine was started before")

// Start begins to work and returns at once. An engine is started once. When ctx
// ends, what is under way is broken off; to end it in good order, call Stop.
func (e *Engine) Start(ctx context.Context) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.started {
		return errStarted
	}
	e.started = true
	work, kill := context.WithCancel(ctx)
	taking, stop := context.WithCancel(work)
	e.kill, e.stop, e.done = kill, stop, make(chan struct{})
	go func() {
		defer close(e.done)
		defer kill()
		e.run(taking, work)
	}()
	return nil
}

// Stop takes no more work, waits until what is under way has ended, and returns
// nil. When ctx ends before that, it breaks off what is left, waits for that, and
// returns the context's error; nothing is lost, but the sends that were broken
// off are unknown. Stop may be called again, and before Start.
func (e *Engine) Stop(ctx context.Context) error {
	e.mu.Lock()
	stop, kill, done := e.stop, e.kill, e.done
	e.started = true
	e.mu.Unlock()
	if done == nil {
		return nil
	}
	stop()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		kill()
		<-done
		return ctx.Err()
	}
}

// Receive stores events and has them worked on. When it returns nil, they are
// stored for good and may be acknowledged. A batch is stored as a whole or not
// at all.
func (e *Engine) Receive(ctx context.Context, batch []Incoming) error {
	if len(batch) == 0 {
		return nil
	}
	for i := range batch {
		if err := batch[i].Validate(); err != nil {
			return err
		}
		batch[i].Received = moment(batch[i].Received)
		batch[i].Event.At = moment(batch[i].Event.At)
	}
	fresh, err := e.config.Store.Receive(ctx, batch)
	if err != nil {
		return fmt.Errorf("store incoming events: %w", err)
	}
	n := 0
	for _, is := range fresh {
		if is {
			n++
		}
	}
	e.config.Metrics.Received(len(batch), n)
	if n > 0 {
		e.Wake()
	}
	return nil
}

// Wake has the engine look for work at once, for a store that hears of work that
// other processes left.
func (e *Engine) Wake() {
	select {
	case e.wake <- struct{}{}:
	default:
	}
}

// run takes work until taking ends, and returns when all of it has ended.
func (e *Engine) run(taking, work context.Context) {
	var holders sync.WaitGroup
	defer e.typist.stop()
	defer holders.Wait()
	free := make(chan struct{}, e.config.Workers)
	for range e.config.Workers {
		free <- struct{}{}
	}
	for taking.Err() == nil {
		n := e.awaitFree(taking, free)
		now := moment(e.config.Clock.Now())
		works := e.claim(taking, n, now)
		for range n - len(works) {
			free <- struct{}{}
		}
		for _, w := range works {
			holders.Go(func() {
				defer func() { free <- struct{}{} }()
				e.hold(work, taking.Done(), w, now.Add(e.config.Lease))
			})
		}
		if len(works) < n {
			e.rest(taking)
		}
	}
}

// awaitFree waits until there is somebody to work, and returns how many there
// are; none if ctx has ended.
func (e *Engine) awaitFree(ctx context.Context, free chan struct{}) int {
	select {
	case <-free:
	case <-ctx.Done():
		return 0
	}
	n := 1
	for {
		select {
		case <-free:
			n++
		default:
			return n
		}
	}
}

// claim takes up to n conversations that are due now. Their leases run from now
// on, however long it takes.
func (e *Engine) claim(ctx context.Context, n int, now time.Time) []Work {
	if n == 0 {
		return nil
	}
	works, err := e.config.Store.Claim(ctx, Claim{Now: now, Until: now.Add(e.config.Lease), Limit: n, Owner: e.config.Owner})
	if err != nil && ctx.Err() == nil {
		e.config.Metrics.Failed("store")
		e.config.Log.ErrorContext(ctx, "can't take work from the store", slog.String("error", err.Error()))
	}
	if len(works) > 0 {
		e.config.Metrics.Held(len(works))
	}
	return works
}

// breath is how long the engine waits at least between two looks that find
// nothing, so that what comes close together is taken together.
const breath = 2 * time.Millisecond

// rest waits until something may be due.
func (e *Engine) rest(ctx context.Context) {
	if !e.sleep(ctx, breath, nil) {
		return
	}
	select {
	case <-e.wake:
		return
	default:
	}
	wait := e.config.Poll
	next, err := e.config.Store.NextDue(ctx)
	if err == nil && !next.IsZero() {
		wait = min(wait, next.Sub(e.config.Clock.Now()))
	}
	if wait > 0 {
		e.sleep(ctx, wait, e.wake)
	}
}

// sleep waits for a time, or until it is woken, and reports whether ctx goes on.
func (e *Engine) sleep(ctx context.Context, d time.Duration, wake <-chan struct{}) bool {
	timer, stop := newTimer(e.config.Clock, d)
	defer stop()
	select {
	case <-timer:
	case <-wake:
	case <-ctx.Done():
		return false
	}
	return true
}
