package main

import (
	"fmt"
	"io"
	"time"
)

// progress tells people that a long step is still moving.
type progress struct {
	out   io.Writer
	now   func() time.Time
	began time.Time
	last  time.Time
	step  string
}

func newProgress(out io.Writer, now func() time.Time) *progress {
	return &progress{out: out, now: now, began: now()}
}

// report prints at the start and the end of a step and every second between.
func (p *progress) report(step string, done, total int) {
	now := p.now()
	if step == p.step && done < total && now.Sub(p.last) < time.Second {
		return
	}
	p.step, p.last = step, now
	_, _ = fmt.Fprintf(p.out, "%6.1f s  %s %3d %%\n", now.Sub(p.began).Seconds(), step, 100*done/max(1, total))
}
