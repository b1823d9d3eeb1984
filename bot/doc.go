// Package bot is the engine of a conversation: it receives what happens in a
// chat, decides what to answer and when, and sends it, so that nothing is lost,
// a burst of lines gets one answer, and nobody is talked over.
//
// # The parts
//
// A [Brain] decides. It is a function of its arguments: the [History] of the
// conversation, the [Event] that has just happened, and the time. It reads no
// clock and keeps nothing.
//
// A History is the fold of a conversation's events. Events are only ever
// appended; every decision is one of them, with its reasons, so that what was
// done and why can be read, and replayed, later.
//
// An [Engine] runs conversations for good: it takes them from a [Store], one
// holder at a time, lets the Brain decide, commits, and hands what is due to a
// [Sender]. Stores and senders are adapters in folders named after what they
// adapt: bot/sqlite, bot/postgres, bot/telegram.
//
// # One conversation, one holder
//
// All work of a conversation is done under a lease on the conversation, never
// on its single messages. The holder takes the incoming events in the order in
// which they were stored, then the timers that are due, and commits everything
// that follows from them in one transaction. Then it sends what is due, in
// order. So the order of a conversation holds across any number of workers and
// replicas. A lease that was lost stops its holder: the store refuses whatever
// it still tries to write ([ErrLost]).
//
// # What is promised about sending
//
// An answer is stored before it is sent. That it is about to be sent is stored
// before the call, and how the call ended after it. If the end is not known,
// because of a crash or a timeout between the call and its answer, the send is
// marked [SendUnknown] and stays listed as such; answers to a customer are then
// sent again (at least once), what we start ourselves is not (at most once). See
// [SendKind].
package bot
