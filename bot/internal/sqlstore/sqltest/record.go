// Package sqltest helps to test how databases carry out the statements of
// sqlstore: it fills a store with much that is over, and lists the statements.
package sqltest

import (
	"context"
	"fmt"
	"time"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/bot/internal/sqlstore"
	"github.com/camerton/camerton/tone"
)

// A Statement is one that was run.
type Statement struct {
	SQL  string
	Args []any
}

// recorder notes what is run on a database.
type recorder struct {
	sqlstore.Database

	seen map[string]bool
	all  []Statement
}

func (r *recorder) Write(ctx context.Context, f func(sqlstore.Tx) ([]*sqlstore.Statement, error)) error {
	return r.Database.Write(ctx, func(tx sqlstore.Tx) ([]*sqlstore.Statement, error) {
		last, err := f(recorderTx{tx, r})
		r.note(last)
		return last, err
	})
}

func (r *recorder) Read(ctx context.Context, f func(sqlstore.Tx) error) error {
	return r.Database.Read(ctx, func(tx sqlstore.Tx) error { return f(recorderTx{tx, r}) })
}

func (r *recorder) Look(ctx context.Context, s *sqlstore.Statement) error {
	r.note([]*sqlstore.Statement{s})
	return r.Database.Look(ctx, s)
}

func (r *recorder) note(statements []*sqlstore.Statement) {
	for _, s := range statements {
		if !r.seen[s.SQL] {
			r.seen[s.SQL] = true
			r.all = append(r.all, Statement{SQL: s.SQL, Args: s.Args})
		}
	}
}

type recorderTx struct {
	tx sqlstore.Tx
	r  *recorder
}

func (t recorderTx) Run(statements ...*sqlstore.Statement) error {
	t.r.note(statements)
	return t.tx.Run(statements...)
}

// Statements does everything with a store that a running bot does, and its
// operators as long as they don't ask for all of it, and returns the statements
// that were run, each once.
func Statements(ctx context.Context, db sqlstore.Database, d sqlstore.Dialect) ([]Statement, error) {
	r := &recorder{Database: db, seen: make(map[string]bool)}
	t := &tour{store: sqlstore.New(r, d), now: time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)}
	for _, step := range []func(context.Context) error{t.receive, t.work, t.bury, t.letters, t.look, t.forget} {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	return r.all, nil
}

// A tour is one visit to every method.
type tour struct {
	store *sqlstore.Store
	now   time.Time
	lease bot.Lease
}

var tourKey = bot.Key{Channel: tone.Web, Chat: "tour"}

func (t *tour) receive(ctx context.Context) error {
	batch := make([]bot.Incoming, 3)
	for i := range batch {
		batch[i] = bot.Incoming{
			Key: tourKey, Source: "tour", Update: int64(i), Received: t.now,
			Event: bot.Event{Kind: bot.Said, At: t.now, Message: &bot.Message{ID: fmt.Sprint("tour", i)}},
		}
	}
	_, err := t.store.Receive(ctx, batch)
	return err
}

// claim claims the conversation of the tour, which is the only one that is due.
func (t *tour) claim(ctx context.Context) (bot.Work, error) {
	works, err := t.store.Claim(ctx, bot.Claim{Now: t.now, Until: t.now.Add(time.Minute), Limit: 5, Owner: "tour"})
	if err != nil || len(works) != 1 {
		return bot.Work{}, fmt.Errorf("%d conversations were claimed: %w", len(works), err)
	}
	t.lease = works[0].Lease
	return works[0], nil
}

func (t *tour) work(ctx context.Context) error {
	w, err := t.claim(ctx)
	if err != nil {
		return err
	}
	done := make([]int64, 0, len(w.Incoming))
	for _, in := range w.Incoming[1:] {
		done = append(done, in.ID)
	}
	timer := bot.Timer{Kind: bot.GuardDue, At: t.now}
	send := bot.Send{No: 1, Kind: bot.SendAnswer, Status: bot.SendPlanned, At: t.now}
	dead := bot.Send{No: 2, Kind: bot.SendAnswer, Status: bot.SendDead, At: t.now}
	until := t.now.Add(time.Minute)
	return first(
		func() error {
			_, err := t.store.Commit(ctx, t.lease, bot.Commit{
				Now: t.now, Done: done, Buried: []bot.Burial{{ID: w.Incoming[0].ID, Reason: "tour"}},
				Events: []bot.Event{{Kind: bot.Skipped, At: t.now}}, Snapshot: []byte("x"), Sends: []bot.Send{send, dead},
				Timers: []bot.Timer{timer}, Cancelled: []bot.TimerID{{Kind: bot.BurstEnd}}, Due: t.now, Until: until,
			})
			return err
		},
		func() error { _, err := t.store.Load(ctx, t.lease); return err },
		func() error { return t.store.Renew(ctx, t.lease, until) },
		func() error { return t.store.Begin(ctx, t.lease, 1, t.now) },
		func() error {
			_, err := t.store.Commit(ctx, t.lease, bot.Commit{Now: t.now, Sends: []bot.Send{send}, Until: until, Begin: 1})
			return err
		},
		func() error {
			return t.store.Fail(ctx, t.lease, bot.Failure{Now: t.now, Retry: t.now, Reason: "tour"})
		},
	)
}

func (t *tour) bury(ctx context.Context) error {
	if _, err := t.claim(ctx); err != nil {
		return err
	}
	_, err := t.store.Commit(ctx, t.lease, bot.Commit{Now: t.now})
	return err
}

func (t *tour) letters(ctx context.Context) error {
	letters, err := t.store.DeadLetters(ctx, 10)
	if err != nil || len(letters) != 2 {
		return fmt.Errorf("%d dead letters: %w", len(letters), err)
	}
	for _, l := range letters {
		if err := t.store.Revive(ctx, l.ID, t.now); err != nil {
			return err
		}
		if err := t.store.Drop(ctx, l.ID); err == nil {
			return fmt.Errorf("letter %s is revived and still there", l.ID)
		}
	}
	return nil
}

func (t *tour) look(ctx context.Context) error {
	return first(
		func() error { _, err := t.store.NextDue(ctx); return err },
		func() error { _, err := t.store.Events(ctx, tourKey, 0, 10); return err },
		func() error { _, err := t.store.Conversations(ctx, tourKey, 10); return err },
		func() error { _, err := t.store.Inbox(ctx, tourKey); return err },
		func() error { _, err := t.store.Outbox(ctx, tourKey); return err },
		func() error { _, err := t.store.Outbox(ctx, tourKey, bot.SendDone, bot.SendDead); return err },
		func() error {
			_, err := t.store.Outbox(ctx, bot.Key{}, bot.SendPlanned, bot.SendStarted, bot.SendUnknown, bot.SendDead)
			return err
		},
		func() error {
			return t.store.SaveConnection(ctx, bot.Connection{Source: "tour", Account: "1", At: t.now})
		},
		func() error { _, err := t.store.Connection(ctx, "tour", "1"); return err },
		func() error {
			long := time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC) // before everything that Fill makes
			_, err := t.store.Prune(ctx, bot.Prune{Updates: long, Conversations: long})
			return err
		},
	)
}

func (t *tour) forget(ctx context.Context) error {
	if _, err := t.claim(ctx); err != nil {
		return err
	}
	if _, err := t.store.Commit(ctx, t.lease, bot.Commit{Forget: true}); err != nil {
		return err
	}
	return t.store.Forget(ctx, tourKey)
}

// first calls functions until one fails.
func first(functions ...func() error) error {
	for _, f := range functions {
		if err := f(); err != nil {
			return err
		}
	}
	return nil
}
