package sqlstore

import (
	"fmt"
	"strconv"
	"strings"
)

// maxRows is how many rows one statement inserts at most where they are written
// out. Each number of rows is a statement of its own, which connections keep
// prepared.
const maxRows = 16

// insert returns statements that insert rows into a table, whose name is followed
// by its columns. Most of what a statement costs is not the row.
func insert(sets bool, into, onConflict string, rows [][]any) []*Statement {
	if sets && len(rows) > 0 {
		args := columnsOf(rows)
		return []*Statement{exec("INSERT INTO "+into+" SELECT * FROM "+unnest(args)+" "+onConflict, args...)}
	}
	var all []*Statement
	for len(rows) > 0 {
		some := rows[:min(len(rows), maxRows)]
		rows = rows[len(some):]
		var sql strings.Builder
		sql.WriteString("INSERT INTO " + into + " VALUES ")
		args := make([]any, 0, len(some)*len(some[0]))
		for i, row := range some {
			if i > 0 {
				sql.WriteString(", ")
			}
			sql.WriteString(placeholders(len(args)+1, len(row)))
			args = append(args, row...)
		}
		sql.WriteString(" " + onConflict)
		all = append(all, exec(sql.String(), args...))
	}
	return all
}

// placeholders returns "($3, $4)" for two parameters from the third on.
func placeholders(first, n int) string {
	all := make([]string, n)
	for i := range all {
		all[i] = "$" + strconv.Itoa(first+i)
	}
	return "(" + strings.Join(all, ", ") + ")"
}

// setOfRows stands for a set of rows, called r, in the statements of manyRows.
const setOfRows = "<rows>"

// A manyRows is a statement for one row, and what does the same for a set of them
// where databases know sets.
type manyRows struct {
	one, set string
	columns  string // the parameters of one, and the columns of the set
}

// each returns statements that do it for all rows.
func (m manyRows) each(sets bool, rows [][]any) []*Statement {
	if sets && len(rows) > 0 {
		args := columnsOf(rows)
		return []*Statement{exec(strings.Replace(m.set, setOfRows, unnest(args)+" AS r ("+m.columns+")", 1), args...)}
	}
	all := make([]*Statement, len(rows))
	for i, row := range rows {
		all[i] = exec(m.one, row...)
	}
	return all
}

// columnsOf turns rows of int64, string and []byte into their columns, as arrays.
func columnsOf(rows [][]any) []any {
	columns := make([]any, len(rows[0]))
	for j, first := range rows[0] {
		switch first.(type) {
		case int64:
			columns[j] = column[int64](rows, j)
		case string:
			columns[j] = column[string](rows, j)
		case []byte:
			columns[j] = column[[]byte](rows, j)
		default:
			panic(fmt.Sprintf("sqlstore: column %d is a %T", j+1, first))
		}
	}
	return columns
}

func column[T any](rows [][]any, j int) []T {
	all := make([]T, len(rows))
	for i, row := range rows {
		all[i] = row[j].(T) //nolint:forcetypeassert // all rows of a statement have the same types
	}
	return all
}

// unnest returns the expression that makes rows of the columns, which are the first
// parameters.
func unnest(columns []any) string {
	types := make([]string, len(columns))
	for i, c := range columns {
		types[i] = "$" + strconv.Itoa(i+1) + "::"
		switch c.(type) {
		case []int64:
			types[i] += "bigint[]"
		case []string:
			types[i] += "text[]"
		default:
			types[i] += "bytea[]"
		}
	}
	return "unnest(" + strings.Join(types, ", ") + ")"
}
