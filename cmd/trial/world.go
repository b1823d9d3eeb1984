package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/bot/postgres"
	"github.com/camerton/camerton/bot/sqlite"
	"github.com/camerton/camerton/bot/storetest/pgtest"
	"github.com/camerton/camerton/bot/telegram/apitest"
	"github.com/camerton/camerton/tone"
)

// The kinds of stores.
const (
	sqliteStore   = "sqlite"
	postgresStore = "postgres"
)

// hookSecret is what the replicas want to hear from the server.
const hookSecret = "secret-of-the-trial"

// A world is a Bot API server, a store and the bots that share it.
type world struct {
	dir      string
	server   *apitest.Server
	cluster  *pgtest.Cluster // nil with SQLite
	database string
	replicas []*replica
	balancer *balancer // nil for a bot that polls
	followUp string    // after which silence a customer is written to once more
	cleanup  []func() error
}

// newWorld makes everything but starts no bot.
func newWorld(ctx context.Context, o options, api apitest.Options, replicas int) (*world, error) {
	w := &world{dir: o.keep, followUp: "none"}
	if o.followUps {
		w.followUp = "1m"
	}
	if err := w.make(ctx, o, api, replicas); err != nil {
		return nil, errors.Join(err, w.close())
	}
	return w, nil
}

func (w *world) make(ctx context.Context, o options, api apitest.Options, replicas int) error {
	if w.dir == "" {
		dir, err := os.MkdirTemp("", "trial-")
		if err != nil {
			return err
		}
		w.dir = dir
		w.cleanup = append(w.cleanup, func() error { return os.RemoveAll(dir) })
	} else if err := os.Mkdir(w.dir, 0o700); err != nil {
		return fmt.Errorf("-keep: %w", err) // a store that is there already would be taken for the trial's
	}
	binary := o.binary
	if binary == "" {
		binary = filepath.Join(w.dir, "camerton")
		build := exec.CommandContext(ctx, "go", "build", "-o", binary, "github.com/camerton/camerton/cmd/camerton") //nolint:gosec // our own
		if said, err := build.CombinedOutput(); err != nil {
			return fmt.Errorf("build camerton: %w\n%s", err, said)
		}
	}
	w.server = apitest.New(api)
	w.cleanup = append(w.cleanup, w.server.Close)
	if err := w.server.Start(); err != nil {
		return err
	}
	w.server.Group(operatorsChat, "operators").AddBot(w.server.DefaultBot(), ownerID)
	if o.store == postgresStore {
		cluster, err := pgtest.New(pgtest.Options{})
		if err != nil {
			return err
		}
		w.cluster = cluster
		w.cleanup = append(w.cleanup, cluster.Remove)
		if w.database, err = cluster.Schema("trial"); err != nil {
			return err
		}
	}
	return w.makeReplicas(ctx, binary, o.store, replicas)
}

// makeReplicas writes a config for each bot. One bot polls; several are called
// through a balancer.
func (w *world) makeReplicas(ctx context.Context, binary, store string, n int) error {
	if n > 1 {
		w.balancer = newBalancer()
		w.cleanup = append(w.cleanup, w.balancer.close)
	}
	for i := range n {
		hook := ""
		if n > 1 {
			at, err := freeAddress()
			if err != nil {
				return err
			}
			hook = at
			w.balancer.add(at)
		}
		config := filepath.Join(w.dir, fmt.Sprintf("bot%d.toml", i))
		if err := os.WriteFile(config, []byte(w.config(store, hook)), 0o600); err != nil {
			return err
		}
		r := &replica{
			binary: binary, args: []string{"bot", "--config", config}, config: config, log: filepath.Join(w.dir, fmt.Sprintf("bot%d.log", i)),
			environ: []string{
				"CAMERTON_TOKEN=" + apitest.DefaultToken, "CAMERTON_WEBHOOK_SECRET=" + hookSecret,
				"CAMERTON_DATABASE=" + w.database, "TZ=UTC",
			},
		}
		w.replicas = append(w.replicas, r)
		if err := r.check(ctx); err != nil {
			return err
		}
	}
	return nil
}

// freeAddress returns an address on which nobody listens.
func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // it ends at once
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// config returns the config of a bot that answers at once and knows no limits.
func (w *world) config(store, hook string) string {
	b := &strings.Builder{}
	fmt.Fprintf(b, "[telegram]\napi = %q\ntimeout = \"5s\"\n", w.server.URL())
	if hook != "" {
		fmt.Fprintf(b, "updates = \"webhook\"\n[webhook]\nurl = %q\nlisten = %q\n", w.balancer.url(), hook)
	}
	fmt.Fprintf(b, "[operators]\nchat = %d\n", operatorsChat)
	fmt.Fprintf(b, "[store]\nkind = %q\npath = %q\n", store, w.storePath())
	b.WriteString("[run]\nhealth = \"\"\nlease = \"3s\"\nsend_timeout = \"2s\"\nworkers = 32\n" +
		"[limits]\nchat = -1\ngroup = -1\nglobal = -1\n" +
		"[decisions]\nflood_lines = -1\nrepeats = -1\nquick_replies = -1\n" +
		"[timing]\nquiet_hours = \"none\"\ndaily_texts = -1\nunfinished_window = \"0s\"\nfollow_up_gap = \"1s\"\n")
	for _, state := range tone.States() {
		fmt.Fprintf(b, "[timing.%s]\nmerge_window = \"0s\"\ndelay = \"0s\"\ntyping_min = \"0s\"\ntyping_max = \"0s\"\nfollow_up = %q\n", state, w.followUp)
	}
	return b.String()
}

func (w *world) storePath() string { return filepath.Join(w.dir, "camerton.db") }

// A keeper is a store as the trial looks at it.
type keeper interface {
	bot.Store
	bot.Archive
	Close() error
}

// open opens the store beside the bots.
func (w *world) open(ctx context.Context) (keeper, error) {
	if w.cluster != nil {
		return postgres.Open(ctx, w.database, postgres.Options{Connections: 2, Name: "trial"})
	}
	return sqlite.Open(ctx, w.storePath(), sqlite.Options{Existing: true, Check: sqlite.CheckNone})
}

// settled waits until nothing is left to do but for timers that are far away.
func (w *world) settled(ctx context.Context) error {
	for {
		done, err := w.isSettled(ctx)
		if done {
			return nil
		}
		if !pause(ctx, 300*time.Millisecond) {
			return fmt.Errorf("there is still work to be done: %w", errors.Join(context.Cause(ctx), err))
		}
	}
}

func (w *world) isSettled(ctx context.Context) (bool, error) {
	if w.server.DefaultBot().Pending() > 0 {
		return false, errors.New("updates wait to be fetched")
	}
	store, err := w.open(ctx)
	if err != nil {
		return false, err
	}
	defer store.Close() //nolint:errcheck // it was only read
	stats, err := store.Stats(ctx, time.Now())
	if err != nil {
		return false, err
	}
	next, err := store.NextDue(ctx)
	if err != nil {
		return false, err
	}
	if stats.Unread+stats.Planned+stats.Leased > 0 || !next.IsZero() && time.Until(next) < 2*time.Minute {
		return false, fmt.Errorf("%+v, next at %v", stats, next)
	}
	return true, nil
}

// pause waits and reports whether ctx goes on.
func pause(ctx context.Context, d time.Duration) bool {
	select {
	case <-time.After(d):
		return true
	case <-ctx.Done():
		return false
	}
}

// close ends everything.
func (w *world) close() error {
	var faults []error
	for _, r := range w.replicas {
		faults = append(faults, r.stop())
	}
	for _, end := range slices.Backward(w.cleanup) {
		faults = append(faults, end())
	}
	return errors.Join(faults...)
}
