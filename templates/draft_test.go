package templates_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/tone"
)

// ladder is a folder with one text for each rung of price × rushed.
func ladder(t *testing.T, more string) *templates.Catalog {
	t.Helper()
	c, err := loadOwn(map[string]string{
		"price.ru.toml": "[price.rushed]\na = \"Точно.\"\nb = \"По прайсу {{.PriceList}}.\"\nc = \"Именно вам.\"\n" +
			"[price.neutral]\na = \"Обычный ответ.\"\nb = \"Другой. Из трёх. Предложений.\"\nc = \"\"\"\nОтвет\nИз трёх\nСтрок.\"\"\"\n" + more,
		"hold.ru.toml":  "[hold.rushed]\na = \"Держим.\"\nb = \"Держим крепко.\"\nc = \"Не отпускаем.\"\n[hold.general]\na = \"Держим всех.\"\nb = \"Всех держим.\"\nc = \"Ждите.\"\n",
		"contract.toml": "version = 1\n[keys]\n\"price.rushed.c\".promises = [\"call\"]\n\"price.neutral.a\".weight = 3\n",
	})
	require.NoError(t, err)
	return c
}

func TestDraftGoesDownTheRungs(t *testing.T) {
	t.Parallel()
	c := ladder(t, "")
	q := templates.Query{Topic: "price", State: tone.Rushed, Language: russian, Refuse: []string{"call"}}
	var ids []string
	for _, want := range []struct {
		rung templates.Rung
		ids  []string
	}{
		{templates.RungExact, []string{"price.rushed.a"}},
		{templates.RungNeutral, []string{"price.neutral.a"}},
		{templates.RungHold, []string{"hold.rushed.a", "hold.rushed.b", "hold.rushed.c"}},
		{templates.RungGeneral, []string{"hold.general.a", "hold.general.b", "hold.general.c"}},
	} {
		var met []string
		for range want.ids {
			draft, err := c.Draft(q)
			require.NoError(t, err)
			require.Equal(t, want.rung, draft.Rung)
			require.Equal(t, []string{"PriceList"}, draft.Missing)
			met = append(met, draft.ID)
			q.Recent = append(q.Recent, draft.ID)
		}
		require.ElementsMatch(t, want.ids, met)
		ids = append(ids, met...)
	}
	draft, err := c.Draft(q)
	require.ErrorIs(t, err, templates.ErrPerson)
	require.Equal(t, templates.Draft{
		Language: russian, Rung: templates.RungPerson, Missing: []string{"PriceList"},
	}, draft)
	require.Len(t, ids, 8)
}

func TestDraftTellsFactsFirst(t *testing.T) {
	t.Parallel()
	c := ladder(t, "")
	for seed := range 20 {
		draft, err := c.Draft(templates.Query{
			Topic: "price", State: tone.Rushed, Language: russian, Seed: strconv.Itoa(seed),
			Facts: templates.Vars{"PriceList": "a.example/p"},
		})
		require.NoError(t, err)
		require.Equal(t, "По прайсу a.example/p.", draft.Text)
		require.Empty(t, draft.Missing)
	}
}

func TestDraftMakesNoRefusedPromise(t *testing.T) {
	t.Parallel()
	c, met := ladder(t, ""), map[string]bool{}
	for seed := range 50 {
		q := templates.Query{Topic: "price", State: tone.Rushed, Language: russian, Seed: strconv.Itoa(seed)}
		draft, err := c.Draft(q)
		require.NoError(t, err)
		met[draft.ID] = true
		q.Refuse = []string{"call"}
		draft, err = c.Draft(q)
		require.NoError(t, err)
		require.Equal(t, "price.rushed.a", draft.ID)
	}
	require.Len(t, met, 2, "without the refusal both are drawn")
}

// An offer to call is a promise only where it was made.
func TestDraftPromisesWhatTheTextSays(t *testing.T) {
	t.Parallel()
	q := templates.Query{Topic: "refund", State: tone.Irritated, Language: russian}
	without, err := catalog(t).Draft(q)
	require.NoError(t, err)
	require.NotContains(t, without.Promises, "call")
	require.NotContains(t, without.Text, "звоним")

	q.Facts = templates.Vars{templates.VarCanCall: "+"}
	with, err := catalog(t).Draft(q)
	require.NoError(t, err)
	require.Equal(t, without.ID, with.ID)
	require.Equal(t, []string{"answer", "call", "check", "handover"}, with.Promises)
	require.Equal(t, []string{"answer", "check", "handover"}, without.Promises)
	require.Contains(t, with.Text, "звоним")
}

func TestDraftPassesOverTextsAgainstTheStatesRules(t *testing.T) {
	t.Parallel()
	c, err := loadOwn(map[string]string{
		"contract.toml": "version = 1\n[topics.tyres]\nabout = \"Tyres.\"\n",
		"tyres.ru.toml": "[tyres.neutral]\na = \"Спасибо! Оформим.\"\nb = \"Оформим.\"\n",
	})
	require.NoError(t, err)
	for seed := range 20 {
		draft, err := c.Draft(templates.Query{Topic: "tyres", State: tone.Irritated, Language: russian, Seed: strconv.Itoa(seed)})
		require.NoError(t, err)
		require.Equal(t, "tyres.neutral.b", draft.ID)
		require.Equal(t, templates.RungNeutral, draft.Rung)
	}
}

func TestDraftNeverOpensAlikeTwice(t *testing.T) {
	t.Parallel()
	c, err := loadOwn(map[string]string{
		"order.ru.toml": "[order.neutral]\na = \"Оформим заказ сейчас.\"\nb = \"{{with .Name}}{{.}}, {{end}}оформим заказ позже.\"\nc = \"Заказ оформим.\"\n",
	})
	require.NoError(t, err)
	for _, recent := range []string{"order.neutral.a", "order.neutral.b"} {
		draft, err := c.Draft(templates.Query{
			Topic: "order", Language: russian, Recent: []string{"unknown.id", recent}, Vars: templates.Vars{"Name": "Ана"},
		})
		require.NoError(t, err)
		require.Equal(t, "order.neutral.c", draft.ID)
		require.Equal(t, "заказ оформим", draft.Opening)
	}
}

func TestDraftIsStable(t *testing.T) {
	t.Parallel()
	c, met := catalog(t), map[string]int{}
	for seed := range 300 {
		q := templates.Query{Topic: "price", Language: romanian, Seed: fmt.Sprint("client-", seed)}
		first, err := c.Draft(q)
		require.NoError(t, err)
		again, err := c.Draft(q)
		require.NoError(t, err)
		require.Equal(t, first, again)
		met[first.ID]++
	}
	require.Len(t, met, 2)
	for id, n := range met {
		require.Greater(t, n, 100, id)
	}
}

func TestDraftDrawsByWeight(t *testing.T) {
	t.Parallel()
	c, err := loadOwn(map[string]string{
		"order.ru.toml": "[order.neutral]\na = \"Раз.\"\nb = \"Два.\"\nc = \"Три.\"\n",
		"contract.toml": "version = 1\n[keys]\n\"order\".weight = 3\n\"order.neutral.b\".weight = 1\n\"order.neutral.c\".weight = 0\n",
	})
	require.NoError(t, err)
	met := map[string]int{}
	for seed := range 1000 {
		draft, err := c.Draft(templates.Query{Topic: "order", Language: russian, Seed: strconv.Itoa(seed)})
		require.NoError(t, err)
		met[draft.Text]++
	}
	require.InDelta(t, 750, met["Раз."], 50)
	require.InDelta(t, 250, met["Два."], 50)
	require.Zero(t, met["Три."])
}

func TestDraftOfWrongQueries(t *testing.T) {
	t.Parallel()
	for want, q := range map[string]templates.Query{
		`templates: there is no topic or key "prise"`:                                     {Topic: "prise", Language: russian},
		`templates: there is no topic or key "system.hold"`:                               {Key: "system.hold", Language: russian},
		`templates: there are no texts in language ""; ask for ru or ro`:                  {Topic: "price"},
		`templates: State(9) is not a state`:                                              {Topic: "price", Language: russian, State: 9},
		`templates: Channel(77) is not a channel`:                                         {Topic: "price", Language: russian, Channel: 77},
		`templates: the variable Count is "x"; write a number in digits, as 3 or 1.5`:     {Topic: "price", Language: russian, Vars: templates.Vars{"Count": "x"}},
		`templates: the variable Count is "1 000"; write a number in digits, as 3 or 1.5`: {Topic: "price", Language: russian, Facts: templates.Vars{"Count": "1 000"}},
	} {
		draft, err := catalog(t).Draft(q)
		require.EqualError(t, err, want)
		require.Equal(t, templates.Draft{}, draft)
	}
}

func TestDraftOfSpecialKeys(t *testing.T) {
	t.Parallel()
	by := templates.Vars{"PromiseBy": "завтра до 10:00"}
	for _, c := range []struct {
		key   string
		state tone.State
		vars  templates.Vars
		rung  templates.Rung
		ids   string
	}{
		{templates.KeyHold, tone.Tired, nil, templates.RungExact, "hold.tired."},
		{templates.KeyClosed, tone.Rushed, by, templates.RungExact, "hours.closed.rushed."},
		{templates.KeyClosed, tone.Neutral, by, templates.RungNeutral, "hours.closed."},
		{templates.KeyClosed, tone.Neutral, nil, templates.RungHold, "hold.neutral."},
		{templates.KeyHoliday, tone.Irritated, by, templates.RungExact, "hours.holiday."},
		{templates.KeyHandover, tone.Irritated, nil, templates.RungExact, "system.handover.irritated."},
		{templates.KeyCall, tone.Enthusiastic, nil, templates.RungNeutral, "system.call."},
	} {
		draft, err := catalog(t).Draft(templates.Query{Key: c.key, Topic: "price", State: c.state, Language: russian, Vars: c.vars})
		require.NoError(t, err)
		require.Equal(t, c.rung, draft.Rung, c.key)
		require.Truef(t, strings.HasPrefix(draft.ID, c.ids), "%s for %s", draft.ID, c.key)
		require.Equal(t, c.vars != nil, draft.SaysWhen)
	}
}

func TestDraftOfAFirstContactSaysWhoWrites(t *testing.T) {
	t.Parallel()
	q := templates.Query{Topic: "price", Language: russian, Facts: templates.Vars{"OperatorWord": "живой"}}
	plain, err := catalog(t).Draft(q)
	require.NoError(t, err)
	q.First = true
	first, err := catalog(t).Draft(q)
	require.NoError(t, err)
	require.Equal(t, plain.Text+"\n\nПишет автоматический помощник; чтобы позвать человека, отправьте слово «живой».", first.Text)
	require.Equal(t, plain.ID, first.ID)
	require.Equal(t, plain.Promises, first.Promises)

	q.State, q.Language = tone.Rushed, romanian
	q.Facts = nil
	first, err = catalog(t).Draft(q)
	require.NoError(t, err)
	require.True(t, strings.HasSuffix(first.Text, "\n\nRăspuns automat; ca să vorbiți cu un om, scrieți „operator”"), first.Text)
}

func TestDraftOfALetter(t *testing.T) {
	t.Parallel()
	c, err := loadOwn(map[string]string{"order.ru.toml": `
[order.neutral]
a = "Оформим заказ."
email_a = """
заказ для вас{{with .Name}}, {{.}}{{end}}

{{with .Name}}{{.}}, {{end}}оформим заказ.

Всё остальное за нами."""
`})
	require.NoError(t, err)
	q := templates.Query{
		Topic: "order", Language: russian, Channel: tone.Email,
		Vars: templates.Vars{"Name": "Ана\r\nBcc: all"}, Facts: templates.Vars{"Signature": "Команда"},
	}
	draft, err := c.Draft(q)
	require.NoError(t, err)
	require.Equal(t, templates.EmailForm, draft.Form)
	require.Equal(t, "Заказ для вас, Ана Bcc: all", draft.Subject, "a name begins no other header")
	require.Equal(t, "Здравствуйте, Ана\r\nBcc: all.\n\nОформим заказ.\n\nВсё остальное за нами.\n\nКоманда", draft.Text)

	// Without a letter of its own, the chat text goes into an envelope.
	q.Topic, q.Vars, q.Facts, q.First = "price", nil, templates.Vars{"BusinessName": "«Ромашка»"}, true
	draft, err = c.Draft(q)
	require.NoError(t, err)
	require.Equal(t, templates.Chat, draft.Form)
	require.Equal(t, "Ответ на ваше письмо\u00a0— «Ромашка»", draft.Subject)
	require.True(t, strings.HasPrefix(draft.Text, "Здравствуйте.\n\n"), draft.Text)
	require.True(t, strings.HasSuffix(draft.Text, "\n\n«Ромашка»"), draft.Text)
	require.Contains(t, draft.Text, "помощник")

	// And one that greets by itself gets no second greeting.
	q.Topic, q.Seed = "greeting", "2"
	draft, err = c.Draft(q)
	require.NoError(t, err)
	require.Equal(t, 1, strings.Count(draft.Text, "Здравствуйте"), draft.Text)
}

// A letter names the customer once, by whatever of its parts does.
func TestDraftOfALetterNamesTheCustomerOnce(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"{{with .Name}}{{.}}, {{end}}узнаем и ответим.":     "Здравствуйте, Ана.\n\nУзнаем и ответим.",
		"Узнаем и ответим{{with .Name}}, {{.}}{{end}}.":     "Здравствуйте, Ана.\n\nУзнаем и ответим.",
		"Здравствуйте{{with .Name}}, {{.}}{{end}}, узнаем.": "Здравствуйте, Ана, узнаем.",
		"{{with .Name}}{{.}}, {{end}}здравствуйте.":         "Ана, здравствуйте.",
		"Это для вас, {{.Name}}.":                           "Здравствуйте, Ана.\n\nЭто для вас, Ана.",
	} {
		c, err := loadOwn(map[string]string{
			"contract.toml": "version = 1\n[topics.tyres]\nabout = \"Tyres.\"\n",
			"tyres.ru.toml": "[tyres.neutral]\na = \"" + text + "\"\n",
		})
		require.NoError(t, err)
		q := templates.Query{Topic: "tyres", Language: russian, Channel: tone.Email, Vars: templates.Vars{"Name": "Ана"}}
		draft, err := c.Draft(q)
		require.NoError(t, err)
		require.Equal(t, "tyres.neutral.a", draft.ID)
		require.Equal(t, want, draft.Text)
		require.Equal(t, "Ана", q.Vars["Name"], "what was asked with stays as it is")

		q.Channel = tone.Telegram
		draft, err = c.Draft(q)
		require.NoError(t, err)
		require.Contains(t, draft.Text, "Ана", "a chat has no salutation")
	}
}

func TestDraftKeepsTheLimitsOfChannels(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("🙂", 300)
	for _, ch := range tone.Channels() {
		q := templates.Query{Topic: "order_status", Language: russian, Channel: ch, Vars: templates.Vars{
			"Name": long, "OrderNumber": "48213", "PromiseBy": "сегодня до 14:30",
		}}
		draft, err := catalog(t).Draft(q)
		require.NoError(t, err, ch)
		require.Contains(t, draft.Text, "сегодня до 14:30", "only what the customer is called may be left out")
		requireWithinLimit(t, ch, draft.Text)
	}
}

// requireWithinLimit checks the limits that the services themselves document.
func requireWithinLimit(t *testing.T, ch tone.Channel, text string) {
	t.Helper()
	switch ch {
	case tone.SMS:
		require.LessOrEqual(t, templates.Segments(text), 2)
	case tone.Instagram:
		require.LessOrEqual(t, len(text), 1000)
	case tone.Telegram, tone.TelegramBusiness, tone.Web:
		require.LessOrEqual(t, templates.UTF16Len(text), 4096)
	case tone.WhatsApp:
		require.LessOrEqual(t, utf8.RuneCountInString(text), 4096)
	case tone.Viber:
		require.LessOrEqual(t, utf8.RuneCountInString(text), 7000)
	case tone.Email, tone.Phone:
	}
}

func TestDraftOfATextThatIsAlwaysTooLongGoesOn(t *testing.T) {
	t.Parallel()
	c, err := loadOwn(map[string]string{
		"contract.toml": "version = 1\n[topics.tyres]\nabout = \"Tyres.\"\n",
		"tyres.ru.toml": "[tyres.neutral]\na = \"" + strings.Repeat("слово ", 40) + "\"\nsms_a = \"{{.Address}}\"\n",
	})
	require.NoError(t, err)
	q := templates.Query{Topic: "tyres", Language: russian, Channel: tone.SMS, Facts: templates.Vars{"Address": strings.Repeat("ж", 500)}}
	draft, err := c.Draft(q)
	require.NoError(t, err)
	require.Equal(t, "hold.neutral.sms_a", draft.ID)

	q.Facts = templates.Vars{"Address": "ул. Армянская, 12"}
	draft, err = c.Draft(q)
	require.NoError(t, err)
	require.Equal(t, templates.SMSForm, draft.Form)
	require.Equal(t, "ул. Армянская, 12", draft.Text)
}

// Every way of asking for every cell gives a text, in the language asked for.
func TestDraftIsNeverBlank(t *testing.T) {
	t.Parallel()
	c := catalog(t)
	for _, topic := range tone.Topics() {
		for _, state := range tone.States() {
			for _, lang := range []tone.Language{russian, romanian} {
				for _, ch := range tone.Channels() {
					q := templates.Query{Topic: topic.String(), State: state, Language: lang, Channel: ch, First: true}
					draft, err := c.Draft(q)
					require.NoError(t, err)
					require.NotEmpty(t, strings.TrimSpace(draft.Text))
					require.Equal(t, lang == russian, strings.ContainsAny(draft.Text, "аеиоу"), draft.Text)
					require.NotContains(t, draft.Text, "{{")
					require.NotContains(t, draft.Text, "<no value>")
				}
			}
		}
	}
}

// What a customer is called comes out as it is, or not at all, and within the
// limits.
func FuzzCustomerValues(f *testing.F) {
	for _, name := range []string{
		"Ана", "{{.X}}", "{{", "<b>Ion</b>", "_*[x](y)", "a\nb", "\u202eana", "שלום", strings.Repeat("🙂", 300), "", " ", "\xff\x00", "%s", "\\",
	} {
		f.Add(name, "48213", uint8(0), uint8(2))
	}
	c := catalog(f)
	f.Fuzz(func(t *testing.T, name, order string, channel, state uint8) {
		ch, st := tone.Channel(channel%tone.NumChannels), tone.State(state%tone.NumStates)
		for _, lang := range []tone.Language{russian, romanian} {
			draft, err := c.Draft(templates.Query{
				Topic: "order_status", State: st, Language: lang, Channel: ch, Seed: name,
				Vars: templates.Vars{"Name": name, "OrderNumber": order}, First: true,
			})
			require.NoError(t, err)
			require.NotEmpty(t, draft.Text)
			requireWithinLimit(t, ch, draft.Text)
			text, err := c.Render("greeting.neutral.a", lang, templates.Vars{"Name": name})
			require.NoError(t, err)
			if strings.TrimSpace(name) != "" {
				require.Contains(t, text, name)
			}
		}
	})
}
