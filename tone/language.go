package tone

// A Language is the language of a message or of a conversation. The zero value
// is LanguageNone.
type Language uint8

// The languages that the reader tells apart.
const (
	LanguageNone  Language = iota // the text has none: "ok", "👍", "350"
	Russian                       // in Cyrillic or Latin letters
	Romanian                      // with or without diacritics, or in Cyrillic
	Mixed                         // a content clause or two content words in each of the two
	LanguageOther                 // neither Russian nor Romanian
)

var languageNames = [...]string{"", "ru", "ro", "mixed", "other"}

// ParseLanguage returns the language of that name: "ru", "ro", "mixed",
// "other", or "" for none.
func ParseLanguage(name string) (Language, error) {
	return parseName[Language]("language", languageNames[:], name)
}

// String returns the language's name; LanguageNone is the empty string.
func (l Language) String() string { return nameOf("Language", languageNames[:], l) }

// MarshalText returns the name.
func (l Language) MarshalText() ([]byte, error) { return marshalName("language", languageNames[:], l) }

// UnmarshalText accepts what MarshalText returns.
func (l *Language) UnmarshalText(text []byte) (err error) {
	*l, err = ParseLanguage(string(text))
	return err
}

// A Script is the writing system of a message's letters. The zero value is
// ScriptNone.
type Script uint8

// The scripts that the reader tells apart.
const (
	ScriptNone  Script = iota // no letters
	Cyrillic                  // "заказ", "мулцумеск"
	Latin                     // "comandă", "zakaz"
	ScriptMixed               // words in both
)

var scriptNames = [...]string{"", "cyrl", "latn", "mixed"}

// ParseScript returns the script of that name: "cyrl", "latn", "mixed", or ""
// for none.
func ParseScript(name string) (Script, error) {
	return parseName[Script]("script", scriptNames[:], name)
}

// String returns the script's name; ScriptNone is the empty string.
func (s Script) String() string { return nameOf("Script", scriptNames[:], s) }

// MarshalText returns the name.
func (s Script) MarshalText() ([]byte, error) { return marshalName("script", scriptNames[:], s) }

// UnmarshalText accepts what MarshalText returns.
func (s *Script) UnmarshalText(text []byte) (err error) {
	*s, err = ParseScript(string(text))
	return err
}

// A Register is how a customer addresses the business. The zero value is
// RegisterNone. Replies stay formal whatever it is; it changes only how warm
// the greeting and the closing are.
type Register uint8

// The registers that the reader tells apart.
const (
	RegisterNone          Register = iota // the text does not show it
	RegisterTy                            // Russian "ты"
	RegisterVy                            // Russian "вы"
	RegisterTu                            // Romanian "tu"
	RegisterDumneavoastra                 // Romanian "dumneavoastră", polite plural
)

var registerNames = [...]string{"", "ty", "vy", "tu", "dumneavoastra"}

// ParseRegister returns the register of that name: "ty", "vy", "tu",
// "dumneavoastra", or "" for none.
func ParseRegister(name string) (Register, error) {
	return parseName[Register]("register", registerNames[:], name)
}

// String returns the register's name; RegisterNone is the empty string.
func (r Register) String() string { return nameOf("Register", registerNames[:], r) }

// MarshalText returns the name.
func (r Register) MarshalText() ([]byte, error) { return marshalName("register", registerNames[:], r) }

// UnmarshalText accepts what MarshalText returns.
func (r *Register) UnmarshalText(text []byte) (err error) {
	*r, err = ParseRegister(string(text))
	return err
}
