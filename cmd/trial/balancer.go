package main

import (
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"sync/atomic"
)

// A balancer passes calls on to the replicas in turn. One that can't be reached
// is not left out: the server brings the update again, as Telegram does.
type balancer struct {
	server  *httptest.Server
	proxies []*httputil.ReverseProxy
	next    atomic.Uint64
}

func newBalancer() *balancer {
	b := &balancer{}
	b.server = httptest.NewServer(b)
	return b
}

// add adds a replica. It is called before the first call comes.
func (b *balancer) add(at string) {
	p := httputil.NewSingleHostReverseProxy(&url.URL{Scheme: "http", Host: at})
	p.ErrorHandler = func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) }
	b.proxies = append(b.proxies, p)
}

// ServeHTTP implements http.Handler.
func (b *balancer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b.proxies[b.next.Add(1)%uint64(len(b.proxies))].ServeHTTP(w, r)
}

func (b *balancer) url() string { return b.server.URL + "/telegram" }

func (b *balancer) close() error {
	b.server.Close()
	return nil
}
