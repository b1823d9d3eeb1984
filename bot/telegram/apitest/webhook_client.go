package apitest

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"syscall"
)

var errNotLoopback = errors.New("apitest delivers to the loopback interface only; set WebhookClient to go further")

// webhookClient is the client of the options without redirects, or one of the
// server's own that stays on the machine.
func (s *Server) webhookClient() *http.Client {
	s.clientOnce.Do(func() {
		s.client = &http.Client{Transport: &http.Transport{
			DialContext:         (&net.Dialer{Control: onlyLoopback}).DialContext,
			MaxIdleConnsPerHost: 100,
		}}
		if s.opt.WebhookClient != nil {
			c := *s.opt.WebhookClient
			s.client = &c
		}
		s.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	})
	return s.client
}

func onlyLoopback(_, address string, _ syscall.RawConn) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil || !isLoopback(host) {
		return fmt.Errorf("%w: %s", errNotLoopback, address)
	}
	return nil
}
