package main

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os/exec"
	"path"
	"strings"
	"time"
)

// folderAt returns the files of a folder, without those below it, as they were
// in a revision of git.
func folderAt(ctx context.Context, dir, revision string) (fs.FS, error) {
	if strings.HasPrefix(revision, "-") {
		return nil, usage(fmt.Errorf("%q is no revision", revision))
	}
	var out, complaint bytes.Buffer
	git := exec.CommandContext(ctx, "git", "-C", dir, "archive", "--format=tar", revision, ".") //nolint:gosec // no option, see above
	git.Stdout, git.Stderr = &out, &complaint
	if err := git.Run(); err != nil {
		return nil, usage(fmt.Errorf("git: %s", strings.TrimSpace(complaint.String()+" "+err.Error())))
	}
	files := oldFiles{}
	for archive := tar.NewReader(&out); ; {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return files, nil
		}
		if err != nil {
			return nil, fmt.Errorf("git archive: %w", err)
		}
		name := path.Clean(header.Name)
		if header.Typeflag != tar.TypeReg || strings.Contains(name, "/") {
			continue
		}
		if files[name], err = io.ReadAll(archive); err != nil {
			return nil, fmt.Errorf("git archive: %w", err)
		}
	}
}

// oldFiles are files in memory, all in one folder.
type oldFiles map[string][]byte

// Open opens a file, or the folder as ".".
func (o oldFiles) Open(name string) (fs.File, error) {
	if name == "." {
		return &oldFile{info: oldInfo{name, 0, fs.ModeDir}, folder: o}, nil
	}
	data, ok := o[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return &oldFile{info: oldInfo{name, int64(len(data)), 0}, Reader: bytes.NewReader(data)}, nil
}

type oldFile struct {
	*bytes.Reader
	info   oldInfo
	folder oldFiles // of the folder itself
}

func (f *oldFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *oldFile) Close() error               { return nil }

// Read reads a file; a folder can't be read so.
func (f *oldFile) Read(b []byte) (int, error) {
	if f.Reader == nil {
		return 0, &fs.PathError{Op: "read", Path: f.info.name, Err: fs.ErrInvalid}
	}
	n, err := f.Reader.Read(b)
	if err != nil && !errors.Is(err, io.EOF) {
		return n, fmt.Errorf("%s: %w", f.info.name, err)
	}
	return n, err //nolint:wrapcheck // io.EOF must stay itself
}

// ReadDir lists the folder.
func (f *oldFile) ReadDir(int) ([]fs.DirEntry, error) {
	if f.Reader != nil {
		return nil, &fs.PathError{Op: "readdir", Path: f.info.name, Err: fs.ErrInvalid}
	}
	entries := make([]fs.DirEntry, 0, len(f.folder))
	for name, data := range f.folder {
		entries = append(entries, fs.FileInfoToDirEntry(oldInfo{name, int64(len(data)), 0}))
	}
	return entries, nil
}

type oldInfo struct {
	name string
	size int64
	mode fs.FileMode
}

func (i oldInfo) Name() string       { return i.name }
func (i oldInfo) Size() int64        { return i.size }
func (i oldInfo) Mode() fs.FileMode  { return i.mode }
func (i oldInfo) ModTime() time.Time { return time.Time{} }
func (i oldInfo) IsDir() bool        { return i.mode.IsDir() }
func (i oldInfo) Sys() any           { return nil }
