package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"time"
)

// A replica is a bot that is started again whenever it ends, as a supervisor of
// the operating system does it.
type replica struct {
	binary, config, log string
	args, environ       []string

	mu       sync.Mutex // protects what follows
	process  *exec.Cmd
	stopping bool
	over     chan struct{} // closed when it is not started any more
	starts   int
}

// check returns what is wrong with the bot's config.
func (r *replica) check(ctx context.Context) error {
	cmd := exec.CommandContext(ctx, r.binary, "config", "check", r.config) //nolint:gosec // our own
	cmd.Env = r.environ
	if said, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("config check: %w\n%s", err, said)
	}
	return nil
}

// start starts the bot and keeps it running.
func (r *replica) start() error {
	log, err := os.OpenFile(r.log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	r.over = make(chan struct{})
	go func() {
		defer close(r.over)
		defer log.Close() //nolint:errcheck // the bot has its own
		for r.once(log) {
			time.Sleep(20 * time.Millisecond) // another process can't be told a time
		}
	}()
	return nil
}

// once runs the bot until it ends, and reports whether it is to be started again.
func (r *replica) once(log *os.File) bool {
	cmd := exec.Command(r.binary, r.args...) //nolint:gosec,noctx // stop ends it
	cmd.Env, cmd.Stdout, cmd.Stderr = r.environ, log, log
	r.mu.Lock()
	if r.stopping {
		r.mu.Unlock()
		return false
	}
	err := cmd.Start()
	if err == nil {
		r.process = cmd
		r.starts++
	}
	r.mu.Unlock()
	if err == nil {
		_ = cmd.Wait() // one that is killed says so
	}
	return true
}

// kill ends the bot without warning. It is started again at once.
func (r *replica) kill() error { return r.signal(syscall.SIGKILL) }

func (r *replica) signal(s os.Signal) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.process == nil {
		return nil
	}
	if err := r.process.Process.Signal(s); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return fmt.Errorf("%s: %w", r.config, err)
	}
	return nil
}

// pid returns the number of the process; 0 if there is none.
func (r *replica) pid() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.process == nil {
		return 0
	}
	return r.process.Process.Pid
}

// stop ends the bot in good order, for good.
func (r *replica) stop() error {
	r.mu.Lock()
	r.stopping = true
	over := r.over
	r.mu.Unlock()
	if over == nil {
		return nil
	}
	err := r.signal(syscall.SIGTERM)
	<-over
	return err
}
