package camerton_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

const module = "github.com/camerton/camerton"

// A tree is the repository as the house rules look at it.
type tree struct {
	files fs.FS
	names []string // of all files
	fset  *token.FileSet
	code  map[string]*ast.File // the parsed .go files, by name
}

// repository reads the files that git knows or would take, or all where there
// is no git.
func repository(t *testing.T) *tree {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard").Output()
	if err != nil {
		return newTree(t, os.DirFS("."), nil)
	}
	var names []string
	for name := range strings.SplitSeq(string(out), "\x00") {
		if info, err := os.Stat(name); name != "" && err == nil && !info.IsDir() {
			names = append(names, name)
		}
	}
	return newTree(t, os.DirFS("."), names)
}

// planted is a repository with these files.
func planted(t *testing.T, files map[string]string) *tree {
	t.Helper()
	m := fstest.MapFS{}
	for name, text := range files {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return newTree(t, m, nil)
}

// newTree parses the named files, or all if names is nil.
func newTree(t *testing.T, fsys fs.FS, names []string) *tree {
	t.Helper()
	if names == nil {
		require.NoError(t, fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.Name() == ".git":
				return fs.SkipDir
			case !d.IsDir():
				names = append(names, name)
			}
			return nil
		}))
	}
	tr := &tree{files: fsys, names: names, fset: token.NewFileSet(), code: map[string]*ast.File{}}
	for _, name := range names {
		if strings.HasSuffix(name, ".go") && !strings.Contains(name, "testdata/") {
			f, err := parser.ParseFile(tr.fset, name, tr.read(t, name), parser.ParseComments)
			require.NoError(t, err)
			tr.code[name] = f
		}
	}
	return tr
}

func (tr *tree) read(t *testing.T, name string) []byte {
	t.Helper()
	data, err := fs.ReadFile(tr.files, name)
	require.NoError(t, err)
	return data
}

// product yields the Go files that are no tests, in no order.
func (tr *tree) product(yield func(name string, f *ast.File) bool) {
	for name, f := range tr.code {
		if !strings.HasSuffix(name, "_test.go") && !yield(name, f) {
			return
		}
	}
}

// forTests reports whether a file belongs to a package that only tests use.
func forTests(name string) bool {
	for part := range strings.SplitSeq(path.Dir(name), "/") {
		if strings.HasSuffix(part, "test") {
			return true
		}
	}
	return false
}

// at says where in the tree a node is.
func (tr *tree) at(n ast.Node) string { return tr.fset.Position(n.Pos()).String() }
