package wording_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/templates/internal/wording"
)

func TestSkeleton(t *testing.T) {
	t.Parallel()
	for _, same := range [][]string{
		{"шины", "shiny", "Шины", "SHINY"},
		{"балансировка", "balansirovka"},
		{"щётка", "щетка", "shchetka", "schetka"},
		{"жалюзи", "zhaliuzi", "jaliuzi", "zhalyuzi"},
		{"anvelopă", "anvelopa", "ANVELOPĂ"},
		{"țeavă", "ţeava", "teava"},
		{"яхта", "yahta", "iakhta"},
	} {
		for _, other := range same {
			require.Equal(t, wording.Skeleton(same[0]), wording.Skeleton(other), "%s, %s", same[0], other)
		}
	}
	require.NotEqual(t, wording.Skeleton("шина"), wording.Skeleton("сено"))
	require.Equal(t, "(a|b)* N", wording.Skeleton("(а|б)* N"))
}
