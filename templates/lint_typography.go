package templates

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/camerton/camerton/templates/internal/wording"
)

// The quotes of each language.
var houseQuotes = [numLangs][2]string{{"«", "»"}, {"„", "”"}}

// checkQuotes reports quotes that are not of the language. Those of the other
// kind may stand inside quotes.
func (v *view) checkQuotes() {
	depth := 0
	for at, r := range v.text {
		opening, closing := houseQuotes[v.lang][0], houseQuotes[v.lang][1]
		switch s := string(r); {
		case s == opening:
			depth++
		case s == closing && depth > 0:
			depth--
		case !strings.ContainsRune("\"“”„‟«»‹›'‘’‚`´", r), r == '`' || s == closing:
		case strings.ContainsRune("'’‘´", r) && unicode.IsLetter(v.before(at)) && unicode.IsLetter(v.after(at+len(s))):
		case depth > 0 && r != '"' && r != '\'' && !v.closesHouse(r):
		default:
			v.mendQuote(at, s, depth > 0)
			if depth > 0 && v.closesHouse(r) {
				depth--
			}
		}
	}
}

// closesHouse reports whether a mark is taken for the closing one: „…“ is
// German.
func (v *view) closesHouse(r rune) bool { return v.lang == 1 && r == '“' }

func (v *view) mendQuote(at int, mark string, inside bool) {
	side := 1
	if before := v.before(at); !inside && (before == 0 || unicode.IsSpace(before) || strings.ContainsRune("(—–«„", before)) {
		side = 0
	}
	v.mend("quotes", "", at, at+len(mark), houseQuotes[v.lang][side], "open", houseQuotes[v.lang][0], "close", houseQuotes[v.lang][1])
}

// houseDash is the dash of each language.
var houseDash = [numLangs]string{"—", "–"}

// dashes are hyphens and dashes that may be wrong.
var dashes = regexp.MustCompile(`-{2,}|-|—|–`)

// checkDashes reports hyphens in the place of dashes, and dashes without spaces.
func (v *view) checkDashes() {
	for _, at := range dashes.FindAllStringIndex(v.text, -1) {
		before, after := v.before(at[0]), v.after(at[1])
		left, right := unicode.IsSpace(before) && before != '\n', unicode.IsSpace(after)
		switch mark := v.text[at[0]:at[1]]; {
		case (mark == "-" || mark == "–") && (!left || !right):
		case len(mark) > 1 && mark[0] == '-' || mark == "-":
			v.mend("dash", "", at[0], at[1], houseDash[v.lang], "dash", houseDash[v.lang])
		case mark != houseDash[v.lang] && left && right:
			v.mend("dash", "", at[0], at[1], houseDash[v.lang], "dash", houseDash[v.lang])
		case mark == "—" && v.lang == 0:
			v.checkDashSpaces(at[0], at[1], before, after)
		}
	}
}

// checkDashSpaces reports a dash without spaces around it.
func (v *view) checkDashSpaces(start, end int, before, after rune) {
	left := before == 0 || unicode.IsSpace(before) || strings.ContainsRune("«„(", before)
	right := after == 0 || unicode.IsSpace(after) || strings.ContainsRune(",.!?", after)
	if left && right || unicode.IsDigit(before) && unicode.IsDigit(after) {
		return
	}
	mended := v.text[start:end]
	if !left {
		mended = "\u00a0" + mended
	}
	if !right {
		mended += " "
	}
	v.mend("dash", "spaces", start, end, mended)
}

var (
	doubleSpaces = regexp.MustCompile(`[ \x{a0}\t]{2,}`)
	spaceBefore  = regexp.MustCompile(`[ \x{a0}\t]+[,.!?:;…»”)]`)
	spaceAfter   = regexp.MustCompile(`[«„(][ \x{a0}\t]+`)
	lineEnd      = regexp.MustCompile(`[ \x{a0}\t]+\n|\n[ \x{a0}\t]+`)
)

// checkSpaces reports spaces that are too many, and those that are missing after
// a mark.
func (v *view) checkSpaces() {
	for _, at := range doubleSpaces.FindAllStringIndex(v.text, -1) {
		if !v.atEdge(at[0], at[1]) {
			size := v.sizeAt(at[0])
			v.mend("spaces", "double", at[0]+size, at[1], "")
		}
	}
	for _, at := range spaceBefore.FindAllStringIndex(v.text, -1) {
		mark := strings.TrimLeft(v.text[at[0]:at[1]], " \u00a0\t")
		if at[0] > 0 && v.before(at[0]) != '\n' && !v.isEllipsis(at[1], mark) && len(wording.Smileys(v.text[at[1]-len(mark):])) == 0 {
			v.mend("spaces", "before", at[0], at[1]-len(mark), "", "mark", mark)
		}
	}
	for _, at := range spaceAfter.FindAllStringIndex(v.text, -1) {
		size := v.sizeAt(at[0])
		v.mend("spaces", "inside", at[0]+size, at[1], "", "mark", v.text[at[0]:at[0]+size])
	}
	for _, at := range lineEnd.FindAllStringIndex(v.text, -1) {
		start, end := at[0], at[1]
		if v.text[start] == '\n' {
			start++
		} else {
			end--
		}
		v.mend("spaces", "line", start, end, "")
	}
	v.checkEdges()
	v.checkMissingSpaces()
}

// sizeAt returns how many bytes the rune at a byte has.
func (v *view) sizeAt(at int) int { return len(string(v.after(at))) }

// isEllipsis reports whether "..." stands where the mark ends.
func (v *view) isEllipsis(at int, mark string) bool {
	return mark == "." && strings.HasPrefix(v.text[at:], "..") || mark == "…"
}

// atEdge reports whether a part of the text is its beginning or its end, or
// those of a line.
func (v *view) atEdge(start, end int) bool {
	return start == 0 || end == len(v.text) || v.text[start-1] == '\n' || v.text[end] == '\n'
}

// checkEdges reports spaces around the text.
func (v *view) checkEdges() {
	const blanks = " \u00a0\t"
	text := v.text
	if trimmed := strings.TrimLeft(text, blanks); len(trimmed) < len(text) {
		v.mend("spaces", "edge", 0, len(text)-len(trimmed), "")
	}
	if trimmed := strings.TrimRight(text, blanks); len(trimmed) < len(text) {
		v.mend("spaces", "edge", len(trimmed), len(text), "")
	}
}

// checkMissingSpaces reports marks that the next word follows at once.
func (v *view) checkMissingSpaces() {
	for at, r := range v.text {
		if !strings.ContainsRune(",.!?:;…", r) {
			continue
		}
		size := len(string(r))
		before, after := v.before(at), v.after(at+size)
		if !v.wantsSpace(at, r, before, after) {
			continue
		}
		v.mendSpace(at, at+size, string(r))
	}
}

// wantsSpace reports whether a space is missing after a mark.
func (v *view) wantsSpace(at int, mark, before, after rune) bool {
	word := unicode.IsLetter(after) || wording.IsVariable(after) || strings.ContainsRune("«„", after)
	if !word || at == 0 || unicode.IsSpace(before) && !strings.ContainsRune(",!?;", mark) {
		return false
	}
	if mark == '.' || mark == ':' || mark == ',' {
		return unicode.IsLetter(before) && !v.insideLink(at) && (mark != '.' || v.endsSentence(at, after)) ||
			mark == ',' && !v.insideLink(at) ||
			mark == '.' && (wording.IsVariable(before) || unicode.IsDigit(before)) && unicode.IsUpper(after) && !v.insideLink(at)
	}
	return !v.insideLink(at)
}

// endsSentence reports whether a full stop between two words ends a sentence:
// "т.е." and "ș.a.m.d." are abbreviations.
func (v *view) endsSentence(at int, after rune) bool {
	start := strings.LastIndexFunc(v.text[:at], func(r rune) bool { return !unicode.IsLetter(r) })
	word := v.text[start+1 : at]
	return len([]rune(word)) > 1 && (unicode.IsUpper(after) || unicode.Is(unicode.Cyrillic, after) || wording.IsVariable(after))
}

// insideLink reports whether a byte is inside an address of the web or of mail.
func (v *view) insideLink(at int) bool {
	start := strings.LastIndexAny(v.text[:at], " \n\u00a0") + 1
	end := at + strings.IndexAny(v.text[at:]+" ", " \n\u00a0")
	word := v.text[start:end]
	return strings.Contains(word, "://") || strings.Contains(word, "@") || strings.Contains(word, "www.")
}

// mendSpace puts a space after a mark, or before what follows it from another
// part of the text.
func (v *view) mendSpace(start, end int, mark string) {
	n := len(v.linter.findings)
	v.mend("spaces", "after", start, end, mark+" ", "mark", mark)
	if len(v.linter.findings) == n || v.pieceAt(start) == v.pieceAt(end) {
		return
	}
	if next := v.pieces[v.pieceAt(end)]; !next.variable {
		at := v.fileAt(next.source)
		v.linter.findings[n].Edit = &Edit{at, at, " "}
	}
}

// marksBefore are what a number belongs to: № 5, nr. 5.
var marksBefore = regexp.MustCompile(`(№|(?:^|[^\pL])[Nn]r\.) ([\d\x{e000}-\x{f8ff}])|(\d) ([%€$₽£])`)

// checkUnits reports an ordinary space between a number and its unit, and after
// a numero sign.
func (v *view) checkUnits() {
	for _, at := range marksBefore.FindAllStringSubmatchIndex(v.text, -1) {
		for group := 2; group+3 < len(at); group += 4 {
			if at[group] >= 0 {
				v.mendUnit(at[group], at[group+1], at[group+3])
			}
		}
	}
	for i, w := range v.Words[:max(0, len(v.Words)-1)] {
		next := v.Words[i+1]
		counts := w.Variable && w.Text == countVar || w.Number && v.linter.lists[v.lang].units[next.Text]
		if counts && !next.Variable && v.text[w.End:next.Start] == " " {
			v.mendUnit(w.Start, w.End, next.End)
		}
	}
}

// mendUnit puts a non-breaking space in the place of the one that begins where
// the first part ends.
func (v *view) mendUnit(start, space, end int) {
	v.mend("nbsp", "", space, space+1, "\u00a0", "unit", v.literal(start, end))
}

// markup is what some programs turn into bold letters and links, and Telegram
// and SMS show as it stands.
var markup = regexp.MustCompile(`</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>|&(?:nbsp|amp|lt|gt|quot|#\d+);|\[[^\[\]\n]+\]\([^()\s]+\)|` +
	"`[^`\n]+`|```" + `|\*\*[^*\n]+\*\*|__[^_\n]+__|~~[^~\n]+~~|\|\|[^|\n]+\|\||(?m:^#{1,6} |^> )|` +
	`(?:^|[\s(«„])\*[^*\s][^*\n]*\*(?:$|[\s.,!?:;)»”])|(?:^|[\s(«„])_[^_\s][^_\n]*_(?:$|[\s.,!?:;)»”])`)

// checkMarkup reports markup that the customer would see.
func (v *view) checkMarkup() {
	for _, at := range markup.FindAllStringIndex(v.text, -1) {
		v.add("markup", "", at[0], at[1])
	}
}
