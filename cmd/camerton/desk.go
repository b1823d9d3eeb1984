package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"

	"github.com/camerton/camerton/locales"
	"github.com/camerton/camerton/templates"
)

// loadCatalog loads the embedded texts with a folder of a business's own over
// them; "" is none.
func loadCatalog(dir string) (*templates.Catalog, error) {
	// What loading leaves behind is small beside what it throws away, so it is
	// not collected several times over meanwhile.
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	if dir == "" {
		return templates.Load(locales.FS)
	}
	if err := holdsTexts(dir); err != nil {
		return nil, err
	}
	texts, err := templates.Load(locales.FS, templates.Named(filepath.ToSlash(dir), os.DirFS(dir)))
	return texts, refused(err)
}

// holdsTexts returns an error unless dir is a folder with files of texts in it.
func holdsTexts(dir string) error {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return usage(fmt.Errorf("there is no folder %s", dir))
	case err != nil:
		return usage(err)
	case !info.IsDir():
		return usage(fmt.Errorf("%s is a file: name the folder that it lies in", dir))
	}
	if names, err := fs.Glob(os.DirFS(dir), "*.toml"); err != nil || len(names) == 0 {
		return usage(fmt.Errorf("%s holds no texts: their files are called as price.ru.toml and lie in the folder itself", dir))
	}
	return nil
}

// loadDesk loads the texts and the facts of a business; "" is none.
func loadDesk(dir, facts string) (*templates.Desk, error) {
	texts, err := loadCatalog(dir)
	if err != nil {
		return nil, err
	}
	return deskOf(texts, facts)
}

// deskOf puts texts and the facts of a business together; "" is none.
func deskOf(texts *templates.Catalog, facts string) (*templates.Desk, error) {
	if facts == "" {
		return texts.Desk(nil)
	}
	data, err := os.ReadFile(facts)
	if err != nil {
		return nil, usage(err)
	}
	business, err := templates.ParseBusiness(filepath.ToSlash(facts), data)
	if err != nil {
		return nil, refused(err)
	}
	desk, err := texts.Desk(business)
	return desk, refused(err)
}

// refused gives an error its status: faults in files that people edit are what
// was checked and found wrong, a missing file is wrong usage.
func refused(err error) error {
	var faults templates.Faults
	switch {
	case errors.As(err, &faults):
		return &statusError{exitWrong, err}
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission):
		return usage(err)
	}
	return err
}

// faultsOf takes the faults out of an error; another error it returns.
func faultsOf(err error) (templates.Faults, error) {
	if faults, ok := errors.AsType[templates.Faults](err); ok {
		return faults, nil
	}
	return nil, err
}
