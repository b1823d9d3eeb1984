package storetest

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
)

// childVariable holds what a test's child process is to do, as JSON.
const childVariable = "CAMERTON_STORETEST_CHILD"

// childWorkers is how many workers a child has.
const childWorkers = 3

// A ChildTask is what a child process does: it opens a store and has workers
// receive events there and work on them, until it has done all or is killed.
type ChildTask struct {
	Where  string // the store's path or URL
	Name   string // must be another one for each child
	Seed   uint64
	Chats  int
	Events int // for each worker
}

// Main is for TestMain: it runs the tests, or the task if the process is the
// child of one. It returns the process's exit code.
func Main(m *testing.M, open func(ctx context.Context, where string) (Store, error)) int {
	task := os.Getenv(childVariable)
	if task == "" {
		return m.Run()
	}
	if err := runTask(context.Background(), task, open); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

func runTask(ctx context.Context, written string, open func(ctx context.Context, where string) (Store, error)) error {
	var task ChildTask
	if err := json.Unmarshal([]byte(written), &task); err != nil {
		return err
	}
	store, err := open(ctx, task.Where)
	if err != nil {
		return err
	}
	var mu sync.Mutex // protects standard output
	told := func(r Receipt) {
		data, err := json.Marshal(r)
		if err != nil {
			panic(err) // a receipt can always be written
		}
		mu.Lock()
		defer mu.Unlock()
		_, _ = os.Stdout.Write(append(data, '\n')) // at once, so that a kill loses none
	}
	errs := make([]error, childWorkers)
	var all sync.WaitGroup
	for i := range childWorkers {
		w := &Worker{
			Store: store, Name: fmt.Sprintf("%s.%d", task.Name, i), Seed: task.Seed + uint64(i),
			Chats: task.Chats, Told: told,
		}
		all.Go(func() { errs[i] = w.Run(ctx, task.Events) })
	}
	all.Wait()
	return errors.Join(errs...)
}

// A Child is a process that a test has started.
type Child struct {
	cmd *exec.Cmd
	out *bufio.Reader
	err strings.Builder
	all strings.Builder
}

// StartChild starts the test's own program again, with a task.
func StartChild(tb testing.TB, task ChildTask) *Child {
	tb.Helper()
	written, err := json.Marshal(task)
	if err != nil {
		tb.Fatal(err)
	}
	c := &Child{cmd: exec.CommandContext(tb.Context(), os.Args[0])} //nolint:gosec // the test's own program
	c.cmd.Env = append(os.Environ(), childVariable+"="+string(written))
	c.cmd.Stderr = &c.err
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		tb.Fatal(err)
	}
	c.out = bufio.NewReader(out)
	if err := c.cmd.Start(); err != nil {
		tb.Fatal(err)
	}
	return c
}

// Kill waits until the child has told so many receipts, or has ended, kills it
// without warning, and returns all receipts.
func (c *Child) Kill(tb testing.TB, after int) []Receipt {
	tb.Helper()
	for range after {
		line, err := c.out.ReadString('\n')
		c.all.WriteString(line)
		if err != nil {
			break
		}
	}
	_ = c.cmd.Process.Kill() // it may have ended
	receipts := c.rest(tb)
	_ = c.cmd.Wait() // which says that it was killed
	return receipts
}

// Wait waits until the child has done its task and returns its receipts.
func (c *Child) Wait(tb testing.TB) []Receipt {
	tb.Helper()
	receipts := c.rest(tb)
	if err := c.cmd.Wait(); err != nil {
		tb.Fatalf("a child failed: %v\n%s", err, c.err.String())
	}
	return receipts
}

func (c *Child) rest(tb testing.TB) []Receipt {
	tb.Helper()
	if _, err := io.Copy(&c.all, c.out); err != nil {
		tb.Fatal(err)
	}
	receipts, err := ReadReceipts(strings.NewReader(c.all.String()))
	if err != nil {
		tb.Fatal(err)
	}
	return receipts
}
