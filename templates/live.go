package templates

import (
	"io/fs"
	"sync"
	"sync/atomic"
)

// A Live holds the catalogue that serves now, and lets another take its place
// while answers are being given. It may be used by any number of goroutines at
// once.
type Live struct {
	current atomic.Pointer[Catalog]
	loading sync.Mutex
}

// NewLive makes a Live that begins with a catalogue, which must not be nil.
func NewLive(c *Catalog) *Live {
	l := &Live{}
	l.current.Store(c)
	return l
}

// Catalog returns the catalogue that serves now. Whoever answers takes it once
// and uses it to the end of the answer.
func (l *Live) Catalog() *Catalog { return l.current.Load() }

// Reload loads the folders as [Load] does. If they are sound, their catalogue
// serves from now on; if not, the old one goes on serving and what is wrong is
// returned. Of calls at once each waits for the one before.
func (l *Live) Reload(base fs.FS, over ...fs.FS) error {
	l.loading.Lock()
	defer l.loading.Unlock()
	c, err := Load(base, over...)
	if err != nil {
		return err
	}
	l.current.Store(c)
	return nil
}
