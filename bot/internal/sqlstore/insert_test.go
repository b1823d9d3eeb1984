package sqlstore

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestInsert(t *testing.T) {
	t.Parallel()
	require.Empty(t, insert(false, "t (a)", "", nil))
	one := insert(false, "t (a, b)", "ON CONFLICT DO NOTHING", [][]any{{1, 2}, {3, 4}})
	require.Len(t, one, 1)
	require.Equal(t, "INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4) ON CONFLICT DO NOTHING", one[0].SQL)
	require.Equal(t, []any{1, 2, 3, 4}, one[0].Args)

	rows := make([][]any, 2*maxRows+1)
	for i := range rows {
		rows[i] = []any{i}
	}
	several := insert(false, "t (a)", "", rows)
	require.Len(t, several, 3)
	var args []any
	for _, s := range several {
		args = append(args, s.Args...)
	}
	require.Len(t, args, len(rows))
	require.Equal(t, 2*maxRows, args[2*maxRows])
	require.Equal(t, several[0].SQL, several[1].SQL)
}
