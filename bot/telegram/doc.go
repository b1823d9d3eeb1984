// Package telegram joins the engine of conversations to Telegram: it brings
// what happens in chats to a store, and is the [bot.Sender] that brings our
// texts to customers.
//
// # What comes in
//
// An [Adapter] learns what happened in one of two ways, by asking
// ([Adapter.Poll]) or by being told ([Adapter.Webhook]). In both an update is
// stored before Telegram is told that we have it, so that a kill at any moment
// loses nothing; the store knows again what it has been given twice. Nothing
// that waits at Telegram is thrown away at the start.
//
// Every update becomes at most one event of a conversation. What it is about is
// read leniently: an update of a kind that this package does not know, or in a
// form that it can't read, is passed over and is never an error, because
// Telegram would bring it again and again and nothing after it.
//
//   - In private chats all that people write and send is brought.
//   - In groups only what is addressed to the bot: a mention, a reply to one of
//     its messages, a command with its name.
//   - In the chats of business accounts, what customers write; what the owner
//     writes by hand, which means that a person answers; and what the bot
//     itself wrote there. A greeting or away message that Telegram sends for
//     the owner is no person's.
//
// The key of a conversation has the id of the chat and, for a business account,
// the user id of its owner. Ids of business connections change with every
// setting; which of them counts is kept in the store.
//
// # What goes out
//
// Texts go out as they are, never with a parse mode, cut at the ends of
// sentences where one message can't hold them. Limits on how many messages are
// sent are kept of our own accord ([Limits]), and when Telegram asks for
// patience all the same the chat waits as long as it is told.
//
// How a call ended is told with care. Delivered is what Telegram says that it
// has sent. Failed is what certainly had no effect: no connection came about,
// or nothing of the call was written. Once a call was written, everything but a
// clear answer leaves it open whether the customer has the text: a timeout, a
// dropped connection, half an answer, and every 5xx too, for it may come from
// something between us and Telegram. These are Unknown.
//
// # What is logged
//
// Ids, kinds and errors. Texts, names, file names, telephone numbers and the
// token are not.
package telegram
