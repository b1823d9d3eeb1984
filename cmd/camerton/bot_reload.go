package main

import (
	"context"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"
)

// settled is how long files must have rested before they are read again:
// editors write them in several steps.
const settled = 300 * time.Millisecond

// A watcher tells when the texts or the facts have changed.
type watcher struct {
	files   *fsnotify.Watcher // nil if nothing can be watched
	signals chan os.Signal
	watched []string
}

// watch begins to watch the files that a config names, and the signal by which
// one asks to read them again. Where files can't be watched there is the signal.
func watch(c *config, log *slog.Logger) *watcher {
	w := &watcher{signals: make(chan os.Signal, 1)}
	signal.Notify(w.signals, syscall.SIGHUP)
	for _, path := range []string{c.texts.business, c.texts.dir, c.texts.model} {
		if path != "" {
			w.watched = append(w.watched, filepath.Clean(path))
		}
	}
	if len(w.watched) == 0 {
		return w
	}
	files, err := fsnotify.NewWatcher()
	for _, path := range w.watched {
		if err == nil {
			err = files.Add(folderOf(path))
		}
	}
	if err != nil {
		log.Warn("the texts can't be watched for changes; send SIGHUP after one", slog.Any("error", err)) //nolint:sloglint // there is no context yet
	}
	w.files = files
	return w
}

// folderOf returns the folder to watch: editors put new files in the place of
// old ones.
func folderOf(path string) string {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return path
	}
	return filepath.Dir(path)
}

// each calls reload after every change, until ctx is done.
func (w *watcher) each(ctx context.Context, reload func(context.Context)) {
	defer w.close()
	rest := time.NewTimer(settled)
	rest.Stop()
	var events <-chan fsnotify.Event
	var faults <-chan error
	if w.files != nil {
		events, faults = w.files.Events, w.files.Errors
	}
	for {
		select {
		case <-w.signals:
			rest.Reset(0)
		case e := <-events:
			if w.concerns(e.Name) {
				rest.Reset(settled)
			}
		case <-faults: //nolint:errcheck // whatever it is, changes may have been missed
			rest.Reset(settled)
		case <-rest.C:
			reload(ctx)
		case <-ctx.Done():
			return
		}
	}
}

// concerns reports whether a file is one that is read.
func (w *watcher) concerns(name string) bool {
	for _, path := range w.watched {
		if name == path || filepath.Dir(name) == path && filepath.Ext(name) == ".toml" {
			return true
		}
	}
	return false
}

func (w *watcher) close() {
	signal.Stop(w.signals)
	if w.files != nil {
		_ = w.files.Close() // nothing is lost with it
	}
}
