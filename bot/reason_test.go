package bot

import (
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone"
)

// Every reason in the source has its meaning in three languages, and no other.
func TestReasonsAreDescribed(t *testing.T) {
	t.Parallel()
	texts, err := parseReasons(reasonText)
	require.NoError(t, err)
	file, err := parser.ParseFile(gotoken.NewFileSet(), "reason.go", nil, 0)
	require.NoError(t, err)
	found := 0
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 {
			return true
		}
		lit, ok := spec.Values[0].(*ast.BasicLit)
		if kind, isReason := spec.Type.(*ast.Ident); !ok || !isReason || kind.Name != "Reason" {
			return true
		}
		name, err := strconv.Unquote(lit.Value)
		require.NoError(t, err)
		require.Contains(t, texts, Reason(name))
		found++
		return true
	})
	require.Len(t, texts, found)
}

func TestReasonDescribe(t *testing.T) {
	t.Parallel()
	require.Equal(t, "out of business hours", OutOfHours.Describe(tone.LanguageOther))
	require.Equal(t, "нерабочее время", OutOfHours.Describe(tone.Russian))
	require.Equal(t, "în afara programului", OutOfHours.Describe(tone.Romanian))
	require.Equal(t, "of_tomorrow", Reason("of_tomorrow").Describe(tone.Russian))
}

func TestParseReasonsErrors(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"a | b | c":                    "reasons.txt:1: want name | English | Russian | Romanian",
		"# x\n\na | b || c | d":        "reasons.txt:3",
		"a | b | c | d\na | b | c | d": "reasons.txt:2: a stands twice",
	} {
		_, err := parseReasons(text)
		require.ErrorContains(t, err, want)
	}
}
