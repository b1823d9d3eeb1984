package templates_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/locales"
	"github.com/camerton/camerton/templates"
)

// Each file of testdata/faults is a folder laid over our texts and what loading
// it says: "-- name --" begins a file, "-- want --" the faults, one a line.
func TestFaults(t *testing.T) {
	t.Parallel()
	cases, err := filepath.Glob("testdata/faults/*.txt")
	require.NoError(t, err)
	require.NotEmpty(t, cases)
	for _, file := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			files, want := readCase(t, file)
			catalog, err := templates.Load(locales.FS, templates.Named("own", files))
			require.Nil(t, catalog)
			var faults templates.Faults
			require.ErrorAs(t, err, &faults)
			require.Equal(t, want, faults.Error())
		})
	}
}

// readCase reads the files of a case and what is wanted.
func readCase(t *testing.T, file string) (files fstest.MapFS, want string) {
	t.Helper()
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	files = fstest.MapFS{}
	for _, part := range strings.Split("\n"+string(data), "\n-- ")[1:] {
		name, content, ok := strings.Cut(part, " --\n")
		require.True(t, ok, "%s: %q begins no file", file, part)
		files[name] = &fstest.MapFile{Data: []byte(content + "\n")}
	}
	require.Contains(t, files, "want")
	want = strings.TrimSpace(string(files["want"].Data))
	delete(files, "want")
	return files, want
}

func TestLoadNeedsAContract(t *testing.T) {
	t.Parallel()
	_, err := templates.Load(templates.Named("texts", fstest.MapFS{}))
	require.EqualError(t, err, "texts/contract.toml: there is no such file — "+
		"the first folder must hold the contract; lay your own folder over ours")
}

func TestLoadNeedsTheLastHoldingText(t *testing.T) {
	t.Parallel()
	files := ours(t)
	delete(files, "hold.ro.toml")
	files["contract.toml"] = &fstest.MapFile{Data: []byte(withoutKeys(string(files["contract.toml"].Data)))}
	_, err := templates.Load(files)
	require.EqualError(t, err, "hold.ro.toml: hold.general.a: there is no general holding text in Romanian — "+
		"write one: it is what a customer gets when nothing else fits")
}

func TestLoadOfOneLanguageNeedsNothingInTheOther(t *testing.T) {
	t.Parallel()
	files := ours(t)
	for name := range files {
		if strings.HasSuffix(name, ".ru.toml") {
			delete(files, name)
		}
	}
	catalog, err := templates.Load(files)
	require.NoError(t, err)
	require.NotNil(t, catalog)
}

func TestLoadSaysThatAFolderIsMissing(t *testing.T) {
	t.Parallel()
	_, err := templates.Load(locales.FS, templates.Named("nowhere", os.DirFS(filepath.Join(t.TempDir(), "nowhere"))))
	require.ErrorContains(t, err, "nowhere: can't be read: ")
	require.ErrorContains(t, err, "check the folder's name")
}

func TestLoadRefusesHugeFiles(t *testing.T) {
	t.Parallel()
	own := fstest.MapFS{"price.ru.toml": &fstest.MapFile{Data: bytes.Repeat([]byte("#"), 2<<20)}}
	_, err := templates.Load(locales.FS, templates.Named("own", own))
	require.EqualError(t, err, "own/price.ru.toml: can't be read: the file has 2097152 bytes; "+
		"at most 1048576 are read — check the file and who may read it")
}

func TestLoadReadsWindowsFiles(t *testing.T) {
	t.Parallel()
	own := fstest.MapFS{"price.ru.toml": &fstest.MapFile{
		Data: []byte("\ufeff[price.neutral]\r\na = \"\"\"\r\nПервая.\r\nВторая.\r\n\"\"\"\r\n"),
	}}
	catalog, err := templates.Load(locales.FS, own)
	require.NoError(t, err)
	text, err := catalog.Render("price.neutral.a", russian, nil)
	require.NoError(t, err)
	require.Equal(t, "Первая.\nВторая.", text)
}

// ours copies our texts, to leave things out.
func ours(t *testing.T) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	names, err := fs.Glob(locales.FS, "*.toml")
	require.NoError(t, err)
	for _, name := range names {
		data, err := fs.ReadFile(locales.FS, name)
		require.NoError(t, err)
		files[name] = &fstest.MapFile{Data: data}
	}
	return files
}

// withoutKeys cuts the rules for single texts off a contract.
func withoutKeys(contract string) string {
	before, _, _ := strings.Cut(contract, "\n[keys]\n")
	return before
}

// Whatever stands in a file: Load returns a catalogue or faults that name the
// file, and never panics.
func FuzzLoad(f *testing.F) {
	names, err := fs.Glob(locales.FS, "*.ru.toml")
	require.NoError(f, err)
	for _, name := range names {
		data, err := fs.ReadFile(locales.FS, name)
		require.NoError(f, err)
		f.Add(data)
	}
	cases, err := filepath.Glob("testdata/faults/*.txt")
	require.NoError(f, err)
	for _, name := range cases {
		data, err := os.ReadFile(name)
		require.NoError(f, err)
		f.Add(data)
	}
	contract := []byte(withoutKeys(string(read(f, "contract.toml"))))
	f.Fuzz(func(t *testing.T, data []byte) {
		files := fstest.MapFS{
			"contract.toml":  &fstest.MapFile{Data: contract},
			"system.ru.toml": &fstest.MapFile{Data: read(t, "system.ru.toml")},
			"hold.ru.toml":   &fstest.MapFile{Data: read(t, "hold.ru.toml")},
			"fuzzed.ru.toml": &fstest.MapFile{Data: data},
		}
		requireCatalogOrFaults(t, files, "fuzzed.ru.toml", "system.ru.toml", "hold.ru.toml")
	})
}

func FuzzLoadContract(f *testing.F) {
	f.Add(read(f, "contract.toml"))
	f.Add([]byte("version = 1\n[vars.X]\ntype = 1\n[keys]\n\"a.b\".promises = 5\n[share.x]\nwith = \"y\"\n"))
	f.Add([]byte("version = 1\n[special.hold]\n[words.apology]\nru = [\"*\"]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		own := templates.Named("own", fstest.MapFS{"contract.toml": &fstest.MapFile{Data: data}})
		catalog, err := templates.Load(locales.FS, own)
		require.Equal(t, err == nil, catalog != nil)
	})
}

func read(tb testing.TB, name string) []byte {
	tb.Helper()
	data, err := fs.ReadFile(locales.FS, name)
	require.NoError(tb, err)
	return data
}

func requireCatalogOrFaults(t *testing.T, files fs.FS, names ...string) {
	t.Helper()
	catalog, err := templates.Load(files)
	if err == nil {
		require.NotNil(t, catalog)
		return
	}
	var faults templates.Faults
	require.ErrorAs(t, err, &faults)
	for _, fault := range faults {
		require.Contains(t, names, fault.File)
		require.NotEmpty(t, fault.Problem)
	}
}
