package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/camerton/camerton/locales"
	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/tone"
)

type lintCommand struct {
	Dir      string `arg:"" optional:"" help:"A folder of own texts, checked over the embedded ones, or one with a whole contract.toml, checked by itself. Without it, the embedded texts."`
	Format   string `enum:"text,json,sarif" default:"text" help:"Output: text for people, json for programs (JSON Lines), sarif for CI and editors."`
	Messages string `enum:"en,ru,ro" default:"en" help:"Language of the messages: en, ru or ro."`
	Strict   bool   `help:"Exit status 1 for warnings too."`
	Fix      bool   `help:"Mend what a program can: quotes, dashes, spaces, letters of the wrong alphabet. The files are changed in place."`
	Diff     string `placeholder:"REV" help:"Only what the folder has over this revision of git."`
	Informal bool   `help:"The house says ты and tu instead of вы and dumneavoastră."`
}

// Help is shown under the flags.
func (*lintCommand) Help() string {
	return `Every finding is a line: file:line: key: what is wrong — what to do. The exit status is 1 if there are errors. The rules are explained in docs/lint.md.

Examples:
  camerton lint
  camerton lint my-texts --messages ru
  camerton lint my-texts --fix
  camerton lint locales --diff main --format sarif`
}

// Run checks the texts and prints what is wrong.
func (c *lintCommand) Run(ctx context.Context, p *program) error {
	findings, err := c.lint(ctx)
	if err != nil {
		return err
	}
	if c.Fix {
		if findings, err = c.fix(ctx, p, findings); err != nil {
			return err
		}
	}
	if err := c.print(p, findings); err != nil {
		return err
	}
	if slices.ContainsFunc(findings, func(f templates.Finding) bool { return c.Strict || f.Severity == templates.Error }) {
		return errWrong
	}
	return nil
}

// lint checks the folder, and with --diff only what it adds.
func (c *lintCommand) lint(ctx context.Context) ([]templates.Finding, error) {
	if c.Dir != "" {
		if err := holdsTexts(c.Dir); err != nil {
			return nil, err
		}
	}
	findings, err := c.lintFolder(c.Dir, os.DirFS(c.Dir))
	if err != nil || c.Diff == "" {
		return findings, err
	}
	if c.Dir == "" {
		return nil, usage(errors.New("--diff compares a folder: name it"))
	}
	before, err := folderAt(ctx, c.Dir, c.Diff)
	if err != nil {
		return nil, err
	}
	old, err := c.lintFolder(c.Dir, before)
	return added(old, findings), err
}

// lintFolder checks a folder under the name that the user gave it; "" are the
// embedded texts.
func (c *lintCommand) lintFolder(name string, fsys fs.FS) ([]templates.Finding, error) {
	options := templates.LintOptions{Messages: c.Messages, Informal: c.Informal, Classify: ownReading, Loads: true}
	if name == "" {
		return templates.Lint(options, locales.FS)
	}
	folder := templates.Named(filepath.ToSlash(name), fsys)
	if templates.IsWhole(fsys) {
		return templates.Lint(options, folder)
	}
	return templates.Lint(options, locales.FS, folder)
}

// ownReading reads a reply as if a customer had written it.
func ownReading(text string) tone.Reading {
	return tone.Default().Classify(tone.Message{Text: text}, tone.Context{})
}

// added returns the findings that are not among the old ones, wherever they
// stand in their file.
func added(old, findings []templates.Finding) []templates.Finding {
	type known struct{ file, key, rule, message string }
	left := map[known]int{}
	for _, f := range old {
		left[known{f.File, f.Key, f.Rule, f.Message}]++
	}
	return slices.DeleteFunc(findings, func(f templates.Finding) bool {
		k := known{f.File, f.Key, f.Rule, f.Message}
		left[k]--
		return left[k] >= 0
	})
}

// fixRounds bounds how often the folder is linted anew after edits, which may
// have hidden others.
const fixRounds = 5

// fix applies the edits and returns what is left.
func (c *lintCommand) fix(ctx context.Context, p *program, findings []templates.Finding) ([]templates.Finding, error) {
	if c.Dir == "" {
		return nil, usage(errors.New("--fix changes a folder's files: name it"))
	}
	fixed := 0
	for range fixRounds {
		n, err := c.mend(findings)
		if err != nil {
			return nil, err
		}
		if n == 0 {
			break
		}
		fixed += n
		if findings, err = c.lint(ctx); err != nil {
			return nil, err
		}
	}
	_, err := fmt.Fprintf(p.err, "camerton: mended %d\n", fixed)
	return findings, err
}

// mend applies the edits to the files and returns how many.
func (c *lintCommand) mend(findings []templates.Finding) (int, error) {
	byFile := map[string][]templates.Finding{}
	for _, f := range findings {
		if f.Edit != nil {
			byFile[f.File] = append(byFile[f.File], f)
		}
	}
	all := 0
	for name, edits := range byFile {
		file := filepath.Join(c.Dir, filepath.Base(filepath.FromSlash(name)))
		src, err := os.ReadFile(file)
		if err != nil {
			return all, usage(err)
		}
		mended, n := templates.Mend(src, edits)
		if err := replaceFile(file, mended); err != nil {
			return all, err
		}
		all += n
	}
	return all, nil
}

// replaceFile changes a file as a whole or not at all.
func replaceFile(file string, data []byte) error {
	info, err := os.Stat(file)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	temp, err := os.CreateTemp(filepath.Dir(file), ".camerton-*")
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	_, err = temp.Write(data)
	if err == nil {
		err = temp.Chmod(info.Mode().Perm())
	}
	if closing := temp.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(temp.Name(), file)
	}
	if err != nil {
		_ = os.Remove(temp.Name())
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}

func (c *lintCommand) print(p *program, findings []templates.Finding) error {
	switch c.Format {
	case "json":
		return printFindings(p, findings)
	case "sarif":
		return printSARIF(p, findings)
	}
	wrong := 0
	for _, f := range findings {
		if f.Severity == templates.Error {
			wrong++
		}
		if _, err := fmt.Fprintf(p.out, "%s (%s)\n", f, f.Rule); err != nil {
			return err
		}
	}
	if len(findings) == 0 {
		_, err := fmt.Fprintln(p.out, "no faults")
		return err
	}
	_, err := fmt.Fprintf(p.err, "%d errors, %d warnings\n", wrong, len(findings)-wrong)
	return err
}

// printFindings writes a line of JSON for each finding.
func printFindings(p *program, findings []templates.Finding) error {
	e := json.NewEncoder(p.out)
	e.SetEscapeHTML(false)
	for _, f := range findings {
		if err := e.Encode(struct {
			File     string             `json:"file"`
			Line     int                `json:"line"`
			Column   int                `json:"column"`
			Key      string             `json:"key"`
			Language tone.Language      `json:"language"`
			Rule     string             `json:"rule"`
			Severity templates.Severity `json:"severity"`
			Message  string             `json:"message"`
			Fix      string             `json:"fix"`
			Fixable  bool               `json:"fixable"`
		}{f.File, f.Line, f.Column, f.Key, f.Language, f.Rule, f.Severity, f.Message, f.Fix, f.Edit != nil}); err != nil {
			return err
		}
	}
	return nil
}

// printFault writes a fault that loading found.
func printFault(p *program, format string, f templates.Fault) error {
	if format == "text" {
		_, err := fmt.Fprintln(p.out, f)
		return err
	}
	e := json.NewEncoder(p.out)
	e.SetEscapeHTML(false)
	return e.Encode(struct {
		File    string `json:"file"`
		Line    int    `json:"line"`
		Key     string `json:"key"`
		Problem string `json:"problem"`
		Fix     string `json:"fix"`
	}{f.File, f.Line, f.Key, f.Problem, f.Fix})
}
