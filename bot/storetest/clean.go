package storetest

import (
	"reflect"
	"time"
)

// whole rounds a time as stores do.
func whole(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return t.UTC().Truncate(time.Millisecond)
}

// clean returns a copy of a value as a store gives it back: with nothing shared,
// and every time in it whole.
func clean[T any](v T) T {
	c := reflect.New(reflect.TypeFor[T]()).Elem()
	c.Set(reflect.ValueOf(&v).Elem())
	cleanValue(c)
	return c.Interface().(T)
}

// cleanValue makes what v holds its own, and whole.
func cleanValue(v reflect.Value) {
	if t, ok := reflect.TypeAssert[*time.Time](v.Addr()); ok {
		*t = whole(*t)
		return
	}
	switch v.Kind() { //nolint:exhaustive // a plain value is its own copy
	case reflect.Pointer:
		if !v.IsNil() {
			c := reflect.New(v.Type().Elem())
			c.Elem().Set(v.Elem())
			v.Set(c)
			cleanValue(c.Elem())
		}
	case reflect.Slice:
		if !v.IsNil() {
			c := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
			reflect.Copy(c, v)
			v.Set(c)
		}
		for i := range v.Len() {
			cleanValue(v.Index(i))
		}
	case reflect.Array:
		for i := range v.Len() {
			cleanValue(v.Index(i))
		}
	case reflect.Struct:
		for _, field := range v.Fields() {
			if field.CanSet() {
				cleanValue(field)
			}
		}
	}
}
