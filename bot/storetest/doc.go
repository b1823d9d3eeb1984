// Package storetest is the suite that every store of conversations passes: what
// bot.Store and bot.Archive promise, sentence by sentence, and what must hold
// when many do it at once.
//
//	func TestStore(t *testing.T) {
//		storetest.Exercise(t, func(t testing.TB) storetest.Store { … })
//	}
//
// Memory is a store in memory. It is the contract in plain words: random
// sequences of calls must give the same answers there and in the store under
// test. It also serves where a test needs a store and nothing that lasts.
//
// Times are arguments throughout, so the suite neither sleeps nor looks at a
// clock.
package storetest
