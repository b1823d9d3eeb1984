package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"github.com/camerton/camerton/bot/telegram/apitest"
)

// crashOptions are the flags of crash.
type crashOptions struct {
	options

	kills int
	every time.Duration
	calm  time.Duration
}

// crash kills and judges.
func crash(ctx context.Context, args []string, out io.Writer) error {
	var o crashOptions
	f := flag.NewFlagSet("crash", flag.ContinueOnError)
	o.register(f, 1000, 100)
	f.IntVar(&o.kills, "kills", 20, "how often something is killed")
	f.DurationVar(&o.every, "every", time.Second, "about how long it is from one kill to the next")
	f.DurationVar(&o.calm, "calm", 3*time.Minute, "how long the bots get to finish after the last kill")
	if err := f.Parse(args); err != nil {
		return err
	}
	if err := o.check(); err != nil {
		return err
	}
	replicas := 1
	if o.store == postgresStore {
		replicas = 3
	}
	w, err := newWorld(ctx, o.options, apitest.Options{Seed: o.seed}, replicas)
	if err != nil {
		return err
	}
	err = o.run(ctx, w, out)
	return errors.Join(err, w.close())
}

func (o crashOptions) run(ctx context.Context, w *world, out io.Writer) error {
	injectFaults(w.server)
	for _, r := range w.replicas {
		if err := r.start(); err != nil {
			return err
		}
	}
	began := time.Now()
	writing := make(chan error, 1)
	go func() {
		between := time.Duration(o.kills) * o.every / time.Duration(o.messages)
		writing <- newPeople(w.server, o.options).write(ctx, o.messages, between)
	}()
	killed, err := o.killAll(ctx, w)
	if err = errors.Join(err, <-writing); err != nil {
		return err
	}
	w.server.ClearFaults()
	calm, end := context.WithTimeout(ctx, o.calm)
	defer end()
	if err := w.settled(calm); err != nil {
		_, _ = fmt.Fprintln(out, "not settled:", err) // the verdict says what was left
	}
	for _, r := range w.replicas {
		err = errors.Join(err, r.stop())
	}
	if err != nil {
		return err
	}
	v, err := o.judge(ctx, w)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(out, "store %s, %d replicas, seed %d: %v in %v\n",
		o.store, len(w.replicas), o.seed, killed, time.Since(began).Round(time.Second)); err != nil {
		return err
	}
	return v.print(out)
}

// killAll kills one thing after the other and returns how often each.
func (o crashOptions) killAll(ctx context.Context, w *world) (map[string]int, error) {
	chance := rand.New(rand.NewPCG(o.seed, 2)) //nolint:gosec // it must repeat
	killed := map[string]int{}
	for range o.kills {
		if !pause(ctx, time.Duration(chance.Int64N(int64(2*o.every)+1))) {
			return killed, ctx.Err()
		}
		if w.cluster != nil && chance.IntN(4) == 0 {
			killed["PostgreSQL killed"]++
			if err := errors.Join(w.cluster.Kill(), w.cluster.Start()); err != nil {
				return killed, err
			}
			continue
		}
		killed["bot killed"]++
		if err := w.replicas[chance.IntN(len(w.replicas))].kill(); err != nil {
			return killed, err
		}
	}
	return killed, nil
}

// injectFaults lets some of the calls go wrong, in every way that there is.
func injectFaults(s *apitest.Server) {
	for _, f := range []apitest.Fault{
		{Kind: apitest.FaultDrop, AfterEffect: true, Chance: 0.01},
		{Kind: apitest.FaultDrop, Chance: 0.01},
		{Kind: apitest.FaultError, Status: 500, Chance: 0.01},
		{Kind: apitest.FaultHTML, Status: 502, AfterEffect: true, Chance: 0.005},
		{Kind: apitest.FaultGarble, AfterEffect: true, Chance: 0.005},
		{Kind: apitest.FaultTooMany, RetryAfter: 1, Chance: 0.005},
		{Kind: apitest.FaultNone, Delay: 200 * time.Millisecond, Chance: 0.02},
		{Method: "getUpdates", Kind: apitest.FaultDrop, AfterEffect: true, Chance: 0.02},
	} {
		f.Times = -1
		s.Inject(f)
	}
}

// judge reads what is stored and holds it against the record.
func (o crashOptions) judge(ctx context.Context, w *world) (*verdict, error) {
	record := w.server.Record()
	if o.keep != "" {
		if err := writeRecord(filepath.Join(o.keep, "record.jsonl"), record); err != nil {
			return nil, err
		}
	}
	store, err := w.open(ctx)
	if err != nil {
		return nil, err
	}
	defer store.Close() //nolint:errcheck // it was only read
	stored, err := readStored(ctx, store)
	if err != nil {
		return nil, err
	}
	return judge(record, stored), nil
}

func writeRecord(path string, record []apitest.Entry) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	lines := json.NewEncoder(f)
	for i := range record {
		err = errors.Join(err, lines.Encode(&record[i]))
	}
	return errors.Join(err, f.Close())
}
