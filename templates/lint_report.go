package templates

import (
	"embed"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"github.com/camerton/camerton/tone"
)

//go:embed messages/*.toml
var messageFiles embed.FS

// MessageLanguages are the languages of [LintOptions].Messages.
func MessageLanguages() []string { return []string{"en", "ru", "ro"} }

// A sayer has the words of findings in one language.
type sayer struct {
	words map[string]struct {
		Message string `toml:"message"`
		Fix     string `toml:"fix"`
	}
}

func newSayer(lang string) (*sayer, error) {
	if lang == "" {
		lang = MessageLanguages()[0]
	}
	if !slices.Contains(MessageLanguages(), lang) {
		return nil, fmt.Errorf("templates: there are no messages in language %q; ask for en, ru or ro", lang)
	}
	data, err := messageFiles.ReadFile("messages/lint." + lang + ".toml")
	if err != nil {
		return nil, fmt.Errorf("templates: %w", err)
	}
	s := &sayer{}
	if err := toml.Unmarshal(data, &s.words); err != nil {
		return nil, fmt.Errorf("templates: messages/lint.%s.toml: %w", lang, err)
	}
	return s, nil
}

// say returns what is wrong and what to do about it. The args are pairs of a
// name that stands in curly brackets and its value.
func (s *sayer) say(rule, variant string, args []string) (message, fix string) {
	key := rule
	if variant != "" {
		key += "_" + variant
	}
	words, ok := s.words[key]
	if !ok {
		panic(fmt.Sprintf("templates: no message for %q", key))
	}
	pairs := make([]string, 0, len(args))
	for i := 0; i+1 < len(args); i += 2 {
		pairs = append(pairs, "{"+args[i]+"}", args[i+1])
	}
	r := strings.NewReplacer(pairs...)
	return r.Replace(words.Message), r.Replace(words.Fix)
}

// add adds a finding unless the same has been told.
func (l *linter) add(f Finding, variant string, args []string) {
	f.Message, f.Fix = l.say.say(f.Rule, variant, args)
	if f.Severity = ruleNamed(f.Rule).Severity; variant == "advice" {
		f.Severity = Warning
	}
	at := findingAt{f.File, f.Key, f.Rule, f.Message, f.Start}
	if f.Start > 0 {
		at.message = "" // one place needs to be told once
	}
	if l.seen[at] {
		return
	}
	l.seen[at] = true
	l.findings = append(l.findings, f)
}

// addAt reports a rule at bytes of the text's file.
func (l *linter) addAt(t *lintText, rule, variant string, start, end int, args ...string) {
	line, column := position(t.file.src, start)
	l.add(Finding{
		File: t.file.name, Line: line, Column: column, Key: t.message.id, Language: langs[t.lang],
		Rule: rule, Start: start, End: end,
	}, variant, args)
}

// position returns the line and the column of a byte, both from 1.
func position(src string, at int) (line, column int) {
	before := src[:min(at, len(src))]
	lineStart := strings.LastIndexByte(before, '\n') + 1
	return strings.Count(before, "\n") + 1, utf8.RuneCountInString(before[lineStart:]) + 1
}

// addText reports a rule that is about the text as a whole.
func (l *linter) addText(t *lintText, rule, variant string, args ...string) {
	l.addAt(t, rule, variant, t.decoded.at[0], t.decoded.at[len(t.decoded.text)], args...)
}

// addKey reports a rule that is about a message's id.
func (l *linter) addKey(m message, rule, variant string, args ...string) {
	fault := m.fault("", "")
	l.add(Finding{File: fault.File, Line: fault.Line, Column: min(fault.Line, 1), Key: m.id, Language: langs[m.lang], Rule: rule}, variant, args)
}

// addFaults reports faults that make the set unfit to be loaded.
func (l *linter) addFaults(faults Faults) {
	for _, f := range faults {
		l.add(Finding{File: f.File, Line: f.Line, Column: min(f.Line, 1), Key: f.Key, Rule: "contract"}, "", []string{"detail", f.Problem, "fix", f.Fix})
	}
}

// addSyntax reports faults of the files' form.
func (l *linter) addSyntax(faults Faults) {
	for _, f := range faults {
		l.add(Finding{File: f.File, Line: f.Line, Column: min(f.Line, 1), Key: f.Key, Language: languageOf(f.File), Rule: "syntax"},
			"", []string{"detail", f.Problem, "fix", f.Fix})
	}
}

// languageOf returns the language in a file's name.
func languageOf(file string) tone.Language {
	for _, lang := range langs {
		if strings.HasSuffix(file, "."+lang.String()+".toml") {
			return lang
		}
	}
	return tone.LanguageNone
}

func asFaults(err error) Faults {
	var faults Faults
	errors.As(err, &faults)
	return faults
}
