package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/require"
)

// A screen is a terminal with somebody in front of it.
type screen struct {
	t    *testing.T
	keys *os.File // the other end of the terminal

	mu    sync.Mutex
	shown bytes.Buffer
	news  chan struct{}
}

// newScreen opens a pseudo-terminal and returns its two ends.
func newScreen(t *testing.T) (*screen, *os.File) {
	t.Helper()
	keys, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	require.NoError(t, err)
	var number, unlock uint32
	for request, value := range map[uintptr]*uint32{syscall.TIOCGPTN: &number, syscall.TIOCSPTLCK: &unlock} {
		_, _, errno := syscall.Syscall(syscall.SYS_IOCTL, keys.Fd(), request, uintptr(unsafe.Pointer(value)))
		require.Zero(t, errno)
	}
	terminal, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0)
	require.NoError(t, err)
	s := &screen{t: t, keys: keys, news: make(chan struct{}, 1)}
	go s.watch()
	return s, terminal
}

// watch keeps what is shown.
func (s *screen) watch() {
	part := make([]byte, 4096)
	for {
		n, err := s.keys.Read(part)
		s.mu.Lock()
		s.shown.Write(part[:n])
		s.mu.Unlock()
		select {
		case s.news <- struct{}{}:
		default:
		}
		if err != nil {
			return
		}
	}
}

func (s *screen) text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.shown.String()
}

// awaits waits until the screen shows something.
func (s *screen) awaits(want string) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), 30*time.Second)
	defer cancel()
	for !strings.Contains(s.text(), want) {
		select {
		case <-s.news:
		case <-ctx.Done():
			require.FailNow(s.t, "it is not shown", "%q in %q", want, s.text())
		}
	}
}

func (s *screen) types(line string) {
	s.t.Helper()
	_, err := s.keys.WriteString(line + "\n")
	require.NoError(s.t, err)
}

// A session at a terminal: the states and decisions stand in a pane of their own,
// and time passes when it is told to.
func TestChatTerminal(t *testing.T) {
	t.Parallel()
	s, terminal := newScreen(t)
	p := &program{in: terminal, out: terminal, err: terminal, now: func() time.Time { return tenOClock }}
	status := make(chan int, 1)
	go func() { status <- p.run(t.Context(), []string{"chat"}) }()
	s.awaits("> ")
	s.types("Здравствуйте, сколько стоит доставка в Бельцы?")
	s.awaits("→ ")
	s.awaits("wait")
	s.types(":wait 1m")
	s.awaits("ack_and_followup")
	s.awaits("bot        ")
	s.types("/lang")
	s.awaits("▢ Română")
	s.types(":quit")
	require.Equal(t, exitOK, <-status)
	for line := range strings.Lines(s.text()) {
		if _, pane, ok := strings.Cut(line, "│"); ok {
			require.LessOrEqual(t, visible(strings.TrimSpace(pane)), pageWidth-paneColumn)
		}
	}
	require.NoError(t, terminal.Close())
	require.NoError(t, s.keys.Close())
}
