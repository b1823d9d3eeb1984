package templates

import (
	"io/fs"
	"slices"
	"strings"

	"golang.org/x/text/feature/plural"

	"github.com/camerton/camerton/templates/internal/wording"
	"github.com/camerton/camerton/tone"
)

// LintOptions say how to lint. The zero value is how our own texts are linted,
// but for Classify.
type LintOptions struct {
	// Messages is the language of the messages: "en", "ru" or "ro"; empty is
	// English.
	Messages string

	// Informal says that the house says ты and tu; false is вы and dumneavoastră.
	Informal bool

	// Classify reads a finished text as if a customer had written it; nil leaves
	// the rule own-reading out.
	Classify func(text string) tone.Reading

	// Loads has the folders loaded too where no error was found, and reports what
	// [Load] refuses as rule contract: a phrase that is missing, a key of the
	// contract that no text has.
	Loads bool
}

// Lint reads the texts of the last folder, which lies over those before it, and
// returns everything that a copywriter should know, in the order of files and
// lines. The first folder must hold contract.toml, as for [Load]. docs/lint.md
// explains the rules. Nothing in the files is an error of Lint itself: that is
// only a language of messages that there is none of.
func Lint(options LintOptions, base fs.FS, over ...fs.FS) ([]Finding, error) {
	say, err := newSayer(options.Messages)
	if err != nil {
		return nil, err
	}
	l := &linter{options: options, say: say, seen: map[findingAt]bool{}, files: map[string]*lintFile{}}
	l.layers = newLoader(base, over).layers
	if !l.read() {
		return l.findings, nil
	}
	for lang := range langs {
		l.lintLanguage(lang)
	}
	l.compareLanguages()
	if options.Loads && !slices.ContainsFunc(l.findings, func(f Finding) bool { return f.Severity == Error }) {
		if _, err := newLoader(base, over).load(); err != nil {
			l.addFaults(asFaults(err))
		}
	}
	slices.SortStableFunc(l.findings, compareFindings)
	return l.findings, nil
}

// A linter lints one set of texts.
type linter struct {
	options  LintOptions
	say      *sayer
	layers   []layer
	contract *contract
	files    map[string]*lintFile         // of the last folder, by their names in findings
	messages [numLangs]map[string]message // of all folders
	own      [numLangs][]message          // of the last folder, in the order of their ids
	samples  [numLangs]Vars
	lists    [numLangs]*lintLists
	findings []Finding
	seen     map[findingAt]bool
}

// A findingAt is a place where a rule needs to be told only once.
type findingAt struct {
	file, key, rule, message string
	start                    int
}

// A lintFile is a file of the last folder.
type lintFile struct {
	name string
	src  string
	scan *lineScanner
}

// A lintText is one form of a message.
type lintText struct {
	message
	id      messageID
	head    string // the topic or family, even of an id that is wrong
	phrase  bool   // from which values are put together
	file    *lintFile
	form    plural.Form
	decoded decodedText
	program *program
	views   []*view
	over    overlong
}

// lintLists are the finders of one language.
type lintLists struct {
	tone, promises, address, literals, spelling *wording.Finder
	units, polite, denials                      map[string]bool
}

// read reads the contract and all files; false if the contract can't be used.
func (l *linter) read() bool {
	var faults Faults
	loading := loader{layers: l.layers}
	if loading.hasContract() {
		l.contract = readContract(l.layers, &faults)
	} else {
		faults = loading.faults
	}
	l.addFaults(faults)
	if faults != nil {
		return false
	}
	c := Catalog{contract: l.contract}
	for lang := range langs {
		l.messages[lang] = map[string]message{}
		l.samples[lang] = c.sample(lang)
		l.lists[lang] = newLintLists(l.contract, lang)
	}
	for depth := range l.layers {
		l.readLayer(depth)
	}
	return true
}

// newLintLists makes the finders of a language.
func newLintLists(c *contract, lang int) *lintLists {
	load := func(names ...string) *wording.Finder { return wording.Known(lang, names...) }
	return &lintLists{
		tone: c.toneFinder(lang), promises: c.promiseFinder(lang),
		address:  load(listFormal, listInformal),
		literals: load(listTime, listPrice),
		spelling: load(listSpelling),
		units:    wording.Set(lang, "unit"),
		polite:   wording.Set(lang, "polite"),
		denials:  wording.Set(lang, "negation"),
	}
}

// readLayer reads the files of one folder.
func (l *linter) readLayer(depth int) {
	folder, last := l.layers[depth], depth == len(l.layers)-1
	var faults Faults
	loading := loader{layers: l.layers}
	names, _ := fs.Glob(folder.fsys, "*.toml")
	for _, name := range names {
		if name == ContractFile || name == BusinessFile {
			continue
		}
		lang, ok := loading.fileLanguage(folder, name)
		if !ok {
			continue
		}
		if last {
			l.readSource(folder, name)
		}
		for _, m := range readMessages(folder, name, lang, &faults) {
			m.overlay = depth > 0
			if last {
				l.own[lang] = append(l.own[lang], m)
				l.checkTwice(m)
			}
			l.messages[lang][m.id] = m
		}
	}
	if last {
		l.addFaults(loading.faults)
		l.addSyntax(faults)
	}
}

func (l *linter) readSource(folder layer, name string) {
	var ignored Faults
	data, _ := folder.read(name, &ignored)
	file := &lintFile{name: folder.path(name), src: string(data)}
	file.scan = scanKeys(file.src)
	l.files[file.name] = file
}

// checkTwice reports an id that another file of the folder has too.
func (l *linter) checkTwice(m message) {
	if first, twice := l.messages[m.lang][m.id]; twice && first.overlay == m.overlay && first.source.name != m.source.name {
		l.addKey(m, "extra-key", "twice", "file", first.source.name)
	}
}

// lintLanguage checks the texts of one language.
func (l *linter) lintLanguage(lang int) {
	cells := map[string][]*lintText{}
	for _, m := range l.own[lang] {
		texts := l.lintMessage(m)
		if len(texts) > 0 && !texts[0].phrase && texts[0].id.head != "" {
			cells[cellKey(texts[0])] = append(cells[cellKey(texts[0])], texts[0])
		}
	}
	for _, name := range sortedKeys(cells) {
		l.compareVariants(cells[name])
	}
}

// lintMessage checks a message and returns its forms that can be read.
func (l *linter) lintMessage(m message) []*lintText {
	id, ok := l.checkID(m)
	l.checkForms(m)
	_, phrase := l.contract.Phrases[m.id]
	head, _, _ := strings.Cut(m.id, ".")
	var texts []*lintText
	for _, form := range formsInOrder {
		t := &lintText{message: m, head: head, phrase: phrase, file: l.files[m.source.name], form: form}
		if ok {
			t.id = id
		} else {
			t.id.state = anyState
		}
		if l.makeLintText(t) {
			texts = append(texts, t)
		}
	}
	l.checkAddress(texts)
	for _, t := range texts {
		l.checkText(t)
	}
	return texts
}

// formsInOrder are the plural forms in the order of grammar books.
var formsInOrder = []plural.Form{plural.Zero, plural.One, plural.Two, plural.Few, plural.Many, plural.Other}
