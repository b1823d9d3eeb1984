package bot_test

import (
	"context"
	"io"
	"math/rand/v2"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot/storetest/pgtest"
)

// A line is between a client and PostgreSQL. It breaks one time in forty that the
// client says something, as soon as that has gone to the server: what the server
// makes of it, of a COMMIT too, the client never hears.
type line struct {
	folder, server string // of the sockets

	mu     sync.Mutex
	dice   *rand.Rand
	broken int
}

// newLine puts a line before a cluster, on the same port in another folder.
func newLine(t *testing.T, c *pgtest.Cluster) *line {
	t.Helper()
	address, err := url.Parse(c.URL(""))
	require.NoError(t, err)
	folder, err := os.MkdirTemp("", "line-") //nolint:usetesting // whose names are too long for a socket
	require.NoError(t, err)
	const socket = ".s.PGSQL.5432"
	l := &line{
		folder: folder, server: filepath.Join(address.Query().Get("host"), socket), dice: rand.New(rand.NewPCG(3, 4)),
	}
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "unix", filepath.Join(folder, socket))
	require.NoError(t, err)
	var all sync.WaitGroup
	t.Cleanup(func() {
		require.NoError(t, listener.Close())
		all.Wait()
		require.NoError(t, os.RemoveAll(folder))
	})
	all.Go(func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return // closed
			}
			all.Go(func() { l.carry(client) })
		}
	})
	return l
}

// url returns the URL of a schema by way of the line.
func (l *line) url(t *testing.T, direct string) string {
	t.Helper()
	address, err := url.Parse(direct)
	require.NoError(t, err)
	query := address.Query()
	query.Set("host", l.folder)
	address.RawQuery = query.Encode()
	return address.String()
}

// carry carries what client and server say until one of them ends it.
func (l *line) carry(client net.Conn) {
	defer client.Close() //nolint:errcheck // it may be closed already
	server, err := (&net.Dialer{}).DialContext(context.Background(), "unix", l.server)
	if err != nil {
		return
	}
	defer server.Close() //nolint:errcheck // as above
	var back sync.WaitGroup
	defer back.Wait()
	back.Go(func() {
		_, _ = io.Copy(client, server)
		_ = client.Close()
		_, _ = io.Copy(io.Discard, server)
	})
	defer server.(*net.UnixConn).CloseWrite() //nolint:errcheck,forcetypeassert // it may be over
	buffer := make([]byte, 1<<20)
	for {
		n, err := client.Read(buffer)
		if err != nil {
			return
		}
		if _, err := server.Write(buffer[:n]); err != nil || l.breaks() {
			_ = client.Close()
			return
		}
	}
}

// brokenSoFar returns how often it has broken.
func (l *line) brokenSoFar() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.broken
}

func (l *line) breaks() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.dice.IntN(40) != 0 {
		return false
	}
	l.broken++
	return true
}
