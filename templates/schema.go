package templates

import (
	"encoding"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"

	"github.com/BurntSushi/toml"

	"github.com/camerton/camerton/tone"
)

// Schemas returns JSON Schemas of the files that people edit, by the names of
// their own files: contract.json, business.json and messages.json. Editors
// complete and check by them; what loading and linting find is more. They are
// made from the types that the files are read into.
func Schemas() map[string][]byte {
	s := map[string]schema{
		"contract.json": withTitle(schemaOf(reflect.TypeFor[contract]()), "contract.toml"),
		"business.json": withTitle(schemaOf(reflect.TypeFor[Business]()), "business.toml"),
		"messages.json": withTitle(messagesSchema(), "price.ru.toml"),
	}
	states := schema{"propertyNames": schema{"enum": stateNames()}}
	contractProperties := s["contract.json"]["properties"].(schema) //nolint:forcetypeassert // it was made so
	contractProperties["states"] = merged(contractProperties["states"], states)
	files := make(map[string][]byte, len(s))
	for name, content := range s {
		data, err := json.MarshalIndent(content, "", "  ")
		if err != nil {
			panic(fmt.Sprintf("templates: %s: %v", name, err)) // maps of plain values only
		}
		files[name] = append(data, '\n')
	}
	return files
}

// A schema is a part of a JSON Schema.
type schema = map[string]any

// schemaDraft is the version of JSON Schema.
const schemaDraft = "http://json-schema.org/draft-07/schema#"

func withTitle(s schema, title string) schema {
	s["$schema"], s["title"] = schemaDraft, title
	return s
}

func merged(a any, b schema) schema {
	all := maps.Clone(a.(schema)) //nolint:forcetypeassert // it was made so
	maps.Copy(all, b)
	return all
}

// knownSchemas are the schemas of the types that read themselves.
var knownSchemas = map[reflect.Type]schema{
	reflect.TypeFor[Bilingual](): {"oneOf": []schema{
		{"type": "string"},
		{"type": "object", "properties": schema{"ru": schema{"type": "string"}, "ro": schema{"type": "string"}}, "additionalProperties": false},
	}},
	reflect.TypeFor[Money]():     {"type": "number", "minimum": 0},
	reflect.TypeFor[Languages](): {"type": "array", "items": schema{"enum": []string{tone.Russian.String(), tone.Romanian.String()}}},
	reflect.TypeFor[Form]():      {"enum": formNames},
}

// schemaOf returns the schema of what a type is read from.
func schemaOf(t reflect.Type) schema {
	if s, ok := knownSchemas[t]; ok {
		return s
	}
	pointer := reflect.PointerTo(t)
	switch {
	case pointer.Implements(reflect.TypeFor[toml.Unmarshaler]()):
		return schema{}
	case pointer.Implements(reflect.TypeFor[encoding.TextUnmarshaler]()):
		return schema{"type": "string"}
	}
	switch t.Kind() { //nolint:exhaustive // the files have no other kinds
	case reflect.Pointer:
		return schemaOf(t.Elem())
	case reflect.Bool:
		return schema{"type": "boolean"}
	case reflect.Int:
		return schema{"type": "integer"}
	case reflect.Slice:
		return schema{"type": "array", "items": schemaOf(t.Elem())}
	case reflect.Map:
		return schema{"type": "object", "additionalProperties": schemaOf(t.Elem())}
	case reflect.Struct:
		properties := schema{}
		for key, i := range fieldsOf(t) {
			properties[key] = schemaOf(t.Field(i).Type)
		}
		return schema{"type": "object", "properties": properties, "additionalProperties": false}
	default:
		return schema{"type": "string"}
	}
}

// messagesSchema is the schema of a file of texts: tables of tables, and at the
// end a text or its forms.
func messagesSchema() schema {
	forms := schema{"description": schema{"type": "string"}}
	for _, form := range formKeys {
		forms[form] = schema{"type": "string", "minLength": 1}
	}
	return schema{
		"type":                 "object",
		"additionalProperties": schema{"$ref": "#/definitions/part"},
		"definitions": schema{
			"part": schema{"anyOf": []schema{
				{"type": "string", "minLength": 1},
				{"type": "object", "properties": forms, "additionalProperties": false, "minProperties": 1},
				{"type": "object", "additionalProperties": schema{"$ref": "#/definitions/part"}},
			}},
		},
	}
}
