//go:build unix

package sqlite

import "syscall"

// writable returns an error if the file at path may not be written by us. It
// does not open the file: to close it again would take the locks away that
// SQLite may have on it in this process.
func writable(path string) error {
	const write = 2
	return syscall.Access(path, write)
}
