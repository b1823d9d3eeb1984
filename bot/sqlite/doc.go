// Package sqlite keeps conversations in one SQLite file, for a bot that runs as
// one process. It needs no server and no cgo.
//
//	store, err := sqlite.Open(ctx, "camerton.db", sqlite.Options{})
//	if err != nil { … }
//	defer store.Close()
//
// # Durability
//
// The file is in WAL mode with synchronous = FULL. A call that writes returns
// after the commit that holds its changes has been synced to the disk: that is
// the durability point. Calls that wait at the same time share a commit: one
// goroutine writes, and takes along whatever has come while the last commit was
// being synced. Each call has a savepoint of its own, so that one that fails
// takes nothing from the others.
//
// # One file, who may open it
//
// Several processes on one machine may have the file open at once: the bot, and
// the commands that look after it. What they write goes through SQLite's own
// locks, and leases hold between them as they do between replicas. A process
// that finds the file locked for longer than Options.Wait gives up with
// ErrLocked, having stored nothing. The file has to be on a local disk: WAL mode
// does not work over a network.
//
// Beside the file there are two more while it is open, with "-wal" and "-shm"
// after its name. The first holds what was committed last: never copy or move
// the file without it. Use Backup.
//
// # Faults
//
// Errors say what is wrong and what to do, and can be asked for by errors.Is:
// ErrFull, ErrReadOnly, ErrLocked, ErrCorrupt, ErrForeign, ErrNewer. After a
// full disk, a lock or a read-only file the store goes on by itself once the
// cause is gone; what returned an error was not stored.
package sqlite
