package templates

import (
	"maps"
	"slices"

	"github.com/camerton/camerton/templates/internal/wording"
)

// A wordRule is a list of words and phrases a language, in the patterns of
// package wording.
type wordRule struct {
	RU []string `toml:"ru"`
	RO []string `toml:"ro"`
}

func (w wordRule) in(lang int) []string {
	if lang == 0 {
		return w.RU
	}
	return w.RO
}

// apologyWords is the word list by which apologies are counted.
const apologyWords = "apology"

// toneLists are the word lists that come with Camerton for the tone of states.
var toneLists = []string{
	apologyWords, "cheer", "cliche", "excuse", "greeting", "guess", "homework", "jargon", "joy", "smalltalk",
}

// promiseLists are the kinds of promises whose words come with Camerton.
var promiseLists = []string{"answer", "arrange", "call", "check", "handover"}

// hasList reports whether there is a word list of that name.
func (c *contract) hasList(name string) bool {
	_, own := c.Words[name]
	return own || slices.Contains(toneLists, name)
}

// toneFinder makes the finder of all word lists that the tone rules name.
func (c *contract) toneFinder(lang int) *wording.Finder {
	if len(c.Words) == 0 {
		return wording.Known(lang, toneLists...)
	}
	lists := wording.Load(lang, toneLists...)
	for _, name := range sortedKeys(c.Words) {
		lists = append(lists, ownList(name, c.Words[name], lang))
	}
	return newFinder(lang, lists)
}

// promiseFinder makes the finder of the words that make promises.
func (c *contract) promiseFinder(lang int) *wording.Finder {
	var lists []wording.List
	var names []string
	ours := true
	for _, kind := range sortedKeys(c.Promises) {
		ours = ours && slices.Contains(promiseLists, kind) && len(c.Promises[kind].Cues.in(lang)) == 0
		names = append(names, wording.PromiseList+kind)
	}
	if ours {
		return wording.Known(lang, names...)
	}
	for _, kind := range sortedKeys(c.Promises) {
		if slices.Contains(promiseLists, kind) {
			lists = append(lists, wording.Load(lang, wording.PromiseList+kind)...)
		}
		lists = append(lists, ownList(wording.PromiseList+kind, c.Promises[kind].Cues, lang))
	}
	return newFinder(lang, lists)
}

// newFinder makes a finder of lists whose patterns have been checked.
func newFinder(lang int, lists []wording.List) *wording.Finder {
	f, err := wording.NewFinder(lang, lists...)
	if err != nil {
		panic(err) // ours are tested, the contract's are checked when it is loaded
	}
	return f
}

// ownList makes a list of what the contract says itself.
func ownList(name string, rule wordRule, lang int) wording.List {
	list := wording.List{Name: name}
	for _, pattern := range rule.in(lang) {
		list.Entries = append(list.Entries, wording.Entry{Pattern: pattern})
	}
	return list
}

// promisesIn returns the kinds of promises that words make, sorted; nil if none.
func promisesIn(f *wording.Finder, words []wording.Word) []string {
	counts := f.Count(words)
	if counts == nil {
		return nil
	}
	kinds := slices.Sorted(maps.Keys(counts))
	for i, list := range kinds {
		kinds[i] = list[len(wording.PromiseList):]
	}
	return kinds
}
