package templates_test

import (
	"testing"
	"testing/fstest"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"

	"github.com/camerton/camerton/locales"
	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/tone"
)

// go-i18n has seven traps that were measured in docs/design; each test shows
// that go-i18n still falls in, and that we do not.

// i18nBundle loads files into go-i18n, with Russian as its default language.
func i18nBundle(t *testing.T, files map[string]string) *i18n.Bundle {
	t.Helper()
	bundle := i18n.NewBundle(language.Russian)
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	for name, content := range files {
		bundle.MustParseMessageFileBytes([]byte(content), name)
	}
	return bundle
}

// loadOwn lays files over our texts.
func loadOwn(files map[string]string) (*templates.Catalog, error) {
	own := fstest.MapFS{}
	for name, content := range files {
		own[name] = &fstest.MapFile{Data: []byte(content)}
	}
	return templates.Load(locales.FS, templates.Named("own", own))
}

func TestTrap1AMissingPluralFormIsFoundAtLoad(t *testing.T) {
	t.Parallel()
	files := map[string]string{"price.ru.toml": "[price.neutral.d]\none = \"{{.Count}} лей\"\nmany = \"{{.Count}} лей\"\nother = \"{{.Count}} лея\"\n"}
	text, err := i18n.NewLocalizer(i18nBundle(t, files), "ru").Localize(&i18n.LocalizeConfig{
		MessageID: "price.neutral.d", PluralCount: 2, TemplateData: map[string]string{"Count": "2"},
	})
	require.ErrorContains(t, err, "no plural form", "go-i18n tells it when a customer is waiting")
	require.Equal(t, "2 лея", text)

	_, err = loadOwn(files)
	require.EqualError(t, err, "own/price.ru.toml:1: price.neutral.d: the plural forms are not all there: no few — "+
		"Russian needs one, few, many, other, or other alone if no number decides")
}

func TestTrap2ARomanianNeverGetsRussian(t *testing.T) {
	t.Parallel()
	files := map[string]string{
		"price.ru.toml": "[price.neutral]\nd = \"Только по-русски.\"\n",
		"price.ro.toml": "[price.neutral]\ne = \"Numai în română.\"\n",
	}
	text, err := i18n.NewLocalizer(i18nBundle(t, files), "ro").Localize(&i18n.LocalizeConfig{MessageID: "price.neutral.d"})
	require.Error(t, err)
	require.Equal(t, "Только по-русски.", text, "go-i18n answers in its default language")

	c, err := loadOwn(files)
	require.NoError(t, err)
	_, err = c.Render("price.neutral.d", romanian, nil)
	require.EqualError(t, err, `templates: there is no text "price.neutral.d" in language "ro"`)
	for seed := range 200 {
		draft, err := c.Draft(templates.Query{Topic: "price", Language: romanian, Seed: string(rune('a' + seed))})
		require.NoError(t, err)
		require.NotEqual(t, "price.neutral.d", draft.ID)
		require.Equal(t, romanian, draft.Language)
	}
}

func TestTrap3AFormWithoutTheOthersIsFoundAtLoad(t *testing.T) {
	t.Parallel()
	files := map[string]string{"price.ru.toml": "[price.neutral.d]\nfew = \"{{.Count}} лея\"\n"}
	require.NotPanics(t, func() { i18nBundle(t, files) }, "go-i18n loads it without a word")

	_, err := loadOwn(files)
	require.ErrorContains(t, err, "own/price.ru.toml:1: price.neutral.d: the plural forms are not all there: no one, many, other")
}

func TestTrap4ASyntaxErrorInATextIsFoundAtLoad(t *testing.T) {
	t.Parallel()
	files := map[string]string{"price.ru.toml": "[price.neutral]\nd = \"{{.Name\"\n"}
	_, err := i18n.NewLocalizer(i18nBundle(t, files), "ru").Localize(&i18n.LocalizeConfig{MessageID: "price.neutral.d"})
	require.ErrorContains(t, err, "unclosed action", "go-i18n finds it at the first use")

	_, err = loadOwn(files)
	require.ErrorContains(t, err, "own/price.ru.toml:2: price.neutral.d: the brackets are wrong: unclosed action")
}

func TestTrap5AMissingVariableIsNeverSent(t *testing.T) {
	t.Parallel()
	files := map[string]string{"price.ru.toml": "[price.neutral]\na = \"{{.Name}}, добрый день.\"\nb = \"Без имени.\"\n"}
	text, err := i18n.NewLocalizer(i18nBundle(t, files), "ru").Localize(&i18n.LocalizeConfig{
		MessageID: "price.neutral.a", TemplateData: map[string]string(nil),
	})
	require.NoError(t, err)
	require.Equal(t, "<no value>, добрый день.", text, "go-i18n sends this")

	c, err := loadOwn(files)
	require.NoError(t, err)
	text, err = c.Render("price.neutral.a", russian, nil)
	require.EqualError(t, err, "templates: price.neutral.a: no value for Name")
	require.Empty(t, text)
	for _, seed := range []string{"1", "2", "3", "4", "5", "6", "7", "8"} {
		draft, err := c.Draft(templates.Query{Topic: "price", Language: russian, Seed: seed})
		require.NoError(t, err)
		require.Equal(t, "price.neutral.b", draft.ID)
		require.Contains(t, draft.Missing, "Name")
	}
}

func TestTrap6NoLanguageIsGuessed(t *testing.T) {
	t.Parallel()
	matcher := language.NewMatcher([]language.Tag{language.Russian, language.Romanian})
	_, i, _ := matcher.Match(language.English)
	require.Equal(t, 1, i, "go-i18n's matcher takes English for Romanian")

	for _, lang := range []tone.Language{tone.LanguageNone, tone.Mixed, tone.LanguageOther, tone.Language(99)} {
		_, err := catalog(t).Draft(templates.Query{Topic: "price", Language: lang})
		require.ErrorContains(t, err, "ask for ru or ro", lang)
		_, err = catalog(t).Words(lang)
		require.ErrorContains(t, err, "ask for ru or ro", lang)
	}
	for _, name := range []string{"price.en.toml", "price.ro-MD.toml", "price.mo.toml", "price.uk.toml", "price.RU.toml"} {
		_, err := loadOwn(map[string]string{name: "[price.neutral]\na = \"x\"\n"})
		require.ErrorContains(t, err, "own/"+name+": the name doesn't say which language the texts are in")
	}
}

func TestTrap7AReservedWordSpoilsNothingElse(t *testing.T) {
	t.Parallel()
	spoiled := "[price.neutral]\nd = \"хороший текст\"\n[price.other]\nmood = \"angry\"\nother = \"x\"\n"
	bundle := i18n.NewBundle(language.Russian)
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	_, err := bundle.ParseMessageFileBytes([]byte(spoiled), "price.ru.toml")
	require.ErrorContains(t, err, "mixed with unreserved keys", "go-i18n loads nothing of the file and names no line")

	_, err = loadOwn(map[string]string{"price.ru.toml": spoiled})
	require.ErrorContains(t, err, "own/price.ru.toml:4: price.other.mood: the name mood stands beside text forms")

	// "other" is also a topic, and a good one.
	c, err := loadOwn(map[string]string{"other.ru.toml": "[other.neutral]\na = \"Обо всём остальном.\"\n"})
	require.NoError(t, err)
	draft, err := c.Draft(templates.Query{Language: russian})
	require.NoError(t, err)
	require.Equal(t, "Обо всём остальном.", draft.Text)
}

// Metadata beside texts would silently become texts: "meta.owner".
func TestMetadataIsNoText(t *testing.T) {
	t.Parallel()
	_, err := loadOwn(map[string]string{"price.ru.toml": "[meta]\nowner = \"x\"\n"})
	require.ErrorContains(t, err, "own/price.ru.toml:2: meta.owner: the id ends with \"owner\", which names no variant")
}

// What goi18n merge leaves behind loads as before: forms sorted, hashes added.
func TestFilesOfGoi18nMergeLoad(t *testing.T) {
	t.Parallel()
	c, err := loadOwn(map[string]string{"active.ro.toml": `
["price.neutral.d"]
description = "a note"
few = "{{.Count}} lei"
hash = "sha1-0123456789abcdef0123456789abcdef01234567"
one = "{{.Count}} leu"
other = "{{.Count}} de lei"
`})
	require.NoError(t, err)
	for count, want := range map[string]string{"1": "1 leu", "19": "19 lei", "20": "20 de lei", "101": "101 lei"} {
		text, err := c.Render("price.neutral.d", romanian, templates.Vars{"Count": count})
		require.NoError(t, err)
		require.Equal(t, want, text)
	}
	_, err = c.Render("price.neutral.d", romanian, templates.Vars{"Count": "many"})
	require.EqualError(t, err, `templates: the variable Count is "many"; write a number in digits, as 3 or 1.5`)
}
