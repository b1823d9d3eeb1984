package tone

// flipWords is how many content words of another language it takes to change the
// language of a conversation.
const flipWords = 2

// ReplyLanguage returns the language to answer a message in: soFar, the language
// in which the conversation was held before it, unless the message is clearly in
// the other one. So "ok", "mersi", a name or a code word never changes it, and a
// mixed message leaves it; it takes two content words in one language.
//
// At the beginning of a conversation, with LanguageNone as soFar, it is the
// language that most of the message is in. The answer is Russian, Romanian, or
// LanguageNone as long as nothing was said in either; then the business decides.
func ReplyLanguage(soFar Language, r Reading) Language {
	switch soFar {
	case Russian, Romanian:
		if !r.Mixed && r.Dominant == r.Language && r.Dominant != LanguageNone && r.ContentWords >= flipWords {
			return r.Dominant
		}
		return soFar
	case LanguageNone, Mixed, LanguageOther:
	}
	return r.Dominant
}
