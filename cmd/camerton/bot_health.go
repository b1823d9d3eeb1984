package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

// A listener serves HTTP until it is closed.
type listener struct {
	server *http.Server
	at     net.Addr
	ended  chan struct{} // closed when nothing is served any more
	err    error         // why, once it has ended
}

// listen begins to serve at an address.
func listen(ctx context.Context, address string, h http.Handler) (*listener, error) {
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w", address, err)
	}
	s := &listener{
		server: &http.Server{
			Handler: h, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute, WriteTimeout: 2 * time.Minute,
			IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 1 << 16,
		},
		at: l.Addr(), ended: make(chan struct{}),
	}
	go func() {
		defer close(s.ended)
		if err := s.server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			s.err = err
		}
	}()
	return s, nil
}

// close takes no more requests and waits for those under way.
func (l *listener) close(ctx context.Context) error {
	err := l.server.Shutdown(ctx)
	if err != nil {
		err = errors.Join(err, l.server.Close())
	}
	<-l.ended
	return errors.Join(err, l.err)
}

// healthPages answers whether the program is alive, and whether it does its
// work: ready returns why it does not. Counts are shown beside.
func healthPages(ready func(context.Context) error, counts http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", counts)
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { say(w, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), 5*time.Second)
		defer cancel()
		if err := ready(ctx); err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
			return
		}
		say(w, "ready")
	})
	return mux
}

// say answers with a word. Whether it arrives is the asker's concern.
func say(w io.Writer, word string) { _, _ = fmt.Fprintln(w, word) }
