package templates

import (
	"fmt"
	"io/fs"
	"path"
)

// maxFileSize bounds a file of texts. Ours are a tenth of it.
const maxFileSize = 1 << 20

// Named gives a folder the name that faults in its files begin with:
//
//	templates.Load(locales.FS, templates.Named("texts", os.DirFS("texts")))
//
// says "texts/price.ru.toml:12: …". A folder without a name says
// "price.ru.toml:12: …".
func Named(name string, fsys fs.FS) fs.FS { return namedFS{fsys, name} }

type namedFS struct {
	fs.FS
	name string
}

// A layer is one folder of texts.
type layer struct {
	fsys fs.FS
	name string
}

func makeLayer(fsys fs.FS) layer {
	if named, ok := fsys.(namedFS); ok {
		return layer{named.FS, named.name}
	}
	return layer{fsys, ""}
}

// path returns the name of a file as faults have it.
func (l layer) path(file string) string { return path.Join(l.name, file) }

// read returns the content of a file; false if there is none, or if it can't be
// read, which is then a fault.
func (l layer) read(file string, faults *Faults) ([]byte, bool) {
	info, err := fs.Stat(l.fsys, file)
	if err == nil && info.Size() > maxFileSize {
		err = fmt.Errorf("the file has %d bytes; at most %d are read", info.Size(), maxFileSize)
	}
	var data []byte
	if err == nil {
		data, err = fs.ReadFile(l.fsys, file)
	}
	if err == nil {
		return data, true
	}
	if !isNotExist(err) {
		faults.add(Fault{File: l.path(file), Problem: "can't be read: " + err.Error(), Fix: "check the file and who may read it"})
	}
	return nil, false
}
