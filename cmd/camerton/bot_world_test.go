package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot/telegram/apitest"
	"github.com/camerton/camerton/tone"
)

// runVariable makes the test's binary be the program itself.
const runVariable = "CAMERTON_TEST_RUN"

func TestMain(m *testing.M) {
	if os.Getenv(runVariable) != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

const hookSecret = "webhook-secret-of-the-test"

// A shop is a Bot API server and a folder with the config of a bot.
type shop struct {
	t   *testing.T
	srv *apitest.Server
	dir string

	database string // the address of PostgreSQL; empty for none
}

func newShop(t *testing.T, lines ...string) *shop {
	t.Helper()
	srv := apitest.New(apitest.Options{Seed: 1})
	require.NoError(t, srv.Start())
	t.Cleanup(func() { require.NoError(t, srv.Close()) })
	s := &shop{t: t, srv: srv, dir: t.TempDir()}
	config := &strings.Builder{}
	config.WriteString("[run]\nhealth = \"127.0.0.1:0\"\nlease = \"2s\"\n[telegram]\napi = \"" + srv.URL() + "\"\n")
	for _, state := range tone.States() {
		fmt.Fprintf(config, "[timing.%s]\nmerge_window = \"0s\"\ndelay = \"0s\"\ntyping_min = \"0s\"\ntyping_max = \"0s\"\n", state)
	}
	s.write(configFile, config.String()+"[timing]\nunfinished_window = \"0s\"\n"+strings.Join(lines, "\n"))
	return s
}

func (s *shop) path(name string) string { return filepath.Join(s.dir, name) }

func (s *shop) write(name, text string) {
	s.t.Helper()
	require.NoError(s.t, os.WriteFile(s.path(name), []byte(text), 0o600))
}

// environ are the secrets of the bot.
func (s *shop) environ() []string {
	return []string{
		"CAMERTON_TOKEN=" + apitest.DefaultToken, "CAMERTON_WEBHOOK_SECRET=" + hookSecret, "CAMERTON_DATABASE=" + s.database,
	}
}

// A running is a bot that runs within the test's own process.
type running struct {
	t      *testing.T
	log    *journal
	cancel context.CancelFunc
	status chan int
	ended  bool
}

// run starts the bot.
func (s *shop) run() *running {
	s.t.Helper()
	ctx, cancel := context.WithCancel(s.t.Context())
	r := &running{t: s.t, log: newJournal(), cancel: cancel, status: make(chan int, 1)}
	p := &program{in: strings.NewReader(""), out: r.log, err: r.log, environ: s.environ(), now: time.Now}
	go func() { r.status <- p.run(ctx, []string{"bot", "--config", s.path(configFile)}) }()
	s.t.Cleanup(func() {
		if !r.ended {
			r.stop()
		}
	})
	return r
}

// stop tells the bot to stop, waits and requires a good end.
func (r *running) stop() {
	r.t.Helper()
	r.cancel()
	require.Equal(r.t, exitOK, r.wait(), r.log.String())
}

// wait waits for the end of the bot.
func (r *running) wait() int {
	r.t.Helper()
	r.ended = true
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.t.Context()), time.Minute)
	defer cancel()
	select {
	case status := <-r.status:
		return status
	case <-ctx.Done():
		require.FailNow(r.t, "the bot does not end", r.log.String())
		return 0
	}
}

// A child is a bot that runs as a process of its own.
type child struct {
	*exec.Cmd
	t   *testing.T
	log *journal
}

// spawn starts the program.
func (s *shop) spawn(args ...string) *child {
	s.t.Helper()
	c := &child{Cmd: exec.CommandContext(s.t.Context(), os.Args[0], args...), t: s.t, log: newJournal()}
	c.Env = append(s.environ(), runVariable+"=1")
	c.Stdout, c.Stderr = c.log, c.log
	require.NoError(s.t, c.Start())
	return c
}

// end sends a signal and waits for the end of the process.
func (c *child) end(signal os.Signal) *os.ProcessState {
	c.t.Helper()
	require.NoError(c.t, c.Process.Signal(signal))
	_ = c.Wait() // the state says it
	return c.ProcessState
}

// soon is a context for what should happen at once.
func soon(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// texts are what a customer was sent.
func (s *shop) texts(customer int64) []string {
	var texts []string
	for _, e := range s.srv.Record() {
		if e.Method == "sendMessage" && e.Effect && e.Chat == customer {
			texts = append(texts, e.Text())
		}
	}
	return texts
}

// answer waits for the next text to a customer.
func (s *shop) answer(c *apitest.Customer) string {
	s.t.Helper()
	e, err := c.Next(soon(s.t))
	require.NoError(s.t, err)
	return e.Text()
}

// get asks a page of the bot.
func get(t *testing.T, url string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(soon(t), http.MethodGet, url, nil)
	require.NoError(t, err)
	resp, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	defer resp.Body.Close() //nolint:errcheck // it was only read
	var body bytes.Buffer
	_, err = body.ReadFrom(resp.Body)
	require.NoError(t, err)
	return resp.StatusCode, body.String()
}

// A journal keeps what is written and lets tests wait for a line.
type journal struct {
	mu      sync.Mutex
	text    bytes.Buffer
	changed chan struct{}
}

func newJournal() *journal { return &journal{changed: make(chan struct{})} }

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	close(j.changed)
	j.changed = make(chan struct{})
	return j.text.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

// await waits for a line that holds all the words.
func (j *journal) await(t *testing.T, words ...string) string {
	t.Helper()
	return j.awaitNth(t, 1, words...)
}

// awaitNth waits for the nth line that holds all the words.
func (j *journal) awaitNth(t *testing.T, n int, words ...string) string {
	t.Helper()
	ctx := soon(t)
	for {
		j.mu.Lock()
		text, changed := j.text.String(), j.changed
		j.mu.Unlock()
		left := n
		for line := range strings.Lines(text) {
			if slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(line, w) }) {
				continue
			}
			if left--; left == 0 {
				return line
			}
		}
		select {
		case <-changed:
		case <-ctx.Done():
			require.FailNow(t, "nothing like this was logged", "%q in\n%s", words, text)
		}
	}
}

// at waits for a line and returns the address in it.
func (j *journal) at(t *testing.T, words string) string {
	t.Helper()
	_, at, found := strings.Cut(j.await(t, words), " at=")
	require.True(t, found)
	return strings.TrimSpace(at)
}
