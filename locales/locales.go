// Package locales holds Camerton's texts in Russian and Romanian as embedded
// files: one TOML file a topic and language (price.ru.toml, price.ro.toml), and
// contract.toml, which says which keys, variables, promises and limits there
// are. Package templates reads them:
//
//	texts, err := templates.Load(locales.FS)
//
// The texts belong to copywriters; a business lays a folder of its own over
// them to change single ones.
package locales

import "embed"

// FS holds contract.toml and the locale files in its root. A test checks all of
// it, so templates.Load need not.
var FS = Files{files}

//go:embed *.toml
var files embed.FS

// Files are the embedded files.
type Files struct{ embed.FS }

// Proven says true: what is embedded has been loaded and checked by a test.
func (Files) Proven() bool { return true }
