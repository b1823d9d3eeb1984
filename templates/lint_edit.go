package templates

// checkTypography runs the rules whose findings a program may mend, and keeps
// the edits that leave the text with fewer faults than before: a space that one
// rendition needs is one too many in another.
func (l *linter) checkTypography(t *lintText) {
	first := len(l.findings)
	l.readTypography(t)
	for i := first; i < len(l.findings); i++ {
		if f := &l.findings[i]; f.Edit != nil && !l.mends(t, *f.Edit, len(l.findings)-first) {
			f.Edit = nil
		}
	}
}

func (l *linter) readTypography(t *lintText) {
	for _, v := range t.views {
		v.checkLetters()
		v.checkQuotes()
		v.checkDashes()
		v.checkSpaces()
		v.checkUnits()
	}
}

// mends reports whether the text has fewer faults after an edit.
func (l *linter) mends(t *lintText, e Edit, faults int) bool {
	src := t.file.src[:e.Start] + e.Text + t.file.src[e.End:]
	again := &linter{
		options: l.options, say: l.say, contract: l.contract, samples: l.samples, lists: l.lists, seen: map[findingAt]bool{},
	}
	edited := &lintText{
		message: t.message, id: t.id, head: t.head, phrase: t.phrase, form: t.form,
		file: &lintFile{t.file.name, src, scanKeys(src)},
	}
	if !again.makeLintText(edited) {
		return false
	}
	again.readTypography(edited)
	return len(again.findings) < faults
}
