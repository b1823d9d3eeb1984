package apitest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/go-telegram/bot/models"
)

// Server is a Bot API server for tests. Make one with New. All its methods,
// and those of the bots, customers, groups and accounts taken from it, may be
// called from many goroutines at once.
type Server struct {
	opt     Options
	clock   Clock
	methods map[string]method
	done    chan struct{} // closed by Close
	work    sync.WaitGroup

	web        webServer
	clientOnce sync.Once
	client     *http.Client // of webhooks

	mu          sync.Mutex // protects everything below
	closed      bool
	bots        map[string]*Bot // by token, "/test" behind those of the test environment
	order       []*Bot          // as they were added
	users       map[int64]*models.User
	groups      map[int64]*Group
	accounts    map[int64]*Account
	connections map[string]*Connection
	files       map[string]*file
	log         record
	faults      []*Injected
	flood       Flood
	pace        map[paceKey]time.Time
	dice        dice
	fileCount   int
	fileOrder   []string  // ids, oldest first
	downUntil   time.Time // a restart by fault lasts so long
}

// New returns a server; it answers as an http.Handler at once, and on a port
// of its own after Start. It panics if a token in the options is malformed or
// given twice. Close it when done.
func New(o Options) *Server {
	o = o.withDefaults()
	s := &Server{
		opt: o, clock: o.Clock, methods: methodTable(), done: make(chan struct{}),
		bots: map[string]*Bot{}, users: map[int64]*models.User{}, groups: map[int64]*Group{},
		accounts: map[int64]*Account{}, connections: map[string]*Connection{}, files: map[string]*file{},
		log:   record{keep: o.KeepRecord, out: o.Record, methods: map[string]int64{}},
		flood: o.Flood, pace: map[paceKey]time.Time{}, dice: dice(o.Seed),
	}
	for _, c := range o.Bots {
		if _, err := s.AddBot(c); err != nil {
			panic(err)
		}
	}
	return s
}

// Close ends everything that the server does, long polls and deliveries
// included, and waits for it. A closed server refuses connections and cannot
// be started again. Closing twice does nothing. The error is that of writing
// the record, if there was one.
func (s *Server) Close() error {
	s.mu.Lock()
	if !s.closed {
		s.closed = true
		close(s.done)
	}
	s.mu.Unlock()
	err := s.Stop()
	s.work.Wait()
	s.webhookClient().CloseIdleConnections()
	return errors.Join(err, s.RecordErr())
}

// goWhileOpen runs f in a goroutine that Close waits for; on a closed server
// it calls otherwise instead.
func (s *Server) goWhileOpen(f, otherwise func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		otherwise()
		return
	}
	s.work.Go(f)
}

// webServer is the listening side of a Server.
type webServer struct {
	mu   sync.Mutex
	addr string // kept over a restart
	http *http.Server
	over chan struct{} // closed when Serve has returned
}

// Start listens on the address of the options, or, after a Stop, on the
// address it had. It returns when connections are accepted.
func (s *Server) Start() error {
	s.mu.Lock()
	closed := s.closed
	s.mu.Unlock()
	if closed {
		return ErrClosed
	}
	w := &s.web
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.http != nil {
		return fmt.Errorf("apitest: already listening on %s", w.addr)
	}
	addr := w.addr
	if addr == "" {
		addr = s.opt.Addr
	}
	var lc net.ListenConfig
	l, err := lc.Listen(context.Background(), "tcp", addr)
	if err != nil {
		return fmt.Errorf("apitest: listen on %s: %w", addr, err)
	}
	w.addr = l.Addr().String()
	w.http = &http.Server{Handler: s, ReadHeaderTimeout: time.Minute, ErrorLog: log.New(io.Discard, "", 0)}
	w.over = make(chan struct{})
	go func(srv *http.Server, over chan struct{}) {
		defer close(over)
		_ = srv.Serve(l) // ends with ErrServerClosed
	}(w.http, w.over)
	return nil
}

// Stop closes the port and every connection, in the middle of answers too;
// what the server knows stays. Start opens the same port again. Stopping a
// server that is not listening does nothing.
func (s *Server) Stop() error {
	w := &s.web
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.http == nil {
		return nil
	}
	s.dropPolls()
	err := w.http.Close()
	<-w.over
	w.http = nil
	return err
}

// Restart is Stop and Start.
func (s *Server) Restart() error {
	return errors.Join(s.Stop(), s.Start())
}

// dropPolls ends the long polls without an answer, as a restart does.
func (s *Server) dropPolls() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, b := range s.order {
		b.poll = pollState{}
		b.wake.broadcast()
	}
}

// URL is where a bot finds the server: "http://127.0.0.1:<port>", without a
// slash at the end. It is "" before Start, and stays over a Stop.
func (s *Server) URL() string {
	s.web.mu.Lock()
	defer s.web.mu.Unlock()
	if s.web.addr == "" {
		return ""
	}
	return "http://" + s.web.addr
}

// user returns the user with this id, making one up if need be.
func (s *Server) user(id int64) *models.User {
	u := s.users[id]
	if u == nil {
		u = &models.User{ID: id, FirstName: fmt.Sprintf("Customer %d", id), LanguageCode: "ru"}
		s.users[id] = u
	}
	return u
}
