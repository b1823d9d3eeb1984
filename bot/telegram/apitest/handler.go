package apitest

import (
	"net/http"
	"strconv"
	"strings"
)

// ServeHTTP implements http.Handler: /bot<TOKEN>/<method>, the same with
// /test/ before the method, /file/bot<TOKEN>/<path>, and /_control/.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if s.isClosed() {
		panic(http.ErrAbortHandler)
	}
	path := r.URL.Path
	switch {
	case strings.HasPrefix(path, controlPath) && !s.opt.NoControl:
		s.serveControl(w, r)
	case strings.HasPrefix(path, "/file/bot"):
		s.serveFile(w, r)
	default:
		s.serveMethod(w, r)
	}
}

func (s *Server) isClosed() bool {
	select {
	case <-s.done:
		return true
	default:
		return false
	}
}

func (s *Server) serveMethod(w http.ResponseWriter, r *http.Request) {
	token, name, test, ok := splitPath(r.URL.Path)
	if !ok {
		writeError(w, notFound(""))
		return
	}
	p, bad := readParams(w, r, s.opt.KeepFile)
	c := &call{srv: s, p: p}
	c.setMethod(name)
	c.bot = s.botFor(token, test)
	switch {
	case bad != nil:
		c.refuse(bad)
		writeError(w, bad)
	case c.bot == nil:
		err := tokenError(token)
		c.refuse(err)
		writeError(w, err)
	default:
		s.answer(w, r, c)
	}
}

func (s *Server) botFor(token string, test bool) *Bot {
	if test {
		token += "/test"
	} else if strings.Contains(token, "/") {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.bots[token]
}

func tokenError(token string) *Error {
	err := unauthorized()
	if token == "" || token[0] == '0' || len(token) > 80 || !strings.Contains(token, ":") {
		err.Description += ": invalid token specified"
	}
	return err
}

// answer carries a call out and tells the bot, or lets it go wrong as the
// faults in force want it.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, c *call) {
	if s.isDown() {
		c.lost(Fault{Kind: FaultRestart})
		panic(http.ErrAbortHandler)
	}
	f := s.pickFault(c)
	if f.Kind == FaultRestart {
		s.goDown(f, c)
		panic(http.ErrAbortHandler)
	}
	if !f.AfterEffect && !s.pause(r, f) && f.Kind != FaultNone {
		c.lost(f)
		panic(http.ErrAbortHandler) // the bot is gone, or the server closed
	}
	if f.Kind != FaultNone && !f.AfterEffect {
		c.lost(f)
		s.fail(w, r, f, nil)
		return
	}
	var body []byte
	var failed *Error
	if c.m.name == "getUpdates" {
		body, failed = c.poll(r.Context(), f)
	} else {
		body, failed = c.perform(f)
	}
	if f.AfterEffect {
		s.pause(r, f)
	}
	switch {
	case failed != nil:
		writeError(w, failed)
	case f.Kind != FaultNone:
		s.fail(w, r, f, body)
	default:
		writeJSON(w, http.StatusOK, body)
	}
}

func (s *Server) pickFault(c *call) Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.faultFor(c.name(), c.bot.id, leadingInt(c.p.get("chat_id")))
}

// isDown tells whether a FaultRestart still lasts.
func (s *Server) isDown() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.clock.Now().Before(s.downUntil)
}

// goDown begins a restart: the call is carried out before, if the fault wants
// it, and every long poll ends without an answer.
func (s *Server) goDown(f Fault, c *call) {
	if f.AfterEffect && c.m.name != "getUpdates" {
		_, _ = c.perform(f) // nobody is told
	} else {
		c.lost(f)
	}
	s.mu.Lock()
	s.downUntil = s.clock.Now().Add(f.Delay)
	s.mu.Unlock()
	s.dropPolls()
}

// pause waits out the delay of a fault; it is false if the bot gave up.
func (s *Server) pause(r *http.Request, f Fault) bool {
	return sleep(r.Context(), s.clock, s.done, f.Delay)
}

// fail answers as the fault wants; body is what the bot would have been told.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, f Fault, body []byte) {
	status := f.status()
	switch f.Kind {
	case FaultTooMany:
		writeError(w, tooMany(max(f.RetryAfter, 1)))
	case FaultError:
		writeError(w, &Error{Code: status, Description: http.StatusText(status)})
	case FaultHTML:
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(status)
		line := http.StatusText(status)
		_, _ = w.Write([]byte("<html>\r\n<head><title>" + line + "</title></head>\r\n<body>\r\n<center><h1>" + line +
			"</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"))
	case FaultGarble:
		if body == nil {
			body = []byte(`{"ok":true,"result":{"message_id":1}}`)
		}
		writeJSON(w, http.StatusOK, body[:len(body)/2])
	case FaultHang:
		select {
		case <-r.Context().Done():
		case <-s.done:
		}
		panic(http.ErrAbortHandler)
	case FaultDrop, FaultNone, FaultRestart:
		panic(http.ErrAbortHandler)
	}
}

// status is what the bot is told, 0 if nothing.
func (f Fault) status() int {
	switch f.Kind {
	case FaultTooMany:
		return http.StatusTooManyRequests
	case FaultError, FaultHTML:
		if f.Status == 0 {
			return http.StatusBadGateway
		}
		return f.Status
	case FaultGarble, FaultNone:
		return http.StatusOK
	case FaultDrop, FaultHang, FaultRestart:
		return 0
	default:
		return 0
	}
}

func writeError(w http.ResponseWriter, err *Error) {
	if err.RetryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(err.RetryAfter))
	}
	writeJSON(w, err.Code, err.body())
}

func writeJSON(w http.ResponseWriter, status int, body []byte) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(body) //nolint:gosec // it is JSON, and says so
}
