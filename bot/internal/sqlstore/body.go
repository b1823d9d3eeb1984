package sqlstore

import (
	"encoding/json"
	"reflect"
	"strings"
	"time"

	"github.com/camerton/camerton/bot"
)

// replacement stands for bytes that are not UTF-8 in what is not escaped.
const replacement = "\uFFFD"

// encode writes a value of package bot as JSON: texts as prose does, times in
// whole milliseconds of UTC.
func encode[T any](v T) (string, error) {
	data, err := json.Marshal(rewritten(reflect.ValueOf(v), prose).Interface())
	if err != nil {
		return "", err
	}
	// Only an event of a newer program, which is kept as it is, can be odd now.
	return strings.ToValidUTF8(string(data), replacement), nil
}

// decode reads what encode wrote.
func decode[T any](body string, v *T) error {
	if err := json.Unmarshal([]byte(body), v); err != nil {
		return err
	}
	if strings.ContainsFunc(body, isByte) {
		value := reflect.ValueOf(v).Elem()
		value.Set(rewritten(value, unprose))
	}
	return nil
}

// decodeEvent reads an event. The time of one that a newer program wrote is
// rounded here, as the rest of it is not looked at.
func decodeEvent(body string) (bot.Event, error) {
	var e bot.Event
	if err := decode(body, &e); err != nil {
		return bot.Event{}, err
	}
	e.At = whole(e.At)
	return e, nil
}

// rewritten returns a copy of v in which every text has gone through text and
// every time is whole. Nothing of the copy that was changed is shared with v.
func rewritten(v reflect.Value, text func(string) string) reflect.Value {
	switch v.Kind() { //nolint:exhaustive // a value of any other kind holds neither texts nor times
	case reflect.String:
		c := reflect.New(v.Type()).Elem()
		c.SetString(text(v.String()))
		return c
	case reflect.Pointer:
		if v.IsNil() {
			return v
		}
		c := reflect.New(v.Type().Elem())
		c.Elem().Set(rewritten(v.Elem(), text))
		return c
	case reflect.Slice:
		if v.IsNil() {
			return v
		}
		c := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		for i := range v.Len() {
			c.Index(i).Set(rewritten(v.Index(i), text))
		}
		return c
	case reflect.Array, reflect.Struct:
		return rewrittenParts(v, text)
	default:
		return v
	}
}

// rewrittenParts does the work of rewritten for arrays and structs.
func rewrittenParts(v reflect.Value, text func(string) string) reflect.Value {
	c := reflect.New(v.Type()).Elem()
	c.Set(v)
	if t, ok := reflect.TypeAssert[*time.Time](c.Addr()); ok {
		*t = whole(*t)
		return c
	}
	if v.Kind() == reflect.Array {
		for i := range v.Len() {
			c.Index(i).Set(rewritten(v.Index(i), text))
		}
		return c
	}
	for i := range v.NumField() {
		if f := c.Field(i); f.CanSet() {
			f.Set(rewritten(v.Field(i), text))
		}
	}
	return c
}
