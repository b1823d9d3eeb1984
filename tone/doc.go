// Package tone reads a customer's message and says what state the customer is
// probably in, what the message is about and in which language, with the
// evidence for the verdict.
//
//	r := tone.Classify("Где мой заказ?! Третий день жду")
//	fmt.Println(r.State, r.Topic, r.Language) // irritated order_status ru
//
// # States
//
// A [State] is one of six: neutral, rushed, irritated, confused, tired,
// enthusiastic. It is what should change the tone of the reply, not a diagnosis
// of the person. A [Reading] gives the state with a calibrated confidence, an
// intensity from 0 to 3, sometimes a second state, and [Evidence]: spans of the
// message and facts of the [Context] that speak for it. When the two best
// states are too close the reader abstains: the state is then Neutral,
// Abstained is true, and the raw scores are still there to look at.
//
// # Languages
//
// Messages are Russian, Romanian, or both in one line, as people in Moldova
// type them: Russian in Latin letters ("spasibo, kogda budet zakaz"), Romanian
// without diacritics, with the old cedilla letters, or in Cyrillic. Language is
// found by token, so that a mixed line is seen as mixed.
//
// # What is promised
//
//   - Any bytes are answered: invalid UTF-8, an empty text and a megabyte give a
//     Reading, never an error or a panic. Only the first [MaxRunes] runes are
//     read; Reading.Truncated says that there were more.
//   - A [Classifier] never changes after it is made and may be used by any
//     number of goroutines at once. It reads no clock, file or network.
//   - The same input and the same model give the same Reading, bit for bit, on
//     one architecture.
//   - Offsets are byte offsets into the text as given.
package tone
