// Package entity finds in a message what a reply or an operator can use: order
// numbers, amounts, dates and times, deadlines, phone numbers, e-mail addresses,
// how often the customer has written and how long they have waited.
//
// The words are in the .txt files beside this one, in every form that customers
// use; their grammar is in the package comment of vocab. The rules here know only
// what the words are good for, not the words themselves, so they are the same for
// Russian and Romanian in all their spellings.
//
// # Spans
//
// A span begins and ends at the edges of words. It holds the words that make the
// thing what it is: "заказ 48213", "до 18:00", "plec la 5", "третий раз пишу".
// Spans don't overlap: of two that would, the longer stands, and of two as long
// the one whose kind comes first in the list of kinds. Spans are no longer than a
// phrase, and a message is read in one pass.
//
// # Times
//
// A time is resolved against the moment at which the message came, by the clock
// on the wall there.
//
//   - A time of day without a day is the next one. A minute that has begun is
//     not past yet.
//   - A weekday is the next such day, not today. "Next Friday" is the Friday of
//     the next week, which begins on Monday; "this" may be today.
//   - A date without a year is the next such date, today among them. "The 13th,
//     a Friday" is the next 13th that is a Friday, if one comes within two
//     months, else the next 13th.
//   - What was is in the past: "вчера", "acum 2 zile", "в прошлую пятницу",
//     "заказ от 5 мая", and a weekday, date or time of day beside a verb in the
//     past tense ("звонил в 10", "am comandat luni"), but for verbs of plans and
//     promises. Behind "since" ("с пятницы") it is the nearest, before or after,
//     and of dates the last unless the next comes within a month.
//   - "In two hours" counts from the message; in days, weeks and months it is a
//     day. Beside a verb in the past tense it tells a story and is left out.
//   - An hour from 1 to 12 without minutes is of the morning or the afternoon,
//     whichever comes next between 7:00 and 22:00; with a part of the day, "5
//     утра", it is what that says. With minutes in figures, or with a leading
//     zero, it is as it is written, but 1:00 to 5:59 are of the afternoon: buses
//     leave at 6:40, and shops shut at 4:30. "12 ночи" and midnight end the day.
//   - Without an hour the time is the beginning of the day, and HasClock is
//     false. A part of the day is the hour at which it begins: morning 8, noon
//     12, lunch 13, afternoon 14, evening 18, night 22.
//   - A range, "с 9 до 18", "12-15 august", is its beginning.
//   - "The end of the day, week, month" is its last day.
//
// Where the clock is put forward an hour is missing; a time in it comes out an
// hour earlier or later, as time.Date has it.
//
// # Deadlines
//
// A moment is a deadline behind "by" or "before" ("до 18:00", "к пятнице", "pana
// maine", "nu mai tarziu de 5"), before "at the latest", beside a verb that says
// that the customer goes or that something shuts, starts or runs out ("через час
// уезжаю", "plec la 5", "закрывается в 6"), beside an event that doesn't wait
// ("поезд в 20:15", "nunta e maine"), and beside "is needed". "До поезда сорок
// минут" is one too.
//
// # The rest
//
//   - An amount is a number with a currency, in figures or in words, or without
//     one right behind "цена", "costa" and the like. A point or comma before
//     three digits parts thousands. Of a range the first figure counts. Lei are
//     Moldovan (MDL) unless the text says that they are Romanian.
//   - An order number stands behind a word for an order, or behind "№" or "#",
//     or, from four digits on, behind "number". What is counted, measured, paid
//     or an address is none. Its letters, as in "A-1049", are left out of Number.
//   - A phone number is Moldovan, Romanian, Russian, or has its +.
//   - A count of contacts is "third time", "5 times", "twice" near a verb of
//     writing, calling or asking, or "the third message".
//   - A wait is a length of time near a verb of waiting or silence, or behind
//     "already" or, in Romanian, "de" at the head of a clause, or a rank with a
//     unit: "третий день". The third day is 48 hours: two have passed. "A couple"
//     is 2, "a few" 3. "Since the morning" counts from when that began.
package entity
