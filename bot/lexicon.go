package bot

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"
)

//go:embed lexicon/*.txt
var lexiconFiles embed.FS

// A cue is something that phrases of the lexicon show.
type cue uint8

// The cues, each explained in the file that has its phrases.
const (
	closingCue cue = iota
	fillerCue
	thanksCue
	warmCue
	yesCue
	agreeCue
	noCue
	greetingCue
	waitsCue
	butCue
	pingCue
	unfinishedCue
	photoCue
	personCue
	operatorCue
	operatorFirstCue
	noCallsCue
	legalCue
	eraseCue
	stopCue
	automaticCue
	automaticStartCue
	dangerCue
	despairCue
	adviceCue
	remedyCue
	longCue
	failedCue
	failedBeforeCue
	unkeptCue
	ratingCue
	bareRatingCue
	openHoursCue
	addressCue
	ourPhoneCue
	bookCue
	wishCue
	wantRussianCue
	wantRomanianCue
	deathCue
	illnessCue
	absentCue
	mindCue
	numCues
)

var cueNames = [numCues]string{
	"closing", "filler", "thanks", "warm", "yes", "agree", "no", "greeting", "waits", "but", "ping", "unfinished", "photo", "person", "operator", "operator-first",
	"nocalls", "legal", "erase", "stop", "automatic", "automatic-start", "danger", "despair", "advice", "remedy", "long",
	"failed", "failed-before", "unkept", "rating", "bare-rating", "open-hours", "address", "our-phone", "book", "wish", "want-russian", "want-romanian",
	"death", "illness", "absent", "mind",
}

// A lexicon holds the phrases by which the engine knows what a message asks for
// apart from its state and topic. It never changes after it is made.
type lexicon struct {
	russian, romanian trie
}

// embeddedLexicon returns the lexicon of this package.
var embeddedLexicon = sync.OnceValue(func() *lexicon {
	l, err := loadLexicon(lexiconFiles)
	if err != nil {
		panic(err) // the files are checked by this package's tests
	}
	return l
})

// loadLexicon reads all files of a folder. The error names everything that is
// wrong, by file and line.
func loadLexicon(fsys fs.FS) (*lexicon, error) {
	p := lexiconParser{lexicon: &lexicon{}}
	names, err := fs.Glob(fsys, "lexicon/*.txt")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		p.file(name, string(data))
	}
	for c := range numCues {
		for i, lang := range [...]string{"ru", "ro"} {
			if !p.has[c][i] {
				p.faults = append(p.faults, fmt.Errorf("lexicon: cue %s has no phrase in %s", cueNames[c], lang))
			}
		}
	}
	if err := errors.Join(p.faults...); err != nil {
		return nil, err
	}
	return p.lexicon, nil
}

// A lexiconParser reads files of phrases and collects their faults.
type lexiconParser struct {
	lexicon *lexicon
	cue     cue // of the section; numCues before the first
	has     [numCues][2]bool
	faults  []error
}

func (p *lexiconParser) file(name, text string) {
	p.cue = numCues
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		var err error
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[' && strings.Contains(line, "] "):
			err = p.section(line)
		default:
			err = p.phrases(line)
		}
		if err != nil {
			p.faults = append(p.faults, fmt.Errorf("%s:%d: %w", name, n, err))
		}
	}
}

// section begins a cue.
func (p *lexiconParser) section(line string) error {
	name, about, _ := strings.Cut(line[1:], "]")
	if strings.TrimSpace(about) == "" {
		return fmt.Errorf("cue %s has no meaning; write [%s] what it means", name, name)
	}
	for c := range numCues {
		if cueNames[c] == name {
			p.cue = c
			return nil
		}
	}
	p.cue = numCues
	return fmt.Errorf("there is no cue %q; the cues are %s", name, strings.Join(cueNames[:], ", "))
}

// phrases adds what one line stands for.
func (p *lexiconParser) phrases(line string) error {
	if p.cue == numCues {
		return errors.New("a phrase before the first [cue]")
	}
	tag, pattern, ok := strings.Cut(line, " ")
	lang, forbid := strings.CutSuffix(tag, "!")
	if !forbid {
		lang, _ = strings.CutSuffix(tag, ":")
	}
	t, key := &p.lexicon.russian, appendRussian
	if lang == "ro" {
		t, key = &p.lexicon.romanian, appendRomanian
	}
	if !ok || len(tag) != len(lang)+1 || lang != "ru" && lang != "ro" {
		return errors.New(`want a phrase after its language: "ru: …" or "ro: …", or "ru! …" for one that forbids the cue`)
	}
	all, err := phrases(pattern, key)
	if err != nil {
		return err
	}
	if lang == "ro" {
		p.has[p.cue][1] = true
	} else {
		p.has[p.cue][0] = true
	}
	for _, phrase := range all {
		t.insert(phrase, ending{p.cue, forbid})
	}
	return nil
}
