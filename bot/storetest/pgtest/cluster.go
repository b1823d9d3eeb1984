//go:build unix

package pgtest

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

// A Cluster is a running PostgreSQL. Its methods are not safe for concurrent
// use, except for URL and NewSchema.
type Cluster struct {
	bin, folder string
	account     *account
	server      *exec.Cmd
	ended       chan struct{} // closed when the server has ended
	schemas     atomic.Int64
}

// port names the socket; there is no network port.
const port = "5432"

// New makes a cluster and starts it.
func New(o Options) (*Cluster, error) {
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	owner, err := serverAccount()
	if err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp("", "pgtest-")
	if err != nil {
		return nil, err
	}
	c := &Cluster{bin: bin, folder: folder, account: owner}
	if err := errors.Join(owner.give(folder), c.create(o)); err != nil {
		return nil, errors.Join(err, os.RemoveAll(folder))
	}
	if err := c.Start(); err != nil {
		return nil, errors.Join(err, c.Remove())
	}
	return c, nil
}

// data is where the cluster's files are.
func (c *Cluster) data() string { return filepath.Join(c.folder, "data") }

func (c *Cluster) command(program string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(c.bin, program), args...) //nolint:gosec,noctx // ours; Remove ends it
	cmd.Dir = c.folder
	cmd.Env = []string{"LC_ALL=C", "PATH=" + c.bin, "HOME=" + c.folder}
	c.account.run(cmd)
	return cmd
}

// create makes the files of the cluster.
func (c *Cluster) create(o Options) error {
	initdb := c.command("initdb", "--pgdata", c.data(), "--username", "camerton", "--auth", "trust",
		"--encoding", "UTF8", "--locale", "C", "--no-sync")
	if said, err := initdb.CombinedOutput(); err != nil {
		return describe("initdb", err, said)
	}
	lines := append([]string{
		"listen_addresses = ''", "unix_socket_directories = '" + c.folder + "'", "port = " + port,
		"max_connections = 200", "shared_buffers = 64MB", "logging_collector = off",
	}, o.Settings...)
	if o.Careless {
		lines = append(lines, "fsync = off", "full_page_writes = off")
	}
	conf, err := os.OpenFile(filepath.Join(c.data(), "postgresql.conf"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = conf.WriteString(strings.Join(lines, "\n") + "\n")
	return errors.Join(err, conf.Close())
}

// Start starts the server and waits until it can be used.
func (c *Cluster) Start() error {
	const tries = 40 // after a kill the last children may take a moment to go
	var err error
	for range tries {
		if err = c.start(); err == nil {
			return nil
		}
		pause()
	}
	return err
}

func (c *Cluster) start() error {
	log, err := os.OpenFile(c.logFile(), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer log.Close() //nolint:errcheck // the server has its own
	server := c.command("postgres", "-D", c.data())
	server.Stdout, server.Stderr = log, log
	if err := server.Start(); err != nil {
		return err
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = server.Wait() // a server that is killed says so
	}()
	c.server, c.ended = server, ended
	return c.await()
}

func (c *Cluster) logFile() string { return filepath.Join(c.folder, "log") }

// await waits until the server answers.
func (c *Cluster) await() error {
	const tries = 1200 // a minute
	for range tries {
		if _, err := c.SQL("SELECT 1"); err == nil {
			return nil
		}
		select {
		case <-c.ended:
			said, err := os.ReadFile(c.logFile())
			return describe("the server ended", errors.Join(errEnded, err), said[max(0, len(said)-2000):])
		default:
			pause()
		}
	}
	return errors.Join(errors.New("pgtest: the server does not answer"), c.Kill())
}

var errEnded = errors.New("its log ends with")

// pause lets other processes run.
func pause() { time.Sleep(50 * time.Millisecond) } //nolint:forbidigo // another process can't be told a time

// SQL runs statements as the cluster's owner and returns what they say.
func (c *Cluster) SQL(statements string) (string, error) {
	psql := c.command("psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", statements, c.URL(""))
	said, err := psql.CombinedOutput()
	if err != nil {
		return "", describe("psql", err, said)
	}
	return strings.TrimSpace(string(said)), nil
}

// URL returns the URL by which the cluster is reached; schema is the only one
// that its connections see, or empty for the usual ones.
func (c *Cluster) URL(schema string) string {
	query := url.Values{"host": {c.folder}, "port": {port}, "user": {"camerton"}, "sslmode": {"disable"}}
	if schema != "" {
		query.Set("options", "-csearch_path="+schema)
	}
	return "postgres:///postgres?" + query.Encode()
}

// Schema makes an empty schema and returns the URL by which it is the only one.
func (c *Cluster) Schema(name string) (string, error) {
	_, err := c.SQL("CREATE SCHEMA " + name)
	return c.URL(name), err
}

// PID returns the number of the server's first process; 0 if it does not run.
func (c *Cluster) PID() int {
	if c.server == nil {
		return 0
	}
	return c.server.Process.Pid
}

// Kill ends the server without warning (SIGKILL), as a loss of power to the
// process would. Start starts it again.
func (c *Cluster) Kill() error { return c.signal(syscall.SIGKILL) }

// Stop ends the server in good order, breaking off what its clients do.
func (c *Cluster) Stop() error { return c.signal(syscall.SIGINT) }

func (c *Cluster) signal(s syscall.Signal) error {
	if c.server == nil {
		return nil
	}
	if err := c.server.Process.Signal(s); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return fmt.Errorf("pgtest: %w", err)
	}
	<-c.ended
	c.server = nil
	return nil
}

// Remove ends the server and deletes its files.
func (c *Cluster) Remove() error { return errors.Join(c.Stop(), os.RemoveAll(c.folder)) }
