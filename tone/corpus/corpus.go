package corpus

import (
	"embed"
	"errors"
	"io/fs"
	"path"
	"slices"
)

//go:embed batches/*.txt
var embedded embed.FS

// Embedded returns the batches that come with the package, sorted by name.
func Embedded() ([]Batch, error) { return ReadFS(embedded, "batches") }

// ReadFS reads every *.txt file of a folder as a batch, sorted by name. The
// error joins the faults of all files.
func ReadFS(fsys fs.FS, dir string) ([]Batch, error) {
	names, err := fs.Glob(fsys, path.Join(dir, "*.txt"))
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	var batches []Batch
	var faults []error
	for _, name := range names {
		b, err := readFile(fsys, name)
		faults = append(faults, err)
		batches = append(batches, b)
	}
	return batches, errors.Join(faults...)
}

func readFile(fsys fs.FS, name string) (Batch, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return Batch{}, err
	}
	b, err := Parse(name, f)
	return b, errors.Join(err, f.Close())
}

// Of returns the batches of one split.
func Of(batches []Batch, split Split) []Batch {
	var out []Batch
	for _, b := range batches {
		if b.Split == split {
			out = append(out, b)
		}
	}
	return out
}
