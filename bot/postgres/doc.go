// Package postgres keeps conversations in a PostgreSQL database, for a bot that
// runs as several processes. PostgreSQL 12 or newer is needed.
//
//	store, err := postgres.Open(ctx, os.Getenv("DATABASE_URL"), postgres.Options{})
//	if err != nil { … }
//	defer store.Close()
//
// The tables are in the schema that connections find first, so that several bots
// share a database if each has its own search_path in the URL.
//
// # Durability
//
// A call that writes returns after the COMMIT of its transaction, with
// synchronous_commit = on whatever the server's default is: that is the
// durability point. The last statements of a call and its COMMIT go to the
// server together, so most calls take two round trips. Commits of several
// conversations that wait while others are under way go into one transaction, in
// which one statement does for all of them what is the same, and each of the calls
// returns after its COMMIT. Such a transaction waits for no lock: a conversation
// that somebody else has locked is left out, and committed alone. So is each of them
// if the server refuses what one of them brings.
//
// # Several processes
//
// Any number of processes may work on one database. A claim passes over the rows
// that another one has locked, so nobody waits for anybody, and the fence of a
// lease keeps out a process that was thought dead. A process learns of work that
// others left by looking (Config.Poll of the engine); there are no
// notifications, because whoever receives an event is also awake to work on it.
//
// # Faults
//
// Errors say what is wrong, and can be asked for by errors.Is: ErrUnavailable,
// ErrFull, ErrReadOnly, ErrForeign, ErrNewer, ErrClosed. Connections are made
// anew by themselves. A call that finds its connection broken, or its
// transaction ended by a deadlock or a shutdown, before it has asked for the
// commit begins again on another connection. If the connection breaks while the
// commit is under way the call returns ErrUnavailable, and what it wrote may have
// been stored.
package postgres
