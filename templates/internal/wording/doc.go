// Package wording finds words and phrases in a text: it splits a text into
// words, clauses and sentences, and looks for the phrases of word lists.
//
// A list is a file of words/ru or words/ro, one entry a line, "#" begins a
// comment. An entry is a phrase in small letters, е for ё:
//
//	в (кратчайшие|ближайшие) сроки | {{.PromiseBy}}
//	приносим [свои] извинения .. неудобств*
//	- к сожалению
//
// A bar sets apart what to write instead. (a|b) is one or the other, [a] may be
// missing; both may also stand inside a word. A word that ends or begins with *
// stands for all that begin or end so. ".." stands for up to three words, N for
// a number in digits or words, <Email> for that variable. A hyphen is a space.
// An entry after "- " is an exception: where it is found, no other entry of the
// list is.
//
// A phrase is found only inside one sentence, whatever marks stand between its
// words. Everything here is pure and safe for concurrent use.
package wording
