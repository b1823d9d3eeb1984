// Package apitest is a Bot API server for the tests of Telegram bots. Towards
// the bot it behaves as api.telegram.org does, refusals and their wording
// included; at the other end there are people who write, press, block and wait.
//
// A bot of any library and any language is pointed at Server.URL instead of
// api.telegram.org, and the test plays the customer:
//
//	srv := apitest.New(apitest.Options{})
//	if err := srv.Start(); err != nil { … }
//	defer srv.Close()
//	startMyBot(srv.URL(), apitest.DefaultToken) // go-telegram/bot: WithServerURL
//
//	ana := srv.Customer(5)
//	ana.Say("Where is my order?")
//	answer, err := ana.Next(ctx)                // waits for the bot's message
//	ana.Press(answer.MessageID, "Tomorrow")     // a button under it
//	ana.Block()                                 // and now?
//
// It is for bots of everybody, not only of this module, and needs nothing
// else of it.
//
// # What it knows
//
// Methods lists the methods; any other is answered with 404, as the Bot API
// answers to what it does not know. Parameters may come as a multipart form,
// JSON, an urlencoded form or a query, under /bot<TOKEN>/ and, for bots of the
// test environment, /bot<TOKEN>/test/. Updates wait 24 hours, presses of
// buttons 150 seconds. Long polling confirms by offset, keeps back the hasty,
// ends the first of two pollers with 409 and remembers allowed_updates.
// Webhooks get their secret; deliveries are serial within a chat, parallel
// over chats up to max_connections, and repeated at once, after 2, 4, 8 … s,
// then every one to two minutes, or as Retry-After says; a method in the
// answer is carried out. Business accounts have connections whose id changes
// with their settings, rights, excluded chats and the window of 24 hours.
// Groups have members, privacy mode, topics and a migration.
//
// # Time
//
// Options.Clock is a Clock: the machine's, or a ManualClock that stands still
// until the test moves it, so that a day passes at once. Nothing in the server
// sleeps by any other clock.
//
// # What goes wrong
//
// Server.Inject puts a Fault into force: 429, an error as JSON or as a page of
// a proxy, a dropped connection, no answer, half an answer, a delay; before or
// after the call took effect; the nth time, or by a seeded chance. Options.Flood
// sets limits that work by themselves. Server.Stop, Server.Start and
// Server.Restart take it off the network and back, with all it knows.
//
// # The record
//
// Every call, update and delivery is an Entry, in one order: what was asked,
// what was answered and, apart from it, whether it took effect. Options.Record
// gets them as JSON Lines; Server.Wait and Server.Watch wait for them without
// sleeping. A checker that trusts neither the bot nor the test reads them.
//
// # Another process
//
// Control steers a server over HTTP: it does Actions, injects faults, reads
// the record. In another language it is plain JSON under /_control/:
//
//	POST   /_control/do       an Action or a list: {"do":"say","customer":5,"text":"Hello"}
//	POST   /_control/update   {"bot":0,"kind":"poll","payload":{…}}: an update as it is
//	GET    /_control/record   ?since=SEQ&limit=N&wait=10s: an Entry a line
//	GET    /_control/faults   those in force; POST puts a Fault or a list into force, DELETE ends all
//	POST   /_control/flood    Flood
//	POST   /_control/bots     BotConfig
//	GET    /_control/clock    the time; POST {"advance":"25h"} moves a ManualClock
//	POST   /_control/restart  {"down":"2s"}: off the network so long
//	GET    /_control/stats    Stats
//
// # How true it is
//
// Semantics and sentences follow the source of tdlib/telegram-bot-api v10.0
// and of TDLib, read in 2026; codes in capitals follow Telegram's published
// lists of errors. Where the real servers keep their rules to themselves, this
// one takes the strict side: texts and captions are measured in UTF-16 units
// (TDLib counts characters before it asks the server), a query may be answered
// once and for 150 seconds, a missing business right is BOT_ACCESS_FORBIDDEN.
// Not simulated: inline mode, payments, channels, polls, stories, stickers'
// sets, HTTPS certificates of webhooks on loopback, and the splitting of
// overlapping styles into nested ones.
package apitest
