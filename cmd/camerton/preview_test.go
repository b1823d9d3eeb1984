package main

import (
	"bytes"
	"context"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
	"github.com/stretchr/testify/require"
)

func TestPreview(t *testing.T) {
	t.Parallel()
	out, _, status := copyTool(t, "", "preview", "price.rushed", "--lang", "ru")
	require.Equal(t, exitOK, status)
	require.Contains(t, out, "ru price.rushed.a  price.ru.toml:")
	require.NotContains(t, out, "price.tired")
	require.NotContains(t, out, "ro price")

	few, _, _ := copyTool(t, "", "preview", "tired")
	all, _, _ := copyTool(t, "", "preview", "tired", "--all")
	require.Contains(t, few, "ro delivery.tired.a")
	require.Greater(t, len(all), len(few))

	_, diagnostics, status := copyTool(t, "", "preview", "nothing")
	require.Equal(t, exitUsage, status)
	require.Contains(t, diagnostics, `"nothing"`)
	_, _, status = copyTool(t, "", "preview", "--watch")
	require.Equal(t, exitUsage, status)
}

func TestPreviewShowsTheLintBeside(t *testing.T) {
	t.Parallel()
	out, _, status := copyTool(t, "", "preview", "price.rushed.z", "--locales", ownTexts(t), "--messages", "ro")
	require.Equal(t, exitOK, status)
	require.Contains(t, out, "Ответим до 14:30")
	require.Contains(t, out, "un termen este promis direct în text")
}

// A save is several events, and one showing.
func TestFolderWatch(t *testing.T) {
	t.Parallel()
	events, rested := make(chan fsnotify.Event), make(chan time.Time)
	shown, rests := make(chan struct{}), make(chan struct{})
	ctx, stop := context.WithCancel(t.Context())
	w := folderWatch{
		events: events, rested: rested,
		rest:    func() { rests <- struct{}{} },
		changed: func() error { shown <- struct{}{}; return nil },
	}
	ended := make(chan error)
	go func() { ended <- w.run(ctx) }()
	<-shown // at once

	for _, e := range []fsnotify.Event{ // as an editor saves that renames
		{Name: "texts/price.ru.toml~", Op: fsnotify.Create},
		{Name: "texts/price.ru.toml", Op: fsnotify.Rename},
		{Name: "texts/price.ru.toml", Op: fsnotify.Create},
		{Name: "texts/price.ru.toml", Op: fsnotify.Chmod},
		{Name: "texts/price.ru.toml", Op: fsnotify.Write},
	} {
		events <- e
		if e.Name == "texts/price.ru.toml" && !e.Has(fsnotify.Chmod) {
			<-rests
		}
	}
	rested <- time.Time{}
	<-shown
	stop()
	require.ErrorIs(t, <-ended, context.Canceled)
}

// The real watcher sees a save, in whatever way it is made.
func TestPreviewWatch(t *testing.T) {
	t.Parallel()
	dir := ownTexts(t)
	ctx, stop := context.WithCancel(t.Context())
	shown := make(chan struct{}, 8)
	ended := make(chan error)
	go func() {
		ended <- watchFolder(ctx, dir, func() error { shown <- struct{}{}; return nil })
	}()
	<-shown
	require.NoError(t, replaceFile(dir+"/price.ru.toml", []byte("[price.rushed]\nz = \"Да.\"\n")))
	<-shown
	stop()
	require.ErrorIs(t, <-ended, context.Canceled)

	p := &program{out: &bytes.Buffer{}}
	require.Empty(t, newPage(p).cleared())
}
