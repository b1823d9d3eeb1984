package templates

import (
	"reflect"
	"slices"
)

// BusinessKeys returns every key that a Business has.
func BusinessKeys() []string {
	var keys []string
	var walk func(t reflect.Type)
	walk = func(t reflect.Type) {
		for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct || t == reflect.TypeFor[Bilingual]() {
			return
		}
		for key, i := range fieldsOf(t) {
			keys = append(keys, key)
			walk(t.Field(i).Type)
		}
	}
	walk(reflect.TypeFor[Business]())
	slices.Sort(keys)
	return slices.Compact(keys)
}
