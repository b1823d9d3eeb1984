package storetest

import (
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
)

const (
	modelSeeds = 12  // random sequences of calls
	modelSteps = 150 // calls in each
)

// exerciseModel makes random calls, to the store under test and to Memory, and
// compares every answer and what is stored.
func exerciseModel(t *testing.T, open func(testing.TB) Store) {
	t.Helper()
	for seed := range uint64(modelSeeds) {
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
			t.Parallel()
			d := &duel{T: t, source: newSource(seed), store: open(t), model: &Memory{}}
			for d.step = range modelSteps {
				d.move()
				if d.step%10 == 9 {
					d.compare()
				}
			}
			d.compare()
		})
	}
}

// A duel is a random sequence of calls to two stores.
type duel struct {
	*testing.T
	source

	store Store
	model *Memory
	step  int

	second int // what time it is; it may go back
	tick   int // makes every time another one, so that there is one order
	update int64
	sent   []bot.Incoming
	works  []pair // leases that were given, lost ones too
}

// A pair is the work that both stores gave for the same claim.
type pair struct{ store, model bot.Work }

// now returns the time, which is another one at each call.
func (d *duel) now() time.Time {
	d.tick++
	return at(d.second).Add(time.Duration(d.tick) * time.Millisecond)
}

// soon returns a time around now, seldom before it.
func (d *duel) soon() time.Time {
	return d.now().Add(time.Duration(d.IntN(90)-10) * time.Second)
}

// same compares two answers.
func (d *duel) same(store, model any, what string) {
	d.Helper()
	require.Equal(d, model, store, "step %d: %s", d.step, what)
}

// sameErr compares errors: known ones by what they are, others by that they are.
func (d *duel) sameErr(store, model error, what string) {
	d.Helper()
	for _, known := range []error{bot.ErrLost, bot.ErrIncoming, bot.ErrNoLetter} {
		if model == known { //nolint:errorlint // Memory returns them as they are
			require.ErrorIs(d, store, known, "step %d: %s", d.step, what)
			return
		}
	}
	require.Equal(d, model == nil, store == nil, "step %d: %s: store says %v, model %v", d.step, what, store, model)
}

func (d *duel) move() {
	d.second += pick(d.source, 0, 1, 5, 30)
	if d.chance(5) {
		d.second -= 40
	}
	moves := []struct {
		weight int
		make   func()
	}{
		{25, d.receive},
		{20, d.claim},
		{25, d.commit},
		{8, d.begin},
		{4, d.fail},
		{4, d.renew},
		{3, d.load},
		{3, d.revive},
		{2, d.drop},
		{2, d.forget},
		{2, d.prune},
		{2, d.connect},
	}
	n := d.IntN(100)
	for _, m := range moves {
		if n -= m.weight; n < 0 {
			m.make()
			return
		}
	}
}

func (d *duel) receive() {
	batch := make([]bot.Incoming, 1+d.IntN(4))
	for i := range batch {
		batch[i] = d.incoming()
	}
	a, errA := d.store.Receive(d.Context(), batch)
	b, errB := d.model.Receive(d.Context(), batch)
	d.sameErr(errA, errB, "Receive")
	d.same(a, b, "Receive")
	d.sent = append(d.sent, batch...)
}

// incoming returns an event, sometimes one that came before, by its number or by
// its message.
func (d *duel) incoming() bot.Incoming {
	if len(d.sent) > 0 && d.chance(15) {
		in := pick(d.source, d.sent...)
		if d.chance(50) {
			d.update++
			in.Update = d.update
		}
		in.Received = d.now()
		return in
	}
	d.update++
	in := bot.Incoming{
		Key: chat(pick(d.source, "a", "b", "c", "d")), Source: pick(d.source, "bot", "other"), Update: d.update,
		Received: d.now(), Event: bot.Event{Kind: bot.Blocked, At: d.now()},
	}
	if d.chance(80) {
		in.Event.Kind = pick(d.source, bot.Said, bot.Said, bot.Edited, bot.PersonWrote)
		in.Event.Message = &bot.Message{ID: strconv.Itoa(d.IntN(60)), Text: fmt.Sprint("line ", d.update), EditedAt: at(d.IntN(3))}
	}
	return in
}

func (d *duel) claim() {
	now := d.now()
	c := bot.Claim{Now: now, Until: now.Add(time.Duration(1+d.IntN(60)) * time.Second), Limit: 1 + d.IntN(3), Owner: "x"}
	a, errA := d.store.Claim(d.Context(), c)
	b, errB := d.model.Claim(d.Context(), c)
	d.sameErr(errA, errB, "Claim")
	d.same(len(a), len(b), "how many were claimed")
	for i := range a {
		d.sameWork(a[i], b[i], "Claim")
		d.works = append(d.works, pair{a[i], b[i]})
	}
}

// sameWork compares work but for fences and numbers, which a store may choose.
func (d *duel) sameWork(a, b bot.Work, what string) {
	d.Helper()
	plain := func(w bot.Work) bot.Work {
		w.Incoming = slices.Clone(w.Incoming)
		for i := range w.Incoming {
			w.Incoming[i].ID = int64(i)
		}
		w.Lease.Fence = 0
		return w
	}
	d.same(plain(a), plain(b), what)
}

// lease returns one of the leases that were given last, held or lost.
func (d *duel) lease() (pair, bool) {
	if len(d.works) == 0 {
		return pair{}, false
	}
	return d.works[max(0, len(d.works)-1-d.IntN(4))], true
}

func (d *duel) load() {
	if p, ok := d.lease(); ok {
		a, errA := d.store.Load(d.Context(), p.store.Lease)
		b, errB := d.model.Load(d.Context(), p.model.Lease)
		d.sameErr(errA, errB, "Load")
		d.sameWork(a, b, "Load")
	}
}

func (d *duel) renew() {
	if p, ok := d.lease(); ok {
		until := d.soon()
		d.sameErr(d.store.Renew(d.Context(), p.store.Lease, until), d.model.Renew(d.Context(), p.model.Lease, until), "Renew")
	}
}

func (d *duel) begin() {
	if p, ok := d.lease(); ok {
		no, now := int64(1+d.IntN(4)), d.now()
		d.sameErr(d.store.Begin(d.Context(), p.store.Lease, no, now),
			d.model.Begin(d.Context(), p.model.Lease, no, now), "Begin")
	}
}

func (d *duel) fail() {
	if p, ok := d.lease(); ok {
		f := bot.Failure{Now: d.now(), Retry: d.soon(), Reason: "x"}
		d.sameErr(d.store.Fail(d.Context(), p.store.Lease, f), d.model.Fail(d.Context(), p.model.Lease, f), "Fail")
	}
}

func (d *duel) commit() {
	p, ok := d.lease()
	if !ok {
		return
	}
	c, mask := d.change(), d.Uint64()
	a, b := c, c
	for i := range p.model.Incoming { // the same events by the numbers of each
		storeID, modelID := p.store.Incoming[i].ID, p.model.Incoming[i].ID
		switch mask >> (2 * i) & 3 {
		case 0, 1:
			a.Done, b.Done = append(a.Done, storeID), append(b.Done, modelID)
		case 2:
			burial := bot.Burial{ID: storeID, Reason: fmt.Sprint("burial ", d.step)}
			a.Buried = append(a.Buried, burial)
			burial.ID = modelID
			b.Buried = append(b.Buried, burial)
		}
	}
	begunA, errA := d.store.Commit(d.Context(), p.store.Lease, a)
	begunB, errB := d.model.Commit(d.Context(), p.model.Lease, b)
	d.sameErr(errA, errB, "Commit")
	d.same(begunA, begunB, "whether Commit has begun a send")
}

// change returns a random commit without events that are done.
func (d *duel) change() bot.Commit {
	c := bot.Commit{Now: d.now(), Forget: d.chance(4)}
	for range d.IntN(3) {
		c.Events = append(c.Events, bot.Event{Kind: bot.Skipped, At: d.now(), Reason: fmt.Sprint("event ", d.tick)})
	}
	if d.chance(70) {
		c.Snapshot = fmt.Append(nil, "snapshot ", d.step)
	}
	for range d.IntN(3) {
		send := planned(int64(1+d.IntN(4)), d.second)
		send.Status = pick(d.source, bot.SendPlanned, bot.SendPlanned, bot.SendStarted, bot.SendDone, bot.SendUnknown,
			bot.SendCancelled, bot.SendRefused, bot.SendDead)
		send.Unknown, send.Attempts, send.Error = d.IntN(2), d.IntN(3), fmt.Sprint("error ", d.tick)
		c.Sends = append(c.Sends, send)
	}
	for range d.IntN(3) {
		t := bot.Timer{Kind: pick(d.source, bot.BurstEnd, bot.GuardDue), Subject: pick(d.source, "", "1", "2"), At: d.soon()}
		if d.chance(70) {
			c.Timers = append(c.Timers, t)
		} else {
			c.Cancelled = append(c.Cancelled, t.ID())
		}
	}
	if d.chance(50) {
		c.Due = d.soon()
	}
	if d.chance(40) {
		c.Until = d.soon()
		c.Begin = int64(d.IntN(5))
	}
	return c
}

// letter returns the place of a dead letter in both lists.
func (d *duel) letter() (store, model string, ok bool) {
	a, errA := d.store.DeadLetters(d.Context(), 100)
	b, errB := d.model.DeadLetters(d.Context(), 100)
	d.sameErr(errA, errB, "DeadLetters")
	d.same(len(a), len(b), "how many dead letters")
	if len(a) == 0 {
		return "", "", false
	}
	i := d.IntN(len(a))
	return a[i].ID, b[i].ID, true
}

func (d *duel) revive() {
	if a, b, ok := d.letter(); ok {
		now := d.now()
		d.sameErr(d.store.Revive(d.Context(), a, now), d.model.Revive(d.Context(), b, now), "Revive")
		d.sameErr(d.store.Revive(d.Context(), a, now), d.model.Revive(d.Context(), b, now), "Revive again")
	}
}

func (d *duel) drop() {
	if a, b, ok := d.letter(); ok {
		d.sameErr(d.store.Drop(d.Context(), a), d.model.Drop(d.Context(), b), "Drop")
	}
}

func (d *duel) forget() {
	key := chat(pick(d.source, "a", "b", "c", "d"))
	d.sameErr(d.store.Forget(d.Context(), key), d.model.Forget(d.Context(), key), "Forget")
}

func (d *duel) prune() {
	p := bot.Prune{Limit: d.IntN(20)}
	if d.chance(50) {
		p.Updates = at(d.second - 60)
	}
	if d.chance(70) {
		p.Conversations = at(d.second - 30)
	}
	for rows := int64(1); rows > 0; {
		var err error
		rows, err = d.store.Prune(d.Context(), p)
		require.NoError(d, err)
	}
	_, err := d.model.Prune(d.Context(), p)
	require.NoError(d, err)
}

func (d *duel) connect() {
	c := bot.Connection{
		Source: "bot", Account: pick(d.source, "1", "2"), ID: strconv.Itoa(d.step), Enabled: d.chance(50), Reply: d.chance(50),
		At: at(d.second),
	}
	d.sameErr(d.store.SaveConnection(d.Context(), c), d.model.SaveConnection(d.Context(), c), "SaveConnection")
	a, errA := d.store.Connection(d.Context(), "bot", c.Account)
	b, errB := d.model.Connection(d.Context(), "bot", c.Account)
	d.sameErr(errA, errB, "Connection")
	d.same(a, b, "Connection")
}

// compare compares all that both stores tell.
func (d *duel) compare() {
	ctx := d.Context()
	answer := func(s Store) (all []any) {
		add := func(v any, err error) {
			require.NoError(d, err)
			all = append(all, v)
		}
		add(s.Stats(ctx, at(d.second)))
		add(s.NextDue(ctx))
		keys, err := s.Conversations(ctx, bot.Key{}, 100)
		add(append([]bot.Key{}, keys...), err)
		sends, err := s.Outbox(ctx, bot.Key{})
		add(append([]bot.Outgoing{}, sends...), err)
		letters, err := s.DeadLetters(ctx, 100)
		for i := range letters {
			letters[i].ID = ""
		}
		slices.SortFunc(letters, func(a, b bot.DeadLetter) int { // those of one commit have the same time
			return slices.Compare([]string{a.Key.Chat, strconv.FormatInt(a.At.UnixMilli(), 10), describe(a)},
				[]string{b.Key.Chat, strconv.FormatInt(b.At.UnixMilli(), 10), describe(b)})
		})
		add(append([]bot.DeadLetter{}, letters...), err)
		for _, key := range keys {
			events, err := s.Events(ctx, key, 0, 1000)
			add(append([]bot.Logged{}, events...), err)
		}
		return all
	}
	d.same(answer(d.store), answer(d.model), "what is stored")
}

// describe tells letters of one conversation apart.
func describe(l bot.DeadLetter) string {
	if l.Send != nil {
		return fmt.Sprint("send ", l.Send.No)
	}
	return fmt.Sprint("incoming ", l.Incoming.Source, l.Incoming.Update)
}
