package templates

import (
	"cmp"
	"io/fs"
	"slices"
)

// Mend applies the edits of findings to the file that they are about, and
// returns the new content and how many were applied. Of edits that overlap only
// the first is; linting again finds the rest. Nothing else of the file changes:
// comments and layout stay.
func Mend(src []byte, findings []Finding) (mended []byte, n int) {
	var edits []Edit
	for _, f := range findings {
		if f.Edit != nil && f.Edit.Start >= 0 && f.Edit.End <= len(src) && f.Edit.Start <= f.Edit.End {
			edits = append(edits, *f.Edit)
		}
	}
	slices.SortStableFunc(edits, func(a, b Edit) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	mended = make([]byte, 0, len(src))
	done := 0
	for _, e := range edits {
		if e.Start < done || n > 0 && e.Start == done && e.Start == e.End {
			continue
		}
		mended = append(append(mended, src[done:e.Start]...), e.Text...)
		done = e.End
		n++
	}
	return append(mended, src[done:]...), n
}

// IsWhole reports whether a folder's contract.toml says everything that [Load]
// needs, so that the folder can be the first one, and not only lie over another.
func IsWhole(fsys fs.FS) bool {
	l := loader{layers: []layer{makeLayer(fsys)}}
	if !l.hasContract() {
		return false
	}
	var faults Faults
	c := readContract(l.layers, &faults)
	return len(c.States) > 0 && len(c.Channels) > 0 && len(c.Topics) > 0 && len(c.Vars) > 0
}
