package locales_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/locales"
	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/tone"
)

// declared returns the names of a table of contract.toml, sorted.
func declared(t *testing.T, table string) []string {
	t.Helper()
	var contract map[string]any
	_, err := toml.DecodeFS(locales.FS, templates.ContractFile, &contract)
	require.NoError(t, err)
	names, ok := contract[table].(map[string]any)
	require.True(t, ok, table)
	return slices.Sorted(maps.Keys(names))
}

func words(t *testing.T, lang tone.Language) templates.Words {
	t.Helper()
	w, err := catalog(t).Words(lang)
	require.NoError(t, err)
	return w
}

// Each moment that the contract names has a text for a customer in any state:
// one of its own, or one that keeps the rules of all states.
func TestEveryMomentHasItsText(t *testing.T) {
	t.Parallel()
	full := templates.Vars{templates.VarPromiseBy: "+", templates.VarCanCall: "+"}
	for _, key := range declared(t, "special") {
		for _, lang := range languages {
			for _, state := range tone.States() {
				draft, err := catalog(t).Draft(templates.Query{Key: key, State: state, Language: lang, Vars: full})
				require.NoError(t, err, "%s %s %s", key, lang, state)
				require.LessOrEqual(t, draft.Rung, templates.RungNeutral, "%s %s %s: %s", key, lang, state, draft.Text)
			}
		}
	}
}

// Menu lines and buttons are short, and a language is called by its own name.
func TestPhrasesFitTheirPlaces(t *testing.T) {
	t.Parallel()
	limits := map[string]int{"system.command.": 60, "system.button.": 30}
	for _, phrase := range declared(t, "phrases") {
		for prefix, limit := range limits {
			if !strings.HasPrefix(phrase, prefix) {
				continue
			}
			for _, lang := range languages {
				said := words(t, lang).Phrase(phrase, nil)
				require.NotEmpty(t, said, phrase)
				require.LessOrEqual(t, utf8.RuneCountInString(said), limit, said)
			}
		}
	}
	for _, button := range []string{"system.button.lang_ru", "system.button.lang_ro"} {
		require.Equal(t, words(t, tone.Russian).Phrase(button, nil), words(t, tone.Romanian).Phrase(button, nil))
	}
}

// A notice to the operators is put together from lines; a neutral customer has
// no intensity.
func TestNoticesReadWell(t *testing.T) {
	t.Parallel()
	for lang, want := range map[tone.Language][2]string{
		tone.Russian:  {"Клиент раздражён (2/3), тема: где заказ", "Клиент спокоен, тема: цена"},
		tone.Romanian: {"Clientul e iritat (2/3), subiect: unde e comanda", "Clientul e calm, subiect: preț"},
	} {
		w := words(t, lang)
		reading := func(state, intensity, topic string) string {
			return w.Phrase("system.notice.reading", templates.Vars{
				"State": w.Phrase("system.state."+state, nil), "Intensity": intensity,
				"Topic": w.Phrase("system.topic."+topic, nil),
			})
		}
		require.Equal(t, want[0], reading("irritated", "2", "order_status"))
		require.Equal(t, want[1], reading("neutral", "", "price"))
	}
}
