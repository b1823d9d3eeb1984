package main

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"github.com/fsnotify/fsnotify"
)

// watchFolder calls changed at once and after every change of a folder's files,
// until ctx is done or changed fails.
func watchFolder(ctx context.Context, dir string, changed func() error) error {
	files, err := fsnotify.NewWatcher()
	if err != nil {
		return fmt.Errorf("watching %s: %w", dir, err)
	}
	defer files.Close() //nolint:errcheck // nothing is lost with it
	if err := files.Add(dir); err != nil {
		return usage(fmt.Errorf("watching %s: %w", dir, err))
	}
	rest := time.NewTimer(settled)
	rest.Stop()
	w := folderWatch{events: files.Events, faults: files.Errors, rested: rest.C, rest: func() { rest.Reset(settled) }, changed: changed}
	return w.run(ctx)
}

// A folderWatch waits until a folder has rested after changes: editors save in
// several steps, and often by putting a new file in the place of the old one.
type folderWatch struct {
	events  <-chan fsnotify.Event
	faults  <-chan error
	rested  <-chan time.Time
	rest    func() // begins to wait, or begins anew
	changed func() error
}

func (w *folderWatch) run(ctx context.Context) error {
	if err := w.changed(); err != nil {
		return err
	}
	for {
		select {
		case e := <-w.events:
			if filepath.Ext(e.Name) == ".toml" && !e.Has(fsnotify.Chmod) {
				w.rest()
			}
		case <-w.faults: //nolint:errcheck // whatever it is, changes may have been missed
			w.rest()
		case <-w.rested:
			if err := w.changed(); err != nil {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
