package templates

import (
	"strconv"
	"testing"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

func TestPluralForm(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lang    int
		form    plural.Form
		numbers []string
	}{
		{0, plural.One, []string{"1", "21", "101", "1001", "100000000000000000001"}},
		{0, plural.Few, []string{"2", "3", "4", "22", "102", "1000002"}},
		{0, plural.Many, []string{"0", "5", "11", "12", "14", "19", "20", "25", "111", "1000000"}},
		{0, plural.Other, []string{"1.5", "0,5", "2.0", "1250.50"}},
		{1, plural.One, []string{"1"}},
		{1, plural.Few, []string{"0", "2", "11", "19", "101", "102", "119", "1.5"}},
		{1, plural.Other, []string{"20", "21", "22", "100", "120", "1000000", "100000000000000000020"}},
	} {
		for _, number := range c.numbers {
			form, ok := pluralForm(c.lang, number)
			require.True(t, ok, number)
			require.Equal(t, c.form, form, "%s in %s", number, langNames[c.lang])
		}
	}
}

func TestPluralFormRefusesWhatIsNoNumber(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "x", "1.", ".5", "1.5.2", "-1", "1 000", "٣", "1e3"} {
		_, ok := pluralForm(0, text)
		require.False(t, ok, "%q", text)
	}
}

// go-i18n has its own tables from the same source; both must say the same.
func TestPluralFormAgreesWithGoI18n(t *testing.T) {
	t.Parallel()
	for lang, tag := range []language.Tag{language.Russian, language.Romanian} {
		bundle := i18n.NewBundle(tag)
		require.NoError(t, bundle.AddMessages(tag, &i18n.Message{
			ID: "x", Zero: "zero", One: "one", Two: "two", Few: "few", Many: "many", Other: "other",
		}))
		localizer := i18n.NewLocalizer(bundle, tag.String())
		for n := range 1250 {
			for _, number := range []string{strconv.Itoa(n), strconv.Itoa(n) + ".5", strconv.Itoa(n) + ".50", strconv.Itoa(n) + ".00"} {
				want, err := localizer.Localize(&i18n.LocalizeConfig{MessageID: "x", PluralCount: number})
				require.NoError(t, err)
				form, ok := pluralForm(lang, number)
				require.True(t, ok)
				require.Equal(t, want, pluralNames[form], "%s in %s", number, tag)
			}
		}
	}
}

func TestPluralSamplesNeedEveryForm(t *testing.T) {
	t.Parallel()
	for lang := range langs {
		var met []plural.Form
		for _, number := range pluralSamples[lang] {
			form, ok := pluralForm(lang, number)
			require.True(t, ok)
			met = append(met, form)
		}
		require.ElementsMatch(t, pluralForms[lang], met)
	}
}
