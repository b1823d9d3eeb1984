package sqlite

import (
	"context"
	"sync"
	"sync/atomic"

	"github.com/camerton/camerton/bot/internal/sqlstore"
)

// maxGroup is how many calls share a commit at most: enough to keep a slow disk
// from mattering, and few enough that the first does not wait long for the last.
const maxGroup = 128

// A writer makes all changes to the file, in one goroutine. Calls that wait
// while a commit is being synced go into the next one together.
type writer struct {
	conn  *connection
	queue chan *request

	mu     sync.RWMutex // held to write by close, to read by whoever puts something into the queue
	closed bool
	done   chan struct{} // closed when the goroutine has ended
}

// A request is a call that wants to write.
type request struct {
	caller context.Context //nolint:containedctx // a request lives no longer than the call
	change func(sqlstore.Tx) ([]*sqlstore.Statement, error)

	taken atomic.Bool   // by the writer, or by a caller who has given up
	ended chan struct{} // closed when err is set
	err   error
}

func newWriter(conn *connection) *writer {
	w := &writer{conn: conn, queue: make(chan *request, maxGroup), done: make(chan struct{})}
	go w.work()
	return w
}

// write has a change made, and returns when it is durable. A caller may give up
// as long as the change waits; once it is being made its end is waited for.
func (w *writer) write(ctx context.Context, change func(sqlstore.Tx) ([]*sqlstore.Statement, error)) error {
	r := &request{caller: ctx, change: change, ended: make(chan struct{})}
	if err := w.enqueue(r); err != nil {
		return err
	}
	select {
	case <-r.ended:
	case <-ctx.Done():
		if r.taken.CompareAndSwap(false, true) {
			return ctx.Err()
		}
		<-r.ended
	}
	return r.err
}

func (w *writer) enqueue(r *request) error {
	w.mu.RLock()
	defer w.mu.RUnlock()
	if w.closed {
		return ErrClosed
	}
	select {
	case w.queue <- r:
		return nil
	case <-r.caller.Done():
		return r.caller.Err()
	}
}

// close makes what is queued and ends the goroutine.
func (w *writer) close() {
	w.mu.Lock()
	if !w.closed {
		w.closed = true
		close(w.queue)
	}
	w.mu.Unlock()
	<-w.done
}

func (w *writer) work() {
	defer close(w.done)
	for r := range w.queue {
		group := w.gather(r)
		w.commit(group)
		for _, r := range group {
			close(r.ended)
		}
	}
}

// gather takes what else waits.
func (w *writer) gather(first *request) []*request {
	var group []*request
	take := func(r *request) {
		if r.taken.CompareAndSwap(false, true) {
			group = append(group, r)
		}
	}
	take(first)
	for len(group) < maxGroup {
		select {
		case r, ok := <-w.queue:
			if !ok {
				return group
			}
			take(r)
		default:
			return group
		}
	}
	return group
}

// commit makes the changes of a group in one transaction. If the transaction as
// a whole fails, as it does when the disk is full, each change is tried alone:
// a small one may still find room.
func (w *writer) commit(group []*request) {
	if len(group) == 0 || w.commitTogether(group) {
		return
	}
	for _, r := range group {
		if r.err == nil {
			w.commitTogether([]*request{r})
		}
	}
}

// commitTogether reports whether the changes are stored, except for those whose
// err is set; if not, nothing is. The err of a change that is alone is set.
func (w *writer) commitTogether(group []*request) bool {
	background := context.Background()
	alone := len(group) == 1
	fail := func(err error) bool {
		_ = w.conn.script(background, "ROLLBACK") // SQLite may have done it already
		if alone {
			group[0].err = err
		}
		return false
	}
	if err := w.conn.run(background, &sqlstore.Statement{SQL: "BEGIN IMMEDIATE"}); err != nil {
		for _, r := range group {
			r.err = err
		}
		return true
	}
	for _, r := range group {
		if err := w.change(r, alone); err != nil {
			return fail(err)
		}
	}
	if err := w.conn.run(background, &sqlstore.Statement{SQL: "COMMIT"}); err != nil {
		return fail(err)
	}
	return true
}

// change makes one change. If it fails its err is set; what is returned is not
// nil if the transaction has failed with it.
func (w *writer) change(r *request, alone bool) error {
	background := context.Background()
	run := func(text string) error { return w.conn.run(background, &sqlstore.Statement{SQL: text}) }
	if !alone {
		if err := run("SAVEPOINT member"); err != nil {
			return err
		}
	}
	t := tx{caller: r.caller, statements: background, conn: w.conn}
	last, err := r.change(t)
	if err == nil {
		err = t.Run(last...)
	}
	switch {
	case alone:
		return err
	case err != nil:
		if fault := run("ROLLBACK TO member"); fault != nil {
			return fault // the whole is gone; the change is tried again alone
		}
		r.err = err
	}
	return run("RELEASE member")
}
