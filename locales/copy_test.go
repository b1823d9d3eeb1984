package locales_test

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"

	"github.com/camerton/camerton/locales"
	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/tone"
)

// eachRendition calls f with every finished form of every text.
func eachRendition(t *testing.T, f func(text templates.Text, vars templates.Vars, rendered string)) {
	t.Helper()
	for _, lang := range languages {
		for _, text := range texts(t, lang) {
			for vars, rendered := range catalog(t).Examples(text.ID, lang) {
				f(text, vars, rendered)
			}
		}
	}
}

func TestBothLanguagesSayTheSame(t *testing.T) {
	t.Parallel()
	russian, romanian := texts(t, tone.Russian), texts(t, tone.Romanian)
	require.Len(t, romanian, len(russian))
	for i := range russian {
		require.Equal(t, russian[i].ID, romanian[i].ID)
		require.Equal(t, russian[i].Required, romanian[i].Required, russian[i].ID)
		require.Equal(t, russian[i].Optional, romanian[i].Optional, russian[i].ID)
	}
}

func TestTextsKeepTheRulesOfTheirState(t *testing.T) {
	t.Parallel()
	require.Empty(t, catalog(t).Breaches())
}

// What a text says that somebody will do is declared as a promise, and what it
// declares it says: every promise that a customer reads is watched.
func TestPromisesAreDeclared(t *testing.T) {
	t.Parallel()
	said := map[string]map[string]bool{}
	eachRendition(t, func(text templates.Text, vars templates.Vars, rendered string) {
		key := text.Language.String() + " " + text.ID
		if said[key] == nil {
			said[key] = map[string]bool{}
		}
		for _, kind := range catalog(t).PromisesIn(rendered, text.Language) {
			require.Contains(t, text.Promises, kind, "%s says %q", key, rendered)
			said[key][kind] = true
			if kind == "call" && slices.Contains(text.Optional, templates.VarCanCall) {
				require.Contains(t, vars, templates.VarCanCall, "%s offers a call that it should ask for", key)
			}
		}
	})
	for _, lang := range languages {
		for _, text := range texts(t, lang) {
			for _, kind := range text.Promises {
				require.True(t, said[lang.String()+" "+text.ID][kind], "%s %s declares %q and does not say it", lang, text.ID, kind)
			}
		}
	}
}

// A text that promises an answer tells the time of it when it is known.
func TestPromisesTellTheirTime(t *testing.T) {
	t.Parallel()
	for _, lang := range languages {
		for _, text := range texts(t, lang) {
			if slices.Contains(text.Promises, "answer") {
				require.Contains(t, slices.Concat(text.Optional, text.Required), templates.VarPromiseBy, text.ID)
			}
		}
	}
}

// Times, prices and figures come from variables only, but for the numbers of
// steps, the emergency number and the ends of the scale of a rating.
func TestNothingIsClaimedThatNobodyKnows(t *testing.T) {
	t.Parallel()
	known := regexp.MustCompile(`(?m)^[1-9]\. |\b112\b`)
	rating := regexp.MustCompile(`\b[15]\b`)
	for _, lang := range languages {
		for _, text := range texts(t, lang) {
			source := known.ReplaceAllString(literals(t, text), "")
			if strings.HasPrefix(text.ID, "csat.ask.") {
				source = rating.ReplaceAllString(source, "")
			}
			require.NotRegexp(t, `\d`, source, text.ID)
			require.NotRegexp(t, `(?i)(через|in|în) (час|день|дня|минут|zi|zile|ore|oră|minute)`, source, text.ID)
			require.NotRegexp(t, `(?i)(завтра|сегодня (до|утром|вечером)|послезавтра|mâine|poimâine|diseară|сейчас же|мгновенно|немедленно|imediat ce)`, source, text.ID)
			require.NotRegexp(t, `(?i)(понедельник|вторник|сред[аеу]|четверг|пятниц|суббот|воскресен|\bluni\b|marți|miercuri|\bjoi\b|vineri|sâmbăt|duminic)`, source, text.ID)
			require.NotRegexp(t, `(?i)(мы уже|уже (проверил|передал|отправил|решил)|am (verificat|transmis|rezolvat))`, source, text.ID)
		}
	}
}

// literals returns what a text says by itself: a rendition in which every
// variable is there, with their examples taken out.
func literals(t *testing.T, text templates.Text) string {
	t.Helper()
	var all []string
	for vars, rendered := range catalog(t).Examples(text.ID, text.Language) {
		values := make([]string, 0, len(vars))
		for name, value := range vars {
			if !strings.HasPrefix(name, "Has") && name != templates.VarCanCall && name != templates.VarWarm { // flags are never printed
				values = append(values, value)
			}
		}
		slices.SortFunc(values, func(a, b string) int { return len(b) - len(a) }) // one may be part of another
		for _, value := range values {
			rendered = strings.ReplaceAll(rendered, value, "")
		}
		all = append(all, rendered)
	}
	return strings.Join(all, "\n")
}

func TestTypography(t *testing.T) {
	t.Parallel()
	eachRendition(t, func(text templates.Text, _ templates.Vars, rendered string) {
		require.NotContains(t, rendered, "  ", text.ID)
		require.NotRegexp(t, `(?m)[ \x{a0}]$|^[ \x{a0}]`, rendered, text.ID)
		require.NotRegexp(t, `[ \x{a0}][,.;:!?]`, rendered, text.ID)
		require.NotRegexp(t, `[,;:](\pL|[,.;:!?])`, rendered, text.ID)
		require.NotContains(t, rendered, "...", text.ID)
		require.NotRegexp(t, `[şţŞŢ]`, rendered, "%s: comma below, not cedilla", text.ID)
		require.NotRegexp(t, "[\"'`´“]", rendered, text.ID)
		require.NotRegexp(t, ` [–—-] |[^ \x{a0}]—|—[^ ]`, rendered, "%s: a dash has a non-breaking space before it", text.ID)
		if text.Language == tone.Russian {
			require.NotRegexp(t, `[„”]`, rendered, text.ID)
			require.NotRegexp(t, `№[^\x{a0}]`, rendered, text.ID)
		} else {
			require.NotRegexp(t, `[«»—]`, rendered, text.ID)
			require.NotRegexp(t, `nr\.[^\x{a0}]`, rendered, text.ID)
		}
		first := []rune(rendered)[0]
		require.False(t, unicode.IsLower(first), "%s begins small", text.ID)
		require.Regexp(t, `[.?!»”]$|🙂$|: \S+\.example\S*$`, rendered, text.ID) // no full stop sticks to a link
	})
}

// Words of one alphabet only, and no word of the other language: but for the
// commands, and for the text that asks in both languages at once.
func TestAlphabets(t *testing.T) {
	t.Parallel()
	command := regexp.MustCompile(`/[a-z]+`)
	for _, lang := range languages {
		for _, text := range texts(t, lang) {
			if strings.HasPrefix(text.ID, "system.which_language.") {
				continue
			}
			if source := command.ReplaceAllString(literals(t, text), ""); lang == tone.Russian {
				require.NotRegexp(t, `[A-Za-zĂăÂâÎîȘșȚț]`, source, text.ID)
			} else {
				require.NotRegexp(t, `\p{Cyrillic}`, source, text.ID)
			}
		}
	}
}

// Customers are always вы and dumneavoastră, whatever they write themselves.
func TestFormalAddress(t *testing.T) {
	t.Parallel()
	words := regexp.MustCompile(`[\pL-]+`)
	familiar := map[tone.Language][]string{
		tone.Russian: {
			"ты", "тебя", "тебе", "тобой", "твой", "твоя", "твоё", "твои", "твоего", "твоей", "напиши", "скажи", "подожди", "оставь",
		},
		tone.Romanian: {
			"tu", "tine", "ție", "ți", "îți", "te", "tău", "ta", "tăi", "tale", "scrie-ne", "lasă", "așteaptă", "uite", "stai",
		},
	}
	for _, lang := range languages {
		for _, text := range texts(t, lang) {
			for _, word := range words.FindAllString(strings.ToLower(literals(t, text)), -1) {
				require.NotContains(t, familiar[lang], word, text.ID)
			}
		}
	}
}

// Two variants of a cell must not feel like the same text.
func TestVariantsDiffer(t *testing.T) {
	t.Parallel()
	for _, lang := range languages {
		openings, bodies := map[string]string{}, map[string]string{}
		for _, text := range texts(t, lang) {
			if text.Form != templates.Chat {
				continue
			}
			cell := text.ID[:strings.LastIndexByte(text.ID, '.')]
			shortest := shortestExample(t, text)
			opening := cell + ": " + strings.Join(strings.Fields(strings.ToLower(shortest))[:2], " ")
			require.Empty(t, openings[opening], "%s opens like %s: %s", text.ID, openings[opening], opening)
			require.Empty(t, bodies[shortest], "%s is the same as %s", text.ID, bodies[shortest])
			openings[opening], bodies[shortest] = text.ID, text.ID
		}
	}
}

func shortestExample(t *testing.T, text templates.Text) string {
	t.Helper()
	for _, rendered := range catalog(t).Examples(text.ID, text.Language) {
		return rendered // the first has no optional variable
	}
	return ""
}

// factTopics are the topics on which facts of a business can answer.
var factTopics = []tone.Topic{
	tone.TopicPrice, tone.TopicAvailability, tone.TopicDelivery, tone.TopicPayment,
	tone.TopicHours, tone.TopicBooking, tone.TopicRefund,
}

// Each topic and state has two texts that need no facts, and one more that tells
// facts where facts can answer; the holding texts have three.
func TestEveryCellHasItsVariants(t *testing.T) {
	t.Parallel()
	for _, lang := range languages {
		plain, facts := map[string]int{}, map[string]int{}
		for _, text := range texts(t, lang) {
			cell := text.ID[:strings.LastIndexByte(text.ID, '.')]
			switch {
			case text.Form != templates.Chat:
			case len(text.Required) == 0:
				plain[cell]++
			default:
				facts[cell]++
			}
		}
		for _, state := range tone.States() {
			for _, topic := range tone.Topics() {
				cell := topic.String() + "." + state.String()
				require.GreaterOrEqual(t, plain[cell], 2, cell)
				if slices.Contains(factTopics, topic) {
					require.GreaterOrEqual(t, facts[cell], 1, cell)
				}
			}
			require.GreaterOrEqual(t, plain["hold."+state.String()], 3)
		}
		require.GreaterOrEqual(t, plain["hold.general"], 3)
	}
}

// The cells that are asked for most have a letter and a short message.
func TestFrequentCellsHaveEveryForm(t *testing.T) {
	t.Parallel()
	for _, lang := range languages {
		for _, cell := range []string{
			"order_status.neutral", "order_status.irritated", "order_status.rushed", "order_status.tired",
			"delivery.neutral", "delivery.confused", "payment.confused", "refund.irritated",
			"quality.irritated", "quality.neutral", "booking.neutral", "booking.rushed",
		} {
			for _, form := range []string{"email_a", "sms_a"} {
				_, ok := catalog(t).Text(cell+"."+form, lang)
				require.True(t, ok, "%s.%s", cell, form)
			}
		}
	}
}

// A text stands in the file of its topic or family.
func TestTextsStandWhereTheyAreLookedFor(t *testing.T) {
	t.Parallel()
	for _, lang := range languages {
		for _, text := range texts(t, lang) {
			family, _, _ := strings.Cut(text.ID, ".")
			require.Equal(t, family+"."+lang.String()+".toml", text.File)
		}
	}
}

// The general texts serve every state, so that there is always one to fall back
// to: asked for in any state, none is passed over.
func TestGeneralTextsFitEveryState(t *testing.T) {
	t.Parallel()
	for _, state := range tone.States() {
		for _, lang := range languages {
			var recent []string
			for _, other := range texts(t, lang) {
				if strings.HasPrefix(other.ID, "hold."+state.String()+".") {
					recent = append(recent, other.ID)
				}
			}
			draft, err := catalog(t).Draft(templates.Query{Key: templates.KeyHold, State: state, Language: lang, Recent: recent})
			require.NoError(t, err)
			require.Equal(t, templates.RungGeneral, draft.Rung)
		}
	}
}

// The files are go-i18n's: read by it, every text comes out the same, but for
// the capital at its beginning.
func TestGoI18nReadsTheSame(t *testing.T) {
	t.Parallel()
	bundle := i18n.NewBundle(language.Russian)
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	files, err := fs.Glob(locales.FS, "*.r?.toml")
	require.NoError(t, err)
	for _, file := range files {
		_, err := bundle.LoadMessageFileFS(locales.FS, file)
		require.NoError(t, err)
	}
	parser := &template.TextParser{Option: "missingkey=zero"}
	eachRendition(t, func(text templates.Text, vars templates.Vars, rendered string) {
		config := &i18n.LocalizeConfig{MessageID: text.ID, TemplateData: map[string]string(vars), TemplateParser: parser}
		if count, ok := vars["Count"]; ok {
			config.PluralCount = strings.Replace(count, ",", ".", 1) // go-i18n reads a point only
		}
		want, tag, err := i18n.NewLocalizer(bundle, text.Language.String()).LocalizeWithTag(config)
		require.NoError(t, err)
		require.Equal(t, text.Language.String(), tag.String())
		if text.Form == templates.EmailForm {
			_, want, _ = strings.Cut(want, "\n\n") // the subject is no part of the text
		}
		first := []rune(want)
		first[0] = []rune(rendered)[0]
		require.Equal(t, string(first), rendered, text.ID)
	})
}
