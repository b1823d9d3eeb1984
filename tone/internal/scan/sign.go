package scan

import "unicode"

// A Sign is what a run of punctuation or an emoji expresses.
type Sign uint8

// The signs.
const (
	NoSign      Sign = iota
	Question         // ?
	Questions        // ?? and more
	Exclaim          // !
	Exclaims         // !! and more
	Interrobang      // ?! !? and the like
	Ellipsis         // ... …
	Comma            // ,
	Stop             // .
	Colon            // : ;
	Dash             // - – —
	Quote            // « » „ " ”
	Bracket          // ( ) [ ] /
	Smile            // :) =) ;)
	Smiles           // )) and more, :))
	Sad              // :( =(
	Sads             // (( and more
	Joy              // emoji: 😊 🎉 ❤
	Laugh            // emoji: 😂 🤣, which may mock
	Anger            // emoji: 😡 🤬
	Sorrow           // emoji: 😢 😔
	Weary            // emoji: 😩 😴 🥱
	Puzzle           // emoji: 🤔 😕 🤷
	Haste            // emoji: ⏰ 🏃 🚨
	Thanks           // emoji: 🙏 👍 🤝
	Mockery          // emoji: 🤡 🙄 👏 🙃
	OtherEmoji
	NumSigns
)

// sign reads punctuation or an emoji that starts at i.
func (t *Text) sign(s string, i int, r rune, size, limit int) int {
	if e := emojiSign(r); e != NoSign {
		return t.emoji(s, i, size, e, limit)
	}
	if unicode.IsLetter(r) {
		return t.alien(s, i, limit)
	}
	start := i
	var run punctRun
	for i < len(s) && t.Runes < limit {
		r, size = decode(s, i)
		if !isPunct(r, size) {
			break
		}
		run.add(r)
		t.Runes++
		i += size
	}
	if i == start { // a rune of no use: a control character, a private-use one
		t.Runes++
		return i + size
	}
	at := int32(len(t.Folded))
	t.Tokens = append(t.Tokens, Token{Start: int32(start), End: int32(i), Fold: at, Stop: at, Kind: Punct, Sign: run.sign()})
	return i
}

func isPunct(r rune, size int) bool {
	if r == 0xFFFD && size == 1 {
		return false
	}
	if r < 0x80 {
		return r > ' ' && r < 0x7F && classes[r].letter() == 0
	}
	return classOf(r)&(isJoiner|isSpace) == 0 && (unicode.IsPunct(r) || unicode.IsSymbol(r)) && emojiSign(r) == NoSign
}

// punctRun counts what decides the sign of a run of punctuation.
type punctRun struct {
	question, exclaim, dots, open, shut, eyes, other int
	last                                             rune
}

func (p *punctRun) add(r rune) {
	switch r {
	case '?':
		p.question++
	case '!', '¡':
		p.exclaim++
	case '.', '…':
		p.dots++
		if r == '…' {
			p.dots += 2
		}
	case '(', '[':
		p.open++
	case ')', ']':
		p.shut++
	case ':', ';', '=':
		p.eyes++
	default:
		p.other++
	}
	p.last = r
}

func (p *punctRun) sign() Sign {
	switch {
	case p.question > 0 && p.exclaim > 0:
		return Interrobang
	case p.question > 1:
		return Questions
	case p.question == 1:
		return Question
	case p.exclaim > 1:
		return Exclaims
	case p.exclaim == 1:
		return Exclaim
	case p.shut > 1:
		return Smiles
	case p.open > 1:
		return Sads
	case p.eyes > 0 && p.shut > 0:
		return Smile
	case p.eyes > 0 && p.open > 0:
		return Sad
	case p.dots > 1:
		return Ellipsis
	case p.open+p.shut > 0:
		return Bracket
	case p.dots == 1:
		return Stop
	case p.eyes > 0:
		return Colon
	}
	switch p.last {
	case ',':
		return Comma
	case '-', '–', '—':
		return Dash
	case '"', '«', '»', '„', '“', '”':
		return Quote
	}
	return NoSign
}

// emoji reads an emoji with its modifiers, and the same one again after it.
func (t *Text) emoji(s string, i, size int, sign Sign, limit int) int {
	start, end := i, i+size
	t.Runes++
	i = end
	for i < len(s) && t.Runes < limit {
		r, size := decode(s, i)
		modifier := r >= 0xFE00 && r <= 0xFE0F || r >= 0x1F3FB && r <= 0x1F3FF || r == 0x200D ||
			r >= 0xE0020 && r <= 0xE007F || r == 0x20E3
		if !modifier && emojiSign(r) != sign {
			break
		}
		t.Runes++
		i += size
		end = i
	}
	at := int32(len(t.Folded))
	t.Tokens = append(t.Tokens, Token{Start: int32(start), End: int32(end), Fold: at, Stop: at, Kind: Emoji, Sign: sign})
	return i
}

// alien reads a run of letters that are neither Latin nor Cyrillic.
func (t *Text) alien(s string, i, limit int) int {
	start := i
	for i < len(s) && t.Runes < limit {
		r, size := decode(s, i)
		c := classOf(r)
		if c.letter() != 0 || !unicode.In(r, unicode.L, unicode.M) && c&isJoiner == 0 {
			break
		}
		t.Runes++
		i += size
	}
	at := int32(len(t.Folded))
	t.Tokens = append(t.Tokens, Token{Start: int32(start), End: int32(i), Fold: at, Stop: at, Kind: Alien})
	return i
}

// signsOfEmoji lists the emoji that carry a mood, by sign.
var signsOfEmoji = map[Sign]string{
	Joy:     "😀😃😄😁😊🙂😍🥰😘😗😚😻🤩🥳😎🤗🎉🎊🎈✨🌟⭐💫🔥💯❤💖💕💗💓💞💝💘💜💙💚💛🧡🤍🤎♥😇🌹🌷🌸💐🌺🌻🥹💪🙌🤤😋🍾🥂💃🕺🏆🎁👌😌☺",
	Laugh:   "😂🤣😆😅😹",
	Anger:   "😡😠🤬👿😤💢🖕👎💩🤮🤢😾",
	Sorrow:  "😢😭😞😔☹🙁😥😿💔😟🥺😿🥲",
	Weary:   "😩😫😴🥱😪😓😮😑😐🫠🫥😶🥴🤕🤒😣😖",
	Puzzle:  "🤔😕🤷🧐🤨❓❔😳🙈😯😵🫤",
	Haste:   "⏰⏱⏳⌛🚨🏃⚡🆘❗❕‼⁉🕐",
	Thanks:  "🙏👍🤝👋✅☑✔💌🫶🫡",
	Mockery: "🤡🙄👏🙃😒😏🤦🥶",
}

var emojiTable = func() map[rune]Sign {
	table := make(map[rune]Sign)
	for sign, list := range signsOfEmoji {
		for _, r := range list {
			table[r] = sign
		}
	}
	return table
}()

// emojiSign returns NoSign for a rune that is no emoji.
func emojiSign(r rune) Sign {
	if r < 0x203C {
		return NoSign
	}
	if r < 0x1F000 && (r < 0x2300 || r > 0x2BFF) && r != 0x203C && r != 0x2049 {
		return NoSign
	}
	if sign, ok := emojiTable[r]; ok {
		return sign
	}
	if r >= 0x1F000 && r <= 0x1FAFF || r >= 0x2600 && r <= 0x27BF {
		return OtherEmoji
	}
	return NoSign
}
