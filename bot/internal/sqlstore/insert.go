package sqlstore

import (
	"strconv"
	"strings"
)

// maxRows is how many rows one statement inserts at most. Each number of rows is
// a statement of its own, which connections keep prepared.
const maxRows = 16

// insert returns statements that insert rows into a table, whose name is followed
// by its columns. Most of what a statement costs is not the row.
func insert(into, onConflict string, rows [][]any) []*Statement {
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
