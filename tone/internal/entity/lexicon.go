package entity

import (
	"embed"
	"slices"
	"sync"

	"github.com/camerton/camerton/tone/internal/entity/vocab"
	"github.com/camerton/camerton/tone/internal/feature"
)

//go:embed *.txt
var files embed.FS

// The words are in two vocabularies. In the first are those that make or lead to
// an entity: every word of a message is looked up there.
var (
	coreFiles = []string{"numbers.txt", "calendar.txt", "money.txt", "links.txt"}
	coreNames = []string{
		"number", "scale", "andhalf", "half", "quarter", "ordinal", "rank", "dayrank", "hourrank", "often", "about",
		"day", "daypart", "weekday", "shortday", "weekend", "month", "doubtful", "dayword", "year", "part", "partform",
		"named", "hour", "halfto", "oclock", "clockword", "unit", "inverse", "single", "span", "kindofday", "endof",
		"next", "last", "this", "currency", "coin",
		"until", "at", "for", "ondate", "since", "dated", "between", "to", "through", "within", "withinone",
		"agobefore", "agobehind", "already", "minus", "plus", "of", "article",
		"order", "paper", "numero", "own", "times", "message",
	}
)

// The classes of the first vocabulary, in the order of their names. What they
// hold is said in the files.
const (
	number vocab.Class = iota
	scale
	andHalf
	half
	quarter
	ordinal
	rank
	dayRank
	hourRank
	often
	about
	day
	dayPart
	weekday
	shortDay
	weekend
	month
	doubtful
	dayWord
	yearWord
	part
	partForm
	named
	hourWord
	halfTo
	oClock
	clockWord
	unit
	inverse
	single
	span
	kindOfDay
	endOf
	next
	last
	this
	currency
	coin
	until
	at
	forDay
	onDate
	since
	dated
	between
	to
	through
	within
	withinOne
	agoBefore
	agoBehind
	already
	minus
	plus
	of
	article
	order
	paper
	numero
	own
	times
	message
)

// In the second vocabulary are the words that change what stands near them. They
// are looked up only where there is something to change.
var (
	aroundFiles = []string{"around.txt"}
	aroundNames = []string{
		"notime", "wait", "contact", "leave", "latest", "left", "ends", "event", "need", "needend", "small",
		"past", "auxiliary", "participle", "notpast", "steady", "many", "negation", "counted", "place", "price",
	}
)

// The classes of the second vocabulary.
const (
	noTime vocab.Class = iota
	wait
	contact
	leave
	latest
	left
	ends
	event
	need
	needEnd
	small
	past
	auxiliary
	participle
	notPast
	steady
	many
	negation
	counted
	place
	price
)

// A lexicon is what is known of words.
type lexicon struct {
	core, around *vocab.Vocabulary
}

// embedded returns the lexicon that comes with the package. A fault in its files
// is found by this package's tests, so here it is a panic.
var embedded = sync.OnceValue(func() *lexicon {
	return &lexicon{core: load(coreNames, coreFiles), around: load(aroundNames, aroundFiles)}
})

// Warm reads the lexicon that comes with the package, which else is read when it is
// needed first.
func Warm() { embedded() }

// Negates reports whether unit i of a message is a word that negates the next
// one. It is false where there is no such unit.
func Negates(msg *feature.Message, i int) bool {
	w, _ := embedded().around.At(msg, i)
	return w.Classes().Has(negation)
}

func load(classes, names []string) *vocab.Vocabulary {
	var list []vocab.File
	for _, name := range names {
		text, err := files.ReadFile(name)
		if err != nil {
			panic(err)
		}
		list = append(list, vocab.File{Name: name, Text: string(text)})
	}
	v, err := vocab.Load(classes, valueOf, list...)
	if err != nil {
		panic(err)
	}
	return v
}

// The units of time.
const (
	minutes = iota + 1
	hours
	days
	weeks
	months
	years
)

var unitNames = []string{"minute", "hour", "day", "week", "month", "year"}

// currencies are the codes of the currencies; the value of a currency is its
// place here.
var currencies = []string{"", "MDL", "RON", "EUR", "USD", "RUB", "UAH"}

// valueOf reads the values in the files that have names.
func valueOf(name string) (int, bool) {
	for _, names := range [][]string{unitNames, partNames} {
		if i := slices.Index(names, name); i >= 0 {
			return i + 1, true
		}
	}
	i := slices.Index(currencies, name)
	return i, i > 0
}
