package apitest

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestReadDisposition(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]struct {
		name, file string
		isFile     bool
		failed     string
	}{
		`form-data; name="text"`:                             {name: "text"},
		`form-data;name=text`:                                {name: "text"},
		`form-data; name = "a b" ; x=y`:                      {name: "a b"},
		`form-data; name="doc"; filename="a.pdf"`:            {name: "doc", file: "a.pdf", isFile: true},
		`form-data;name="doc";filename=цены.txt`:             {name: "doc", file: "цены.txt", isFile: true},
		`form-data; filename="цены; \"2026\".txt"; name=doc`: {name: "doc", file: `цены; "2026".txt`, isFile: true},
		`form-data; name="doc"; filename=""`:                 {name: "doc", isFile: true},
		`form-data; name="a%22b"; filename="5%.txt"`:         {name: `a"b`, file: "5%.txt", isFile: true},
		`form-data; NAME="text"`:                             {name: "text"},
		`form-data; name="text`:                              {failed: "unclosed quoted string in Content-Disposition header"},
		`form-data; name="text\`:                             {failed: "wrong escape sequence in Content-Disposition header"},
		`form-data; name="text"x`:                            {failed: "expected ';' in Content-Disposition header"},
		`form-data; filename="a"`:                            {failed: "field name in multipart/form-data not found"},
		`form-data`:                                          {failed: "field name in multipart/form-data not found"},
		``:                                                   {failed: "field name in multipart/form-data not found"},
		`attachment; name="text"`:                            {failed: "expected form-data content disposition"},
	} {
		name, file, isFile, err := readDisposition(header)
		if want.failed != "" {
			require.NotNil(t, err, header)
			require.Equal(t, "Bad Request: "+want.failed, err.Description, header)
			continue
		}
		require.Nil(t, err, header)
		require.Equal(t, want.name, name, header)
		require.Equal(t, want.file, file, header)
		require.Equal(t, want.isFile, isFile, header)
	}
}

func FuzzDisposition(f *testing.F) {
	f.Add(`form-data; name="doc"; filename="a\"b.pdf"`)
	f.Add(`form-data;name=a;filename=b`)
	f.Fuzz(func(t *testing.T, header string) {
		name, file, isFile, err := readDisposition(header)
		require.Equal(t, err == nil, name != "")
		if !isFile || err != nil {
			require.Empty(t, file)
		}
	})
}
