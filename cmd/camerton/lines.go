package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
)

// maxLine bounds the memory that one line of input can take.
const maxLine = 64 << 20

// byteOrderMark is what some programs of Windows write before a text.
var byteOrderMark = []byte("\ufeff")

// lineReader reads lines of any reasonable length. A byte order mark before the
// first of them is skipped.
type lineReader struct {
	in   *bufio.Reader
	line []byte
	n    int
}

func newLineReader(in io.Reader) *lineReader { return &lineReader{in: bufio.NewReaderSize(in, 1<<16)} }

// next returns the next line without its end; it is good until the next call.
// At the end of the input it returns io.EOF.
func (r *lineReader) next() ([]byte, error) {
	r.line = r.line[:0]
	r.n++
	for {
		part, err := r.in.ReadSlice('\n')
		r.line = append(r.line, part...)
		switch {
		case err == nil || errors.Is(err, io.EOF) && len(r.line) > 0:
			line := bytes.TrimRight(r.line, "\r\n")
			if r.n == 1 {
				line = bytes.TrimPrefix(line, byteOrderMark)
			}
			return line, nil
		case errors.Is(err, io.EOF):
			return nil, io.EOF
		case !errors.Is(err, bufio.ErrBufferFull):
			return nil, usage(err)
		case len(r.line) > maxLine:
			return nil, usage(fmt.Errorf("line %d is longer than %d MiB", r.n, maxLine>>20))
		}
	}
}

// waiting reports whether the next line may be long in coming, so that what has
// been answered so far should be shown.
func (r *lineReader) waiting() bool { return r.in.Buffered() == 0 }

// each calls f with every line and its number, and flush whenever the input
// makes us wait, until the end, an error, or ctx is done.
func (r *lineReader) each(ctx context.Context, flush func() error, f func(n int, line []byte) error) error {
	for ctx.Err() == nil {
		line, err := r.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := f(r.n, line); err != nil {
			return err
		}
		if r.waiting() {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return ctx.Err()
}
