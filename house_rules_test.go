package camerton_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

const (
	architecture = "docs/architecture.md"
	dependencies = "docs/dependencies.md"
)

func packageComments(_ *testing.T, tr *tree) (found []string) {
	comments, names := map[string][]string{}, map[string]string{}
	for name, f := range tr.product {
		dir := path.Dir(name)
		names[dir] = f.Name.Name
		if f.Doc != nil {
			comments[dir] = append(comments[dir], f.Doc.Text())
		}
	}
	for dir, name := range names {
		begin := "Package " + name + " "
		if name == "main" {
			begin = "Command " + path.Base(dir) + " "
		}
		switch c := comments[dir]; {
		case len(c) != 1:
			found = append(found, fmt.Sprintf("%s: %d package comments", dir, len(c)))
		case !strings.HasPrefix(c[0], begin):
			found = append(found, fmt.Sprintf("%s: the package comment does not begin with %q", dir, begin))
		}
	}
	return found
}

// row is a line of the table in architecture.md.
func row(folder, allowed string) string { return "| `" + folder + "` | x | " + allowed + " |\n" }

var (
	rowPattern  = regexp.MustCompile("(?m)^\\| `([a-z/]+)` \\|[^|]*\\|(.*)\\|$")
	namePattern = regexp.MustCompile("`([^`]+)`")
)

// imports holds the code to the table in architecture.md, and the table to the
// folders that there are.
func imports(t *testing.T, tr *tree) (found []string) {
	t.Helper()
	rows := map[string][]string{}
	for _, m := range rowPattern.FindAllStringSubmatch(string(tr.read(t, architecture)), -1) {
		rows[m[1]] = nil
		for _, n := range namePattern.FindAllStringSubmatch(m[2], -1) {
			rows[m[1]] = append(rows[m[1]], n[1])
		}
		if strings.Contains(m[2], "everything") {
			rows[m[1]] = []string{"..."}
		}
	}
	used := map[string]bool{}
	for name, f := range tr.product {
		if path.Dir(name) == "." { // documentation only
			continue
		}
		own := rowOf(rows, path.Dir(name))
		if used[own] = true; own == "" {
			found = append(found, name+": its folder is not in "+architecture)
			continue
		}
		for _, spec := range f.Imports {
			if p, err := strconv.Unquote(spec.Path.Value); err != nil || !mayImport(rows, own, p) {
				found = append(found, fmt.Sprintf("%s: %s may not import %s", tr.at(spec), own, p))
			}
		}
	}
	for folder := range rows {
		if !used[folder] {
			found = append(found, architecture+": there is no folder "+folder)
		}
	}
	return found
}

// rowOf returns the nearest folder that has a row, or "".
func rowOf(rows map[string][]string, dir string) string {
	for ; dir != "."; dir = path.Dir(dir) {
		if _, ok := rows[dir]; ok {
			return dir
		}
	}
	return ""
}

func mayImport(rows map[string][]string, own, imported string) bool {
	if first, _, _ := strings.Cut(imported, "/"); !strings.Contains(first, ".") {
		return true // the standard library
	}
	folder, ours := strings.CutPrefix(imported, module+"/")
	if ours && rowOf(rows, folder) == own {
		return true
	}
	return slices.ContainsFunc(rows[own], func(allowed string) bool {
		if prefix, all := strings.CutSuffix(allowed, "..."); all {
			return strings.HasPrefix(folder+"/", prefix)
		}
		return folder == allowed
	})
}

var requirePattern = regexp.MustCompile(`(?m)^(?:require )?\s*([a-z0-9.]+\.[a-zA-Z0-9./_-]+) (v\S+)( // indirect)?$`)

// modules compares go.mod with what dependencies.md says of each module: a row
// "| path | version |".
func modules(t *testing.T, tr *tree) (found []string) {
	t.Helper()
	mod, doc := string(tr.read(t, "go.mod")), string(tr.read(t, dependencies))
	for line := range strings.Lines(mod) {
		if word, _, _ := strings.Cut(strings.TrimSpace(line), " "); word == "replace" || word == "exclude" {
			found = append(found, "go.mod: "+strings.TrimSpace(line))
		}
	}
	for _, m := range requirePattern.FindAllStringSubmatch(mod, -1) {
		listed := "| " + m[1] + " | " + m[2] + " |"
		if m[3] == "" && !strings.Contains(doc, listed) {
			found = append(found, dependencies+" has no row that begins with "+listed)
		}
	}
	for _, m := range regexp.MustCompile(`(?m)^\| (\S+\.\S+/\S+) \| (v\S+) \|`).FindAllStringSubmatch(doc, -1) {
		if !strings.Contains(mod, m[1]+" "+m[2]) {
			found = append(found, dependencies+" lists "+m[1]+" "+m[2]+", which go.mod has not")
		}
	}
	return found
}

// machinePatterns are written so that they do not find themselves.
var machinePatterns = []*regexp.Regexp{
	regexp.MustCompile(`/(?:root|work)/[a-z.]`),
	regexp.MustCompile(`/(?:home|Users)/[a-z]`),
	regexp.MustCompile(`GOPROXY=https?:`),
	regexp.MustCompile(`\b[0-9]{8,10}:AA[A-Za-z0-9_-]{33}\b`), // a token of Telegram
	regexp.MustCompile(`-----BEGIN [A-Z ]*PRIVATE KEY`),
}

func machines(t *testing.T, tr *tree) (found []string) {
	t.Helper()
	for _, name := range tr.names {
		data := tr.read(t, name)
		if !utf8.Valid(data[:min(len(data), 512)]) && strings.HasSuffix(name, ".model") {
			continue
		}
		for _, p := range machinePatterns {
			if m := p.Find(data); m != nil {
				found = append(found, fmt.Sprintf("%s: %s", name, m))
			}
		}
	}
	return found
}

// words finds strings, not letters, comments or what only tests use.
func words(_ *testing.T, tr *tree) (found []string) {
	for name, f := range tr.product {
		if forTests(name) {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if ok && lit.Kind == token.STRING && isSentence(lit.Value) {
				found = append(found, fmt.Sprintf("%s: %s", tr.at(lit), lit.Value))
			}
			return true
		})
	}
	return found
}

// isSentence reports whether a string has two Russian words together or two
// words with Romanian letters. Lists of letters are no words, and naming one
// word in an English sentence is no copy.
func isSentence(s string) bool {
	russian, romanian := 0, 0
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if strings.ContainsAny(word, "ăâîșțşţĂÂÎȘȚŞŢ") {
			romanian++
		}
		if russian++; !unicode.Is(unicode.Cyrillic, []rune(word)[0]) {
			russian = 0
		}
		if russian == 2 || romanian == 2 {
			return true
		}
	}
	return false
}

// isPure tells the folders that hold what decides from adapters and commands.
func isPure(folder string) bool {
	switch top, _, _ := strings.Cut(folder, "/"); top {
	case "tone", "timing", "templates", "locales":
		return true
	}
	return folder == "bot" || strings.HasPrefix(folder, "bot/internal")
}

var clockNames = []string{"Now", "Sleep", "After", "Since", "Until", "NewTimer", "NewTicker", "AfterFunc", "Tick"}

func clocks(_ *testing.T, tr *tree) (found []string) {
	for name, f := range tr.product {
		if !isPure(path.Dir(name)) {
			continue
		}
		clock := importedAs(f, "time")
		ast.Inspect(f, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok || !slices.Contains(clockNames, sel.Sel.Name) {
				return true
			}
			if id, ok := sel.X.(*ast.Ident); ok && id.Name == clock && clock != "" {
				found = append(found, fmt.Sprintf("%s: time.%s", tr.at(sel), sel.Sel.Name))
			}
			return true
		})
	}
	return found
}

// importedAs returns the name under which a file knows a package; "" if it does
// not.
func importedAs(f *ast.File, imported string) string {
	for _, spec := range f.Imports {
		switch {
		case spec.Path.Value != strconv.Quote(imported):
		case spec.Name != nil:
			return spec.Name.Name
		default:
			return path.Base(imported)
		}
	}
	return ""
}

var leftOverPattern = regexp.MustCompile(`\b(TODO|FIXME|HACK)\b`)

func leftOver(_ *testing.T, tr *tree) (found []string) {
	for _, f := range tr.code {
		for _, group := range f.Comments {
			if leftOverPattern.MatchString(group.Text()) {
				found = append(found, tr.at(group)+": "+group.Text())
			}
		}
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				found = append(found, tr.at(fn)+": func init")
			}
		}
	}
	return found
}

const longest = 500

func lines(n int) string { return strings.Repeat("\n", n) }

func sizes(_ *testing.T, tr *tree) (found []string) {
	for name, f := range tr.product {
		if n := tr.fset.File(f.Pos()).LineCount(); n > longest {
			found = append(found, fmt.Sprintf("%s: %d lines", name, n))
		}
		if slices.Contains([]string{"util", "utils", "common", "helpers", "misc"}, path.Base(path.Dir(name))) {
			found = append(found, name+": the folder's name says nothing")
		}
	}
	return found
}

var targetPattern = regexp.MustCompile(`(?m)^([a-z-]+):(.*)$`)

func targets(t *testing.T, tr *tree) (found []string) {
	t.Helper()
	for _, m := range targetPattern.FindAllStringSubmatch(string(tr.read(t, "Makefile")), -1) {
		if !strings.Contains(m[2], "## ") {
			found = append(found, "Makefile: target "+m[1]+" has no ## help")
		}
	}
	return found
}
