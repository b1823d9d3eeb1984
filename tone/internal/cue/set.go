package cue

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"path"
	"sync"

	"github.com/camerton/camerton/tone/internal/feature"
)

//go:embed *.txt
var files embed.FS

// stateFiles names the files in the order of the states.
var stateFiles = [...]string{
	"neutral.txt", "rushed.txt", "irritated.txt", "confused.txt", "tired.txt", "enthusiastic.txt",
}

// neutralState is the state whose cues cancel others.
const neutralState = 0

// Embedded returns the cues that come with the package. A fault in their files
// is found by this package's tests, so here it is a panic.
var Embedded = sync.OnceValue(func() *Set {
	set, err := Load(embedded)
	if err != nil {
		panic(err)
	}
	return set
})

func embedded(name string) (string, error) {
	text, err := files.ReadFile(name)
	return string(text), err
}

// A Set finds cues in messages. It is not modified by finding, so it may be used
// by several goroutines at once.
type Set struct {
	Cues []Cue
	Hash string // of the files' text, as 16 hexadecimal digits
	trie trie
}

// Load reads the files of the six states; read returns the text of one. The
// error joins what read returned and every fault, as "file:line: what"; with an
// error there is no set.
func Load(read func(name string) (string, error)) (*Set, error) {
	p := newParser()
	sum := sha256.New()
	for state, name := range stateFiles {
		text, err := read(name)
		if err != nil {
			p.faults = append(p.faults, err)
			continue
		}
		sum.Write([]byte(text))
		p.file(path.Base(name), text, state)
	}
	p.checkCues()
	if len(p.cues) > feature.MaxCues {
		p.faults = append(p.faults, fmt.Errorf("%d cues; there is room for %d", len(p.cues), feature.MaxCues))
	}
	s := &Set{Cues: p.cues, Hash: hex.EncodeToString(sum.Sum(nil)[:8]), trie: p.trie}
	if err := errors.Join(p.faults...); err != nil {
		return nil, err
	}
	return s, nil
}
