package camerton_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// A houseRule finds what breaks it.
type houseRule struct {
	why   string
	check func(t *testing.T, tr *tree) []string

	// Planted repositories that break the rule, one fault each.
	broken []map[string]string
}

var houseRules = map[string]houseRule{
	"package comments": {
		why:   "go doc begins with them: one for each package, \"Package name …\" or \"Command name …\"",
		check: packageComments,
		broken: []map[string]string{
			{"a/a.go": "package a\n"},
			{"a/a.go": "// Package a is one.\npackage a\n", "a/b.go": "// Package a is two.\npackage a\n"},
			{"cmd/a/main.go": "// This runs.\npackage main\n"},
		},
	},
	"imports": {
		why:   "docs/architecture.md says which way they go",
		check: imports,
		broken: []map[string]string{
			{"tone/a.go": "package tone\n\nimport _ \"" + module + "/timing\"\n", architecture: row("tone", "")},
			{"timing/a.go": "package timing\n\nimport _ \"golang.org/x/text/cases\"\n", architecture: row("timing", "`tone`")},
			{"bot/sqlite/a.go": "package sqlite\n\nimport _ \"" + module + "/bot/postgres\"\n", architecture: row("bot/sqlite", "`bot`")},
			{"tone/a.go": "package tone\n", "new/a.go": "package new\n", architecture: row("tone", "")},
			{"tone/a.go": "package tone\n", architecture: row("tone", "") + row("gone", "")},
		},
	},
	"modules": {
		why:   "who imports us gets none of our replacements",
		check: modules,
		broken: []map[string]string{
			{"go.mod": "module m\n\nreplace a => b v1.0.0\n", dependencies: ""},
			{"go.mod": "module m\n\nrequire (\n\ta.b/c v1.0.0\n)\n", dependencies: "| a.b/c | 0.9.0 |"},
			{"go.mod": "module m\n\nrequire a.b/c v1.0.0\n", dependencies: ""},
			{"go.mod": "module m\n\nrequire a.b/c v1.0.0\n", dependencies: "| a.b/c | v1.0.0 |\n| a.b/d | v1.0.0 |"},
		},
	},
	"machines": {
		why:   "the repository is the same on every machine, and holds no secret",
		check: machines,
		broken: []map[string]string{
			{"a.md": "see /ro" + "ot/notes.txt"},
			{"a.md": "see /ho" + "me/ana/notes.txt"},
			{"a.toml": "token = \"7123456" + "789:AAEhBP0av28fbVn0gtCBBvHq1wcoGOyPqrs\""},
			{"a.sh": "GOPROXY=" + "https://goproxy.example"},
		},
	},
	"words": {
		why:   "words belong to copywriters, in files that they can edit",
		check: words,
		broken: []map[string]string{
			{"a/a.go": "package a\n\nconst greeting = \"Здравствуйте, Ана!\"\n"},
			{"a/a.go": "package a\n\nfunc f() string { return `Bună ziua, vă ascultăm` }\n"},
		},
	},
	"clocks": {
		why:   "what decides takes the time as an argument, so that it can be asked again",
		check: clocks,
		broken: []map[string]string{
			{"timing/a.go": "package timing\n\nimport \"time\"\n\nvar now = time.Now\n"},
			{"bot/a.go": "package bot\n\nimport \"time\"\n\nfunc f() { time.Sleep(1) }\n"},
			{"bot/internal/b/a.go": "package b\n\nimport \"time\"\n\nvar later = time.AfterFunc\n"},
			{"templates/a.go": "package templates\n\nimport clock \"time\"\n\nfunc f() { <-clock.After(1) }\n"},
		},
	},
	"left over": {
		why:   "what is not done is an issue, what is done at start is done by main",
		check: leftOver,
		broken: []map[string]string{
			{"a/a.go": "package a\n\n// TO" + "DO: more\n"},
			{"a/a.go": "package a\n\nfunc init() {}\n"},
		},
	},
	"sizes": {
		why:    "a file is named after the one noun in it, and has at most 500 lines",
		check:  sizes,
		broken: []map[string]string{{"a/a.go": "package a\n" + lines(500)}, {"a/util/a.go": "package util\n"}},
	},
	"targets": {
		why:    "make help lists every target",
		check:  targets,
		broken: []map[string]string{{"Makefile": "lint:\n\techo\n"}, {"Makefile": ".PHONY: a\na: b\n"}},
	},
}

func TestHouseRules(t *testing.T) {
	t.Parallel()
	tr := repository(t)
	for name, rule := range houseRules {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			found := rule.check(t, tr)
			slices.Sort(found)
			require.Empty(t, found, rule.why)
		})
	}
}

// TestHouseRulesFindFaults: a rule that finds nothing anywhere is none.
func TestHouseRulesFindFaults(t *testing.T) {
	t.Parallel()
	for name, rule := range houseRules {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, files := range rule.broken {
				require.Len(t, rule.check(t, planted(t, files)), 1, "%v", files)
			}
		})
	}
}
