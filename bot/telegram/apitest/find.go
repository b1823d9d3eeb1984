package apitest

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-telegram/bot/models"
)

// finders are tried in this order; what an earlier one has found, a later one
// leaves alone. Without its mark in the text a pattern is not tried.
var finders = []struct {
	kind    models.MessageEntityType
	mark    string
	pattern *regexp.Regexp
}{
	{models.MessageEntityTypeEmail, "@", regexp.MustCompile(`[\w.+-]+@[\w-]+(\.[\w-]+)*\.[A-Za-z]{2,}`)},
	{models.MessageEntityTypeURL, "://", regexp.MustCompile(`(?i:https?|ftp|tg)://[^\s<>"«»]*[^\s<>"«».,!?;:)'\]]`)},
	{models.MessageEntityTypeURL, ".", regexp.MustCompile(
		`(?i)(?:[a-z0-9][a-z0-9-]*\.)+(?:com|org|net|info|io|me|app|dev|eu|ru|md|ro|ua)(?:/[^\s<>"«»]*[^\s<>"«».,!?;:)'\]])?`)},
	{models.MessageEntityTypeMention, "@", regexp.MustCompile(`@[A-Za-z]\w{2,31}`)},
	{models.MessageEntityTypeHashtag, "#", regexp.MustCompile(`#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*`)},
	{models.MessageEntityTypeBotCommand, "/", regexp.MustCompile(`/\w{1,64}(?:@[A-Za-z]\w{2,31})?`)},
	{models.MessageEntityTypePhoneNumber, "+", regexp.MustCompile(`\+\d[\d ()-]{7,16}\d`)},
}

// findEntities finds what Telegram marks in any text without being asked. It
// knows the common forms, not all of them.
func findEntities(text string) []models.MessageEntity {
	var out []models.MessageEntity
	taken := make([]bool, len(text))
	for _, f := range finders {
		if !strings.Contains(text, f.mark) {
			continue
		}
		for _, m := range f.pattern.FindAllStringIndex(text, -1) {
			if !standsAlone(text, m[0], m[1]) || taken[m[0]] || taken[m[1]-1] {
				continue
			}
			for i := m[0]; i < m[1]; i++ {
				taken[i] = true
			}
			out = append(out, models.MessageEntity{
				Type: f.kind, Offset: utf16Len(text[:m[0]]), Length: utf16Len(text[m[0]:m[1]]),
			})
		}
	}
	return out
}

// standsAlone is false inside a word or a path.
func standsAlone(text string, from, to int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:from])
	after, _ := utf8.DecodeRuneInString(text[to:])
	return !isWord(before) && before != '/' && before != '@' && !isWord(after)
}

func isWord(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_')
}

// checkedLink is a URL as a link keeps it, or "" if it cannot be one.
func checkedLink(link string) string {
	link = strings.TrimSpace(link)
	scheme, rest, has := strings.Cut(link, "://")
	switch {
	case has && (rest == "" || strings.ContainsAny(link, " \n")):
		return ""
	case has:
		return strings.ToLower(scheme) + "://" + rest
	case strings.HasPrefix(link, "tg:") || strings.HasPrefix(link, "mailto:") || strings.HasPrefix(link, "tel:"):
		return link
	case !strings.Contains(link, ".") || strings.ContainsAny(link, " \n"):
		return ""
	default:
		return "http://" + link
	}
}

// linkedUser is the id in tg://user?id=…, 0 if the link is another.
func linkedUser(link string) int64 {
	if rest, ok := strings.CutPrefix(link, "tg://user?id="); ok {
		return leadingInt(rest)
	}
	return 0
}
