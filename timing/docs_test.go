package timing

import (
	"encoding"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone"
)

func readDocs(tb testing.TB) string {
	tb.Helper()
	text, err := os.ReadFile(filepath.Join("..", "docs", "timing.md"))
	require.NoError(tb, err)
	return string(text)
}

// block returns what stands in a fenced block of the page.
func block(tb testing.TB, name string) string {
	tb.Helper()
	_, rest, ok := strings.Cut(readDocs(tb), "```"+name+"\n")
	require.True(tb, ok, name)
	text, _, ok := strings.Cut(rest, "```")
	require.True(tb, ok, name)
	return text
}

// The samples on the page can be read.
func TestDocsSamples(t *testing.T) {
	t.Parallel()
	for line := range strings.Lines(block(t, "hours")) {
		hours, err := ParseHours(strings.TrimSpace(line))
		require.NoError(t, err)
		require.False(t, hours.IsZero(), line)
	}
	require.Len(t, rulesOf(t, block(t, "rules")), 5)
}

// The page names every key of the policy, each state's row in its own table, and
// its default.
func TestDocsKeys(t *testing.T) {
	t.Parallel()
	rows := make(map[string][]string)
	for line := range strings.Lines(readDocs(t)) {
		columns := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), " | ")
		if key, ok := strings.CutPrefix(strings.TrimSpace(columns[0]), "`"); ok && len(columns) > 2 {
			rows[strings.TrimSuffix(key, "`")] = columns
		}
	}
	shown := func(v reflect.Value) string { return strings.ReplaceAll(strings.TrimSpace(valueText(v)), " ", "") }
	defaults := DefaultPolicy()
	states := []tone.State{tone.Rushed, tone.Irritated, tone.Confused, tone.Tired, tone.Enthusiastic, tone.Neutral}
	for key, v := range keysOf("", reflect.ValueOf(Row{})) {
		require.Len(t, rows[key], 2+len(states), key)
		for i, state := range states {
			field := reflect.ValueOf(defaults.Row(state)).FieldByIndex(v)
			require.Equal(t, shown(field), strings.ReplaceAll(strings.TrimSpace(rows[key][2+i]), " ", ""), "%s of %s", key, state)
		}
	}
	for key, v := range keysOf("", reflect.ValueOf(Policy{})) {
		if name, _, _ := strings.Cut(key, "."); name == "-" || strings.HasPrefix(key, "call.amounts.") || isState(name) {
			continue
		}
		require.Len(t, rows[key], 3, key)
		require.Equal(t, shown(reflect.ValueOf(defaults).FieldByIndex(v)), strings.ReplaceAll(strings.TrimSpace(rows[key][2]), " ", ""), key)
	}
	a := defaults.Call.Amounts
	require.Contains(t, rows["call.amounts"][2], valueText(reflect.ValueOf(a.MDL))+", "+valueText(reflect.ValueOf(a.RON))+", "+valueText(reflect.ValueOf(a.EUR)))
}

func isState(name string) bool {
	_, err := tone.ParseState(name)
	return err == nil
}

// keysOf returns the TOML keys of a struct and where their fields are.
func keysOf(prefix string, v reflect.Value) map[string][]int {
	keys := make(map[string][]int)
	for i := range v.NumField() {
		key, field := prefix+v.Type().Field(i).Tag.Get("toml"), v.Field(i)
		if _, ok := reflect.TypeAssert[encoding.TextMarshaler](field); ok || field.Kind() != reflect.Struct {
			keys[key] = []int{i}
			continue
		}
		for inner, at := range keysOf(key+".", field) {
			keys[inner] = append([]int{i}, at...)
		}
	}
	return keys
}

// valueText writes a value as the page does.
func valueText(v reflect.Value) string {
	if warnings, ok := reflect.TypeAssert[[2]int](v); ok {
		return strings.ReplaceAll(fmt.Sprint(warnings), " ", ", ")
	}
	return fmt.Sprint(plain(v.Interface()))
}
