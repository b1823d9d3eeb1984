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

// FS holds contract.toml and the locale files in its root.
//
//go:embed *.toml
var FS embed.FS
