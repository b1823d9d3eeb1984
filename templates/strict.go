package templates

import (
	"encoding"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/BurntSushi/toml"
)

// A source is one file that a person edits: its name for faults and the lines
// on which its keys stand.
type source struct {
	name  string
	lines func() map[string]int // found when a fault needs one
}

// fault makes a fault at a key of the file.
func (s source) fault(key, problem, fix string) Fault {
	if s.lines == nil {
		return Fault{File: s.name, Key: key, Problem: problem, Fix: fix}
	}
	lines := s.lines()
	line := lines[key]
	for at := parentKey(key); line == 0 && at != ""; at = parentKey(at) {
		line = lines[at]
	}
	return Fault{File: s.name, Line: line, Key: key, Problem: problem, Fix: fix}
}

// parentKey returns the key above: "a.b" of "a.b[1]" and of "a.b.c", "" of "a".
func parentKey(key string) string { return key[:max(strings.LastIndexAny(key, ".["), 0)] }

// parseTOML decodes the file into a tree of plain values; nil after a syntax
// error, which is then among the faults.
func parseTOML(name string, data []byte, faults *Faults) (map[string]any, source) {
	src := source{name: name}
	var tree map[string]any
	if _, err := toml.Decode(string(data), &tree); err != nil {
		faults.add(syntaxFault(name, err))
		return nil, src
	}
	src.lines = sync.OnceValue(func() map[string]int { return keyLines(string(data)) })
	return tree, src
}

func syntaxFault(name string, err error) Fault {
	f := Fault{
		File: name, Problem: strings.TrimPrefix(err.Error(), "toml: "),
		Fix: "a value is written key = \"text\"; a text of several lines stands between three quotes",
	}
	if syntax, ok := errors.AsType[toml.ParseError](err); ok {
		f.Line, f.Key, f.Problem = syntax.Position.Line, syntax.LastKey, syntax.Message
	}
	return f
}

// A strictDecoder puts a tree of TOML values into a struct and reports every
// key that the struct has no place for and every value of the wrong type, where
// the decoder of the toml package stops at the first.
type strictDecoder struct {
	source
	faults *Faults
}

var (
	tomlValue = reflect.TypeFor[toml.Unmarshaler]()
	textValue = reflect.TypeFor[encoding.TextUnmarshaler]()
)

func (d strictDecoder) fail(key, problem, fix string) { d.faults.add(d.fault(key, problem, fix)) }

// table fills the fields of dst, a struct, by their toml tags.
func (d strictDecoder) table(path string, tree map[string]any, dst reflect.Value) {
	fields := fieldsOf(dst.Type())
	for _, key := range sortedKeys(tree) {
		i, ok := fields[key]
		if !ok {
			d.fail(join(path, key), "this key is not known here", didYouMean(key, sortedKeys(fields)))
			continue
		}
		d.value(join(path, key), tree[key], dst.Field(i))
	}
}

// fieldsOf maps the toml tags of a struct to the indexes of its fields.
func fieldsOf(t reflect.Type) map[string]int {
	fields := make(map[string]int, t.NumField())
	for i := range t.NumField() {
		if tag := t.Field(i).Tag.Get("toml"); tag != "" {
			fields[tag] = i
		}
	}
	return fields
}

func (d strictDecoder) value(path string, v any, dst reflect.Value) {
	if pointer := dst.Addr(); pointer.Type().Implements(tomlValue) || pointer.Type().Implements(textValue) {
		d.custom(path, v, pointer)
		return
	}
	switch dst.Kind() { //nolint:exhaustive // all other kinds are plain values
	case reflect.Pointer:
		dst.Set(reflect.New(dst.Type().Elem()))
		d.value(path, v, dst.Elem())
	case reflect.Struct:
		if tree, ok := v.(map[string]any); ok {
			d.table(path, tree, dst)
			return
		}
		d.wrongType(path, v, "a table of keys")
	case reflect.Map:
		d.mapOf(path, v, dst)
	case reflect.Slice:
		d.list(path, v, dst)
	default:
		d.plain(path, v, dst)
	}
}

// custom hands the value to a type that reads itself.
func (d strictDecoder) custom(path string, v any, pointer reflect.Value) {
	var err error
	switch target := pointer.Interface().(type) {
	case toml.Unmarshaler:
		err = target.UnmarshalTOML(v)
	case encoding.TextUnmarshaler:
		s, ok := v.(string)
		if !ok {
			d.wrongType(path, v, "text in quotes")
			return
		}
		err = target.UnmarshalText([]byte(s))
	}
	var wrong *valueError
	switch {
	case errors.As(err, &wrong):
		d.fail(join(path, wrong.key), wrong.problem, wrong.fix)
	case err != nil:
		d.fail(path, plainError(err), "")
	}
}

// plainError returns the message of an error without the name of the package
// that it comes from.
func plainError(err error) string {
	return strings.NewReplacer("timing: ", "", "tone: ", "", "\n", "; ").Replace(err.Error())
}

// A valueError is what a type that reads itself has against a value; key is
// below the value's own, empty for the value as a whole.
type valueError struct{ key, problem, fix string }

func (e *valueError) Error() string { return e.problem + " — " + e.fix }

func (d strictDecoder) mapOf(path string, v any, dst reflect.Value) {
	tree, ok := v.(map[string]any)
	if !ok {
		d.wrongType(path, v, "a table of keys")
		return
	}
	dst.Set(reflect.MakeMapWithSize(dst.Type(), len(tree)))
	for _, key := range sortedKeys(tree) {
		element := reflect.New(dst.Type().Elem()).Elem()
		d.value(join(path, key), tree[key], element)
		dst.SetMapIndex(reflect.ValueOf(key), element)
	}
}

func (d strictDecoder) list(path string, v any, dst reflect.Value) {
	elements := reflect.ValueOf(v)
	if elements.Kind() != reflect.Slice {
		d.wrongType(path, v, "a list in square brackets")
		return
	}
	dst.Set(reflect.MakeSlice(dst.Type(), elements.Len(), elements.Len()))
	for i := range elements.Len() {
		d.value(fmt.Sprintf("%s[%d]", path, i), elements.Index(i).Interface(), dst.Index(i))
	}
}

func (d strictDecoder) plain(path string, v any, dst reflect.Value) {
	switch x := v.(type) {
	case string:
		if dst.Kind() == reflect.String {
			dst.SetString(x)
			return
		}
	case bool:
		if dst.Kind() == reflect.Bool {
			dst.SetBool(x)
			return
		}
	case int64:
		if dst.CanInt() && !dst.OverflowInt(x) {
			dst.SetInt(x)
			return
		}
	}
	d.wrongType(path, v, map[reflect.Kind]string{
		reflect.String: "text in quotes", reflect.Bool: "true or false", reflect.Int: "a whole number",
	}[dst.Kind()])
}

func (d strictDecoder) wrongType(path string, v any, want string) {
	d.fail(path, "this is "+typeName(v), "write "+want)
}

// typeName says what a TOML value is, in a copywriter's words.
func typeName(v any) string {
	switch v.(type) {
	case string:
		return "text"
	case bool:
		return "true or false"
	case int64, float64:
		return "a number"
	case time.Time:
		return "a date"
	case map[string]any:
		return "a table of keys"
	default:
		return "a list"
	}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
