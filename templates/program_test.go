package templates

import (
	"strings"
	"testing"
	"text/template"

	"github.com/stretchr/testify/require"
)

func TestProgramRun(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, none, all string }{
		{"Просто текст.", "Просто текст.", "Просто текст."},
		{"с маленькой", "С маленькой", "С маленькой"},
		{"{{with .A}}{{.}}, {{end}}ответим", "Ответим", "а, ответим"},
		{"{{if .A}}{{.A}} и {{.B}}{{else}}нет{{end}}", "Нет", "а и б"},
		{"{{if .A}}{{else}}нет{{end}}.", "Нет.", "."},
		{"x{{with .A}} {{.}}{{else}} -{{end}}", "X -", "X а"},
		{"{{if .A}}1{{else if .B}}2{{else}}3{{end}}", "3", "1"},
		{"{{with .A}}{{.}}{{if .}}!{{end}}{{end}}", "", "а!"},
		{"{{if .A}}{{with .B}}[{{.}}]{{end}}{{end}}", "", "[б]"},
		{"a {{- if .A }} {{.A}}{{end}}", "A", "A а"},
		{"{{/* a note */}}да", "Да", "Да"},
		{"«ответим»", "«ответим»", "«ответим»"},
		{"1. шаг", "1. шаг", "1. шаг"},
		{"țară", "Țară", "Țară"},
	} {
		p, wrong := compile(c.text)
		require.Empty(t, wrong, c.text)
		require.Equal(t, c.none, string(p.run(nil, values{})), c.text)
		all := values{vars: Vars{"A": "а"}, facts: Vars{"B": "б", "A": "overruled"}}
		require.Equal(t, c.all, string(p.run(nil, all)), c.text)
	}
}

func TestProgramInsideASentenceKeepsItsLetter(t *testing.T) {
	t.Parallel()
	p, wrong := compile("завтра")
	require.Empty(t, wrong)
	require.Equal(t, "завтра", string(p.run(nil, values{inside: true})))
}

func TestValuesOfBlanksAreNotThere(t *testing.T) {
	t.Parallel()
	for _, blank := range []string{"", " ", "\n\t", "\u00a0"} {
		v := values{vars: Vars{"A": blank}, facts: Vars{"A": "a fact"}}
		require.False(t, v.has("A"), "%q wins over the fact and is blank", blank)
	}
	require.True(t, values{facts: Vars{"A": "a fact"}}.has("A"))
	require.False(t, values{}.has("A"))
}

func TestCompileVariables(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text               string
		required, optional []string
	}{
		{"текст", nil, nil},
		{"{{.B}} {{.A}} {{.A}}", []string{"A", "B"}, nil},
		{"{{with .A}}{{.}}{{end}}", nil, []string{"A"}},
		{"{{if .A}}{{.A}}{{end}}", nil, []string{"A"}},
		{"{{if .A}}{{.B}}{{end}}", []string{"B"}, []string{"A"}},
		{"{{if .A}}{{if .B}}{{.A}}{{.B}}{{end}}{{end}}", nil, []string{"A", "B"}},
		{"{{if .A}}x{{end}} {{.A}}", []string{"A"}, nil},
		{"{{if .A}}x{{else}}{{.B}}{{end}}", []string{"B"}, []string{"A"}},
	} {
		p, wrong := compile(c.text)
		require.Empty(t, wrong, c.text)
		require.Equal(t, c.required, p.required, c.text)
		require.ElementsMatch(t, c.optional, p.optional, c.text)
	}
}

func TestCompileSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"{{.A":                               "the brackets are wrong",
		"{{.A}} {{end}}":                     "the brackets are wrong",
		"{{if .A}}x":                         "the brackets are wrong",
		"{{if}}x{{end}}":                     "the brackets are wrong",
		"{{ .A | upper }}":                   "{{.A | upper}} can't be used",
		"{{upper .A}}":                       "{{upper .A}} can't be used",
		"{{printf \"%s\" .A}}":               "can't be used",
		"{{.A.B}}":                           "{{.A.B}} can't be used",
		"{{\"x\"}}":                          "can't be used",
		"{{1}}":                              "can't be used",
		"{{nil}}":                            "{{nil}} can't be used",
		"{{$x := .A}}":                       "can't be used",
		"{{$.A}}":                            "{{$.A}} can't be used",
		"{{range .A}}x{{end}}":               "\"{{range .A}}\" can't be used",
		"{{template \"x\"}}":                 "can't be used",
		"{{define \"x\"}}y{{end}}":           "{{define}} and {{block}} can't be used",
		"{{block \"x\" .}}y{{end}}":          "{{define}} and {{block}} can't be used",
		"{{if and .A .B}}x{{end}}":           "{{and .A .B}} can't be used",
		"{{if not .A}}x{{end}}":              "{{not .A}} can't be used",
		"{{if eq .A \"1\"}}x{{end}}":         "can't be used",
		"{{.}}":                              "{{.}} stands for nothing here",
		"{{if .A}}{{.}}{{end}}":              "{{.}} stands for nothing here",
		"{{with .A}}{{.B}}{{end}}":           "inside {{with .A}} other variables can't be reached",
		"{{with .A}}{{else}}{{.A}}{{end}}":   "{{.A}} is always empty in this {{else}}",
		"{{if .A}}x{{else}}{{.A}}{{end}}":    "{{.A}} is always empty in this {{else}}",
		"{{break}}":                          "the brackets are wrong",
		"{{with $x := .A}}{{$x}}{{end}}":     "can't be used",
		"{{call .A}}":                        "{{call .A}} can't be used",
		"{{if .A}}{{end}}{{html .A}}":        "{{html .A}} can't be used",
		"{{.A}}{{with .A}}{{len .}}{{end}}x": "{{len .}} can't be used",
	} {
		_, wrong := compile(text)
		require.NotEmpty(t, wrong, text)
		require.Contains(t, wrong[0].problem, want, text)
		require.NotEmpty(t, wrong[0].fix, text)
	}
}

func TestCompileReportsEverythingAtOnce(t *testing.T) {
	t.Parallel()
	_, wrong := compile("{{upper .A}} {{.}} {{range .B}}{{end}} {{with .A}}{{.B}}{{end}}")
	require.Len(t, wrong, 4)
}

// What compiles comes out as text/template would write it, but for the capital.
func FuzzCompile(f *testing.F) {
	for _, seed := range []string{
		"текст", "{{.A}}", "{{with .A}}{{.}}, {{end}}x", "{{if .A}}{{.A}}{{else if .B}}{{.B}}{{else}}-{{end}}",
		"{{- .A -}} x", "{{/* c */}}", "{{with .A}}{{if .}}{{.}}{{end}}{{end}}", "{{if .A}}\n{{end}}", "{{", "}}", "{{range .A}}{{end}}",
	} {
		f.Add(seed, "Ион", "")
	}
	f.Fuzz(func(t *testing.T, text, a, b string) {
		p, wrong := compile(text)
		if wrong != nil {
			return
		}
		want := template.Must(template.New("").Option("missingkey=zero").Parse(text))
		for _, v := range []Vars{{}, {"A": a}, {"A": a, "B": b}} {
			for name, value := range v {
				if strings.TrimSpace(value) == "" || turnsText(value) {
					delete(v, name) // blanks and directions are our own business
				}
			}
			var out strings.Builder
			require.NoError(t, want.Execute(&out, map[string]string(v)))
			require.Equal(t, out.String(), string(p.run(nil, values{vars: v, inside: true})))
		}
	})
}
