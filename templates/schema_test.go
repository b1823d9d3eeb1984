package templates_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/locales"
	"github.com/camerton/camerton/templates"
)

var update = flag.Bool("update", false, "write the generated files anew")

// After a change of a type: go test ./templates -run TestSchemas -update.
func TestSchemasAreFresh(t *testing.T) {
	t.Parallel()
	for name, want := range templates.Schemas() {
		file := filepath.Join("../locales/schema", name)
		if *update {
			require.NoError(t, os.WriteFile(file, want, 0o600))
		}
		got, err := os.ReadFile(file)
		require.NoError(t, err)
		require.Equal(t, string(want), string(got), "go test ./templates -run TestSchemas -update")
	}
}

// matches is as much of JSON Schema as our schemas use.
func matches(root, s map[string]any, v any) bool {
	if ref, ok := s["$ref"].(string); ok {
		definitions := root["definitions"].(map[string]any)
		return matches(root, definitions[filepath.Base(ref)].(map[string]any), v)
	}
	for _, key := range []string{"oneOf", "anyOf"} {
		if options, ok := s[key].([]any); ok {
			for _, o := range options {
				if matches(root, o.(map[string]any), v) {
					return true
				}
			}
			return false
		}
	}
	if enum, ok := s["enum"].([]any); ok {
		for _, e := range enum {
			if reflect.DeepEqual(e, v) {
				return true
			}
		}
		return false
	}
	switch s["type"] {
	case "string":
		_, ok := v.(string)
		return ok
	case "boolean":
		_, ok := v.(bool)
		return ok
	case "integer":
		_, ok := v.(int64)
		return ok
	case "number":
		_, whole := v.(int64)
		_, ok := v.(float64)
		return ok || whole
	case "array":
		return eachOf(v, func(_ string, e any) bool { return matches(root, s["items"].(map[string]any), e) })
	case "object":
		_, ok := v.(map[string]any)
		return ok && eachOf(v, func(key string, e any) bool {
			properties, _ := s["properties"].(map[string]any)
			if p, ok := properties[key]; ok {
				return matches(root, p.(map[string]any), e)
			}
			more, ok := s["additionalProperties"].(map[string]any)
			return ok && matches(root, more, e)
		})
	}
	return true
}

func eachOf(v any, f func(key string, e any) bool) bool {
	switch v := v.(type) {
	case map[string]any:
		for key, e := range v {
			if !f(key, e) {
				return false
			}
		}
		return true
	case []any:
		for _, e := range v {
			if !f("", e) {
				return false
			}
		}
		return true
	case []map[string]any:
		for _, e := range v {
			if !f("", e) {
				return false
			}
		}
		return true
	}
	return false
}

func TestSchemasFitOurFiles(t *testing.T) {
	t.Parallel()
	schemas := map[string]map[string]any{}
	for name, data := range templates.Schemas() {
		var s map[string]any
		require.NoError(t, json.Unmarshal(data, &s))
		schemas[name] = s
	}
	fits := func(name string, data []byte) bool {
		var tree map[string]any
		require.NoError(t, toml.Unmarshal(data, &tree))
		return matches(schemas[name], schemas[name], tree)
	}
	require.True(t, fits("contract.json", read(t, "contract.toml")))
	require.True(t, fits("business.json", []byte(readFile(t, "testdata/business.toml"))))
	files, err := locales.FS.ReadDir(".")
	require.NoError(t, err)
	for _, file := range files {
		if file.Name() != templates.ContractFile {
			require.True(t, fits("messages.json", read(t, file.Name())), file.Name())
		}
	}
	require.False(t, fits("contract.json", []byte("colour = 1")))
	require.False(t, fits("contract.json", []byte("[keys]\nx.weight = \"1\"")))
	require.False(t, fits("business.json", []byte("phones = \"022\"")))
	require.False(t, fits("messages.json", []byte("[price.neutral]\na = 1")))
}
