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

// Where there are sets, a statement is the same for any number of rows.
func TestInsertSets(t *testing.T) {
	t.Parallel()
	require.Empty(t, insert(true, "t (a)", "", nil))
	rows := [][]any{{int64(1), "x", []byte(nil)}, {int64(2), "y", []byte("z")}}
	all := insert(true, "t (a, b, c)", "ON CONFLICT DO NOTHING", rows)
	require.Len(t, all, 1)
	require.Equal(t,
		"INSERT INTO t (a, b, c) SELECT * FROM unnest($1::bigint[], $2::text[], $3::bytea[]) ON CONFLICT DO NOTHING", all[0].SQL)
	require.Equal(t, []any{[]int64{1, 2}, []string{"x", "y"}, [][]byte{nil, []byte("z")}}, all[0].Args)
	require.Equal(t, all[0].SQL, insert(true, "t (a, b, c)", "ON CONFLICT DO NOTHING", rows[:1])[0].SQL)
	require.Panics(t, func() { insert(true, "t (a)", "", [][]any{{1.5}}) }, "a type that no column has")
}

func TestManyRows(t *testing.T) {
	t.Parallel()
	m := manyRows{one: "DELETE FROM t WHERE a = $1", set: "DELETE FROM t USING " + setOfRows + " WHERE t.a = r.a", columns: "a"}
	require.Empty(t, m.each(true, nil))
	require.Empty(t, m.each(false, nil))
	rows := [][]any{{int64(1)}, {int64(2)}}
	each := m.each(false, rows)
	require.Len(t, each, 2)
	require.Equal(t, m.one, each[1].SQL)
	require.Equal(t, rows[1], each[1].Args)
	set := m.each(true, rows)
	require.Len(t, set, 1)
	require.Equal(t, "DELETE FROM t USING unnest($1::bigint[]) AS r (a) WHERE t.a = r.a", set[0].SQL)
	require.Equal(t, []any{[]int64{1, 2}}, set[0].Args)
}
