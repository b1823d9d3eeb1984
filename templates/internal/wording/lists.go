package wording

import (
	"embed"
	"io/fs"
	"path"
	"strings"
	"sync"
)

//go:embed words
var files embed.FS

// Languages are the languages of the lists, in the order of their indexes.
var Languages = [2]string{"ru", "ro"}

// Lists returns the names of the lists of a language, sorted.
func Lists(lang int) []string {
	names, _ := fs.Glob(files, "words/"+Languages[lang]+"/*.txt")
	for i, name := range names {
		names[i] = strings.TrimSuffix(path.Base(name), ".txt")
	}
	return names
}

// Load reads lists of a language. It panics if there is no such list: their
// names are constants of this module.
func Load(lang int, names ...string) []List {
	lists := make([]List, 0, len(names))
	for _, name := range names {
		lists = append(lists, List{name, entriesOf(lang, name)})
	}
	return lists
}

func entriesOf(lang int, name string) []Entry {
	data, err := files.ReadFile("words/" + Languages[lang] + "/" + name + ".txt")
	if err != nil {
		panic(err)
	}
	var entries []Entry
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			entries = append(entries, parseEntry(line))
		}
	}
	return entries
}

// Compile makes a matcher of lists of this package. It panics if an entry is no
// pattern, which a test rules out.
func Compile(lang int, lists ...List) *Matcher {
	m, err := NewMatcher(numerals(lang), lists...)
	if err != nil {
		panic(err)
	}
	return m
}

// Set returns the words of a list of single words.
func Set(lang int, name string) map[string]bool {
	set := map[string]bool{}
	for _, entry := range entriesOf(lang, name) {
		words, err := expand(entry.Pattern)
		if err != nil {
			panic(err)
		}
		for _, word := range words {
			set[Fold(word)] = true
		}
	}
	return set
}

var unneededMatchers = [2]func() *Matcher{
	sync.OnceValue(func() *Matcher { return Compile(0, Load(0, "unneeded")...) }),
	sync.OnceValue(func() *Matcher { return Compile(1, Load(1, "unneeded")...) }),
}

var denialSets = [2]func() map[string]bool{
	sync.OnceValue(func() map[string]bool { return Set(0, "negation") }),
	sync.OnceValue(func() map[string]bool { return Set(1, "negation") }),
}

var numeralSets = [2]func() map[string]bool{
	sync.OnceValue(func() map[string]bool { return Set(0, "numeral") }),
	sync.OnceValue(func() map[string]bool { return Set(1, "numeral") }),
}

// numerals returns the numbers that are written as words.
func numerals(lang int) map[string]bool { return numeralSets[lang]() }

// abbreviations returns the abbreviations of both languages after whose dot a
// name or a number follows: nr., ул.
var abbreviations = sync.OnceValue(func() map[string]bool {
	set := Set(0, "abbreviation")
	for word := range Set(1, "abbreviation") {
		set[word] = true
	}
	return set
})
