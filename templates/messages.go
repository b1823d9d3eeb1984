package templates

import (
	"slices"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/feature/plural"
)

// A message is one entry of a locale file: an id and its text, or its plural
// forms.
type message struct {
	id      string
	about   string
	forms   map[plural.Form]string
	lang    int
	source  source
	overlay bool // from a business's own folder
}

// fault makes a fault at the message.
func (m message) fault(problem, fix string) Fault { return m.source.fault(m.id, problem, fix) }

// plural reports whether the message chooses its form by a number.
func (m message) plural() bool {
	_, other := m.forms[plural.Other]
	return len(m.forms) > 1 || !other
}

// readMessages reads one locale file. What is wrong is reported, and the rest
// of the file is still returned.
func readMessages(l layer, file string, lang int, faults *Faults) []message {
	data, ok := l.read(file, faults)
	if !ok {
		return nil
	}
	tree, src := parseTOML(l.path(file), data, faults)
	if tree == nil {
		return nil
	}
	prune(src, "", tree, faults)
	if len(tree) == 0 {
		return nil
	}
	decoded := func(_ []byte, v any) error {
		*v.(*any) = tree
		return nil
	}
	parsed, err := i18n.ParseMessageFileBytes(data, file, map[string]i18n.UnmarshalFunc{"toml": decoded})
	if err != nil {
		faults.add(Fault{File: src.name, Problem: err.Error(), Fix: "write it in the format of go-i18n"})
		return nil
	}
	messages := make([]message, 0, len(parsed.Messages))
	for _, m := range parsed.Messages {
		messages = append(messages, message{m.ID, m.Description, formsOf(m), lang, src, false})
	}
	slices.SortFunc(messages, func(a, b message) int { return strings.Compare(a.id, b.id) })
	return messages
}

// formsOf returns the texts of a message that are not empty.
func formsOf(m *i18n.Message) map[plural.Form]string {
	forms := map[plural.Form]string{}
	for form, text := range map[plural.Form]string{
		plural.Zero: m.Zero, plural.One: m.One, plural.Two: m.Two,
		plural.Few: m.Few, plural.Many: m.Many, plural.Other: m.Other,
	} {
		if text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n")); text != "" {
			forms[form] = text
		}
	}
	return forms
}

// The keys that have a meaning inside a message. go-i18n gives up the whole
// file where they stand beside others, or where a value is no text; prune drops
// just those and says where they are.
var (
	formKeys     = []string{"zero", "one", "two", "few", "many", "other"}
	reservedKeys = append([]string{"id", "description", "hash", "leftdelim", "rightdelim", "translation"}, formKeys...)
)

func isReserved(key string, v any) bool {
	_, text := v.(string)
	return text && slices.Contains(reservedKeys, strings.ToLower(key))
}

// prune removes from a file's tree what can't be a message, with a fault each.
func prune(src source, path string, tree map[string]any, faults *Faults) {
	keys := sortedKeys(tree)
	isMessage := path != "" && slices.ContainsFunc(keys, func(k string) bool { return isReserved(k, tree[k]) })
	for _, key := range keys {
		at := join(path, key)
		drop := func(problem, fix string) {
			faults.add(src.fault(at, problem, fix))
			delete(tree, key)
		}
		switch v := tree[key].(type) {
		case string:
			if path == "" && isReserved(key, v) {
				drop("the text has no id", "give it one, as in [price.neutral] and a = \"…\" below it")
			} else if isMessage {
				pruneText(key, drop)
			}
		case map[string]any:
			if isMessage {
				drop("the name "+key+" stands beside text forms", "move the forms ("+strings.Join(formKeys[1:], ", ")+") into a table of their own")
				continue
			}
			if prune(src, at, v, faults); len(v) == 0 {
				delete(tree, key)
			}
		default:
			drop("this is "+typeName(v)+", not a text", "put it in quotes")
		}
	}
}

// pruneText checks one text inside a message.
func pruneText(key string, drop func(problem, fix string)) {
	switch lower := strings.ToLower(key); {
	case lower == "id" || lower == "translation":
		drop("the key "+key+" can't be used", "the id is the path of tables, as in [price.neutral] and a = \"…\"")
	case lower == "leftdelim" || lower == "rightdelim":
		drop("other brackets can't be used", "write variables as {{.Name}}")
	case !slices.Contains(reservedKeys, lower):
		drop("the name "+key+" stands beside text forms", "move "+key+" or the forms into a table of their own")
	}
}
