// Package sqlstore keeps conversations in a SQL database. It holds what
// bot/sqlite and bot/postgres have in common: the statements, the form in which
// values are written, and the steps of a migration. What a database does its
// own way, such as making a transaction durable, is behind [Database].
//
// # Tables
//
//	conversation  a row each, with what decides when it is worked on, by whom
//	history       its snapshot, apart because it is long and changes less often
//	arrival       the update numbers that have come, so that none comes twice
//	identity      the messages that have come, for the same reason
//	inbox         incoming events that are unread; a row goes when it is read
//	burial        incoming events that were put aside
//	event         the log
//	send          the outbox
//	timer         what makes a conversation due
//	connection    by which connection an account is answered
//
// Migrations have the same numbers and names for every database, and the
// statements are the same text; only a few words in them differ (see
// [Dialect]). Where parameters may be arrays, what is done to many rows is one
// statement, and where they may not, one for each row or for a few.
//
// # Shared transactions
//
// Most of what a commit costs is not its rows. A database with one writer joins
// calls behind [Database]; for others commits share transactions here: those of
// several conversations that wait while two transactions are under way become
// the third. It locks their conversations, passing over those that somebody else
// has locked, then reads what is unread in them, and then writes all rows of a
// table with one statement. A commit that was passed over, or that was in a
// transaction which the server has refused, is made alone; so is one that forgets a
// conversation, whose rows are many.
//
// # When a conversation is worked on
//
// Four times say when, each the greatest number there is for never: unread_at
// (the first unread event came), due_at (a holder said so), poked_at (an
// operator revived a send) and retry_at (not earlier, after a failure; 0 if
// there was none). The database itself makes one of them, since: the time from
// which the conversation is due. It has an index that holds due conversations
// only, so that a store of a million quiet ones finds the next one at once.
//
// # Who works on it
//
// A claim writes lease_until and a fence, a number greater than all that were
// given before, for whatever conversation: so a lease from before a
// conversation was forgotten never fits the one that came after it. Every write
// of a holder begins by taking the conversation's row with the fence, which
// nobody else can write until the transaction ends.
//
// # Values
//
// Times are whole milliseconds since 1970 in UTC. Events and sends are JSON.
// Ids (of chats, accounts, sources, timers) are written so that they sort as
// their bytes do, in printable ASCII: "-100200" as it is, a space as "!20".
// Texts that a database would not take as they are, because of a zero byte or
// of bytes that are not UTF-8, have those bytes written as runes from U+10FF00
// on, and come back as they were.
package sqlstore
