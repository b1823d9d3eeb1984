// Package timing says when: when a business is open, when a customer is
// answered, what time may be promised, and when we write first.
//
//	hours, _ := timing.ParseHours("Mon-Fri 09:00-18:00; Sat 10:00-14:00")
//	zone, _ := timing.LoadZone("Europe/Chisinau")
//	holidays, _ := timing.Holidays("md")
//	calendar, err := timing.NewCalendar(timing.Config{Hours: hours, Zone: zone, Holidays: holidays})
//	…
//	policy := timing.DefaultPolicy()
//	policy.Calendar = calendar
//	plan := policy.Plan(reading, timing.History{}, now)
//	fmt.Println(plan.SendAt, plan.AnswerBy.At)
//
// Everything here is a function of its arguments. No clock is read, nothing
// changes after it is made, and all of it may be used by any number of goroutines
// at once.
//
// # Business hours
//
// [ParseHours] reads hours as people write them in three languages. A [Calendar]
// puts them together with the public holidays of Moldova or Romania ([Holidays]),
// with rules of the business's own ([ParseRules] has their grammar) and with single
// days that differ. It counts business time ([Calendar.Add], [Calendar.Between])
// and is right when the clocks change.
//
// # The policy
//
// A [Policy] has a row for each state of a customer. These are the defaults; every
// figure can be changed:
//
//	state         window  delay  typing  answer by  follow-up
//	rushed        8s      0s     0s-0s   15m        1h
//	irritated     10s     0s     0s-2s   15m        next business morning
//	confused      15s     2s     3s-6s   30m        4h
//	tired         15s     2s     2s-4s   30m        next business day
//	enthusiastic  12s     0s     1s-3s   1h         next business day
//	neutral       12s     1s     2s-4s   30m        next business day
//
// The window runs from the customer's last line, so that a burst gets one answer.
// A line that looks unfinished makes it 25 s; it never goes beyond 45 s from the
// first line. After the window comes the delay, then we type for a time that
// follows from the length of the text, then the answer is sent. An answer to a
// customer who writes is sent at any hour. What we start ourselves waits for the
// end of the quiet hours, 21:00-08:00.
//
// A follow-up is sent once, if the customer does not answer our question: some
// time after it; or when the next business day begins, at 09:00 or with a later
// opening, and at least 4 h after the question; or a business day later at the same
// time of day. Where the channel lets us write for 24 hours only, a follow-up that
// would come later is moved to 15 minutes before the end, if the business is open
// then, or left out.
//
// # Promises
//
// "Answer by" is business time from the customer's last line. [Plan] turns it into
// a time that a person would say and that is watched afterwards:
//
//  1. It is rounded up by the clock on the wall: to 5 minutes if it is up to an
//     hour ahead, to 15 up to three hours, to 30 later on the same day, to a full
//     hour on another day.
//  2. If that carries it over a closing, it becomes the time 30 minutes after the
//     next opening, rounded up again: a shop that opens at 09:00 says "by 10:00".
//  3. From two days ahead on it should be told as a part of the day ("on Monday
//     morning"), though it is watched to the minute.
//
// So a promise is never in the past, never in closed time, never earlier than the
// policy's answer-by time and never later than that by more than one rounding. If
// the text goes out so late that less than half of the time is left, it counts
// from there instead. An earlier promise to the same customer that is sooner
// stands. A deadline that the customer named and that comes sooner is promised
// instead, rounded down, if at least 10 business minutes are left before it; then,
// and if too little is left, the customer is also answered with the pauses of the
// rushed row.
//
// # Clocks
//
// For every customer three clocks run: the first reply within 15 business minutes
// (an hour for later ones), the whole matter within a business day, and 12 hours of
// wall time without an answer of any kind. Warnings come at 50 % and 80 % of the
// business time of each clock, and of each promise.
package timing
