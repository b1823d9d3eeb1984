package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"github.com/camerton/camerton/templates"
)

// readConfig reads a config file; paths in it are seen from its folder. What is
// wrong is returned all at once, as templates.Faults.
func readConfig(path string) (*config, error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, usage(fmt.Errorf("there is no %s; write one with: camerton config sample > %s", path, path))
	}
	if err != nil {
		return nil, usage(err)
	}
	c, err := parseConfig(filepath.ToSlash(path), data)
	if err != nil {
		return nil, refused(err)
	}
	for _, p := range []*string{&c.texts.business, &c.texts.dir, &c.texts.model, &c.store.path} {
		if *p != "" && !filepath.IsAbs(*p) {
			*p = filepath.Join(filepath.Dir(path), *p)
		}
	}
	return c, nil
}

// parseConfig reads the content of a config file, which faults call name, and
// checks it.
func parseConfig(name string, data []byte) (*config, error) {
	c := defaultConfig()
	r := &configReader{name: name, keys: map[string]configKey{}, tables: map[string]bool{"": true}, seen: map[string]int{}}
	for _, s := range c.sections() {
		for table := s.name; table != ""; table = table[:max(strings.LastIndexByte(table, '.'), 0)] {
			r.tables[table] = true
		}
		for _, k := range s.keys {
			r.keys[s.name+"."+k.name] = k
		}
	}
	var tree map[string]toml.Primitive
	var err error
	if r.md, err = toml.Decode(string(data), &tree); err != nil {
		syntax := templates.Fault{File: name, Problem: err.Error()}
		if at, ok := errors.AsType[toml.ParseError](err); ok {
			syntax.Line, syntax.Problem = at.Position.Line, at.Message
		}
		return nil, templates.Faults{syntax}
	}
	r.table("", tree)
	if len(r.faults) == 0 {
		c.check(func(key, problem, fix string) { r.fault(r.lineOf(key), key, problem, fix) })
	}
	if len(r.faults) > 0 {
		slices.SortStableFunc(r.faults, func(a, b templates.Fault) int {
			return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Key, b.Key))
		})
		return nil, r.faults
	}
	return c, nil
}

// A configReader puts the values of a file into a config.
type configReader struct {
	name   string
	md     toml.MetaData
	keys   map[string]configKey
	tables map[string]bool // the names of all tables
	seen   map[string]int  // lines of the keys and tables in the file
	faults templates.Faults
}

func (r *configReader) fault(line int, key, problem, fix string) {
	r.faults = append(r.faults, templates.Fault{File: r.name, Line: line, Key: key, Problem: problem, Fix: fix})
}

// lineOf returns the line of a key, or of the table that it is missing from; 0
// if that is not there.
func (r *configReader) lineOf(key string) int {
	for key != "" && r.seen[key] == 0 {
		key = key[:max(strings.LastIndexByte(key, '.'), 0)]
	}
	return r.seen[key]
}

// table reads the values of one table.
func (r *configReader) table(path string, tree map[string]toml.Primitive) {
	for name, value := range tree {
		at := strings.TrimPrefix(path+"."+name, ".")
		line := r.position(value)
		r.seen[at] = line
		key, known := r.keys[at]
		switch {
		case known:
			r.value(line, at, key, value)
		case r.tables[at]:
			var whole any
			var below map[string]toml.Primitive
			err := errors.Join(r.md.PrimitiveDecode(value, &whole), r.md.PrimitiveDecode(value, &below))
			if _, ok := whole.(map[string]any); !ok || err != nil {
				r.fault(line, at, "this is no table", "write ["+at+"] on a line of its own, and its keys below")
				continue
			}
			r.table(at, below)
		default:
			r.fault(line, at, "this key is not known here", r.suggest(path, name))
		}
	}
}

// value puts one value into its field.
func (r *configReader) value(line int, at string, key configKey, value toml.Primitive) {
	if err := r.md.PrimitiveDecode(value, key.field); err != nil {
		r.fault(line, at, problemOf(err), key.form())
		return
	}
	if word, ok := key.field.(*string); ok && key.words != nil && !slices.Contains(key.words, *word) {
		r.fault(line, at, fmt.Sprintf("%q is none of the words that may stand here", *word), nearest(*word, key.words))
	}
}

// A nowhere can't be read into, so that the decoder tells where it was.
type nowhere struct{}

var errNowhere = errors.New("nowhere")

// UnmarshalTOML always fails.
func (nowhere) UnmarshalTOML(any) error { return errNowhere }

// position returns the line of a value. The decoder tells positions in errors
// only, so it is made to give one.
func (r *configReader) position(value toml.Primitive) int {
	at, _ := errors.AsType[toml.ParseError](r.md.PrimitiveDecode(value, &nowhere{}))
	return at.Position.Line
}

// problemOf returns what is wrong with a value.
func problemOf(err error) string {
	at, ok := errors.AsType[toml.ParseError](err)
	if !ok || strings.Contains(at.Message, "out of range") {
		return "this value is of the wrong kind"
	}
	return strings.NewReplacer("timing: ", "").Replace(at.Message)
}

// form says how a key's value is written.
func (k configKey) form() string {
	switch k.field.(type) {
	case *string:
		return "write text in quotes"
	case *bool:
		return "write true or false"
	case *int, *int64:
		return "write a whole number"
	case *[2]int:
		return "write two whole numbers, as [50, 80]"
	}
	return "" // the types that read themselves say it
}

// suggest names the key, or the table, that a misspelt one may stand for.
func (r *configReader) suggest(path, name string) string {
	var near, elsewhere []string
	for _, at := range slices.Concat(mapKeys(r.keys), mapKeys(r.tables)) {
		table, last := "", at
		if i := strings.LastIndexByte(at, '.'); i >= 0 {
			table, last = at[:i], at[i+1:]
		}
		if table == path && at != "" {
			near = append(near, last)
		}
		if last == name {
			elsewhere = append(elsewhere, table)
		}
	}
	if len(elsewhere) > 0 {
		slices.Sort(elsewhere)
		return "this key belongs into [" + elsewhere[0] + "]"
	}
	return nearest(name, near)
}

func mapKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	return keys
}

// nearest names the known word nearest to a misspelt one, or all known words.
func nearest(word string, known []string) string {
	known = slices.Sorted(slices.Values(known))
	best, least := "", len([]rune(word))/2+1
	for _, k := range known {
		if d := distance([]rune(word), []rune(k)); d < least {
			best, least = k, d
		}
	}
	if best != "" {
		return "did you mean " + best + "?"
	}
	return "one of " + strings.Join(known, ", ")
}

// distance is how many letters to put in, take out or change.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
