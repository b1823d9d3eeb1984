//go:build unix

package pgtest

import (
	"sync"
	"testing"
)

// A Shared is a cluster that all tests of a package use, each with schemas of its
// own; it is started when the first one asks for it. The zero value is ready.
// Remove it at the end of TestMain.
type Shared struct {
	Options Options

	once    sync.Once
	cluster *Cluster
	err     error
}

// Cluster returns the cluster. Without PostgreSQL it does as Start does.
func (s *Shared) Cluster(tb testing.TB) *Cluster {
	tb.Helper()
	s.once.Do(func() { s.cluster, s.err = New(s.Options) })
	demand(tb, s.err)
	return s.cluster
}

// Remove ends the cluster, if it was started.
func (s *Shared) Remove() error {
	if s.cluster == nil {
		return nil
	}
	return s.cluster.Remove()
}
