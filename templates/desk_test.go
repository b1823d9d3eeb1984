package templates_test

import (
	"errors"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/timing"
	"github.com/camerton/camerton/tone"
)

func desk(tb testing.TB, b *templates.Business) *templates.Desk {
	tb.Helper()
	d, err := catalog(tb).Desk(b)
	require.NoError(tb, err)
	return d
}

func TestDeskDraft(t *testing.T) {
	t.Parallel()
	zone := chisinau(t)
	monday := time.Date(2026, 3, 2, 10, 0, 0, 0, zone)
	sunday := time.Date(2026, 3, 1, 23, 30, 0, 0, zone)
	easter := time.Date(2026, 4, 13, 11, 0, 0, 0, zone)
	for name, c := range map[string]struct {
		reading tone.Reading
		now     time.Time
		history timing.History
		id      string // without its variant
		says    string
	}{
		"in business hours": {
			tone.Reading{Topic: tone.TopicOrderStatus, State: tone.Rushed, Language: russian},
			monday,
			timing.History{},
			"order_status.rushed", "до~10:15",
		},
		"with a fact": {
			tone.Reading{Topic: tone.TopicPrice, Language: romanian},
			monday,
			timing.History{},
			"price.neutral.c", "musetel.example/preturi",
		},
		"with a fact, out of hours": {
			tone.Reading{Topic: tone.TopicPrice, Language: russian},
			sunday,
			timing.History{},
			"price.neutral.c", "musetel.example/preturi",
		},
		"out of hours": {
			tone.Reading{Topic: tone.TopicQuality, State: tone.Irritated, Language: russian},
			sunday,
			timing.History{},
			"hours.closed.irritated", "завтра до~10:00",
		},
		"on a holiday": {
			tone.Reading{Topic: tone.TopicQuality, Language: romanian},
			easter,
			timing.History{},
			"hours.holiday", "mâine, până la~10",
		},
		"thanks out of hours": {
			tone.Reading{Topic: tone.TopicThanks, State: tone.Enthusiastic, Language: romanian},
			sunday,
			timing.History{},
			"thanks.enthusiastic", "",
		},
		"better said aloud": {
			tone.Reading{Topic: tone.TopicTechnical, State: tone.Confused, Language: russian},
			monday,
			timing.History{Exchanges: 1, PhoneGiven: true},
			"system.call.confused", "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := desk(t, sample(t))
			plan := d.Policy().Plan(c.reading, c.history, c.now)
			draft, err := d.Draft(c.reading, plan, c.now)
			require.NoError(t, err)
			require.Truef(t, strings.HasPrefix(draft.ID, c.id+".") || draft.ID == c.id, draft.ID)
			require.Contains(t, draft.Text, nbsp(c.says))
			require.Equal(t, c.reading.Language, draft.Language)
		})
	}
}

func TestDeskQueryTakesWhatTheMessageGave(t *testing.T) {
	t.Parallel()
	r := tone.Reading{
		Topic: tone.TopicRefund, State: tone.Tired, Language: russian,
		Entities: []tone.Entity{
			{Kind: tone.OrderNumber, Number: 48213},
			{Kind: tone.OrderNumber, Number: 5},
			{Kind: tone.PhoneNumber},
			{Kind: tone.Amount, Number: 100},
		},
	}
	now := time.Date(2026, 3, 2, 10, 0, 0, 0, chisinau(t))
	d := desk(t, sample(t))
	q := d.Query(r, d.Policy().Plan(r, timing.History{}, now), now)
	require.Equal(t, "refund", q.Topic)
	require.Equal(t, russian, q.Language)
	require.Equal(t, tone.Tired, q.State)
	require.Equal(t, templates.Vars{
		"OrderNumber": "48213", "HasPhone": "+", "HoursToday": "9:00–18:00", "PromiseBy": nbsp("до~10:30"),
	}, q.Vars)
	require.Equal(t, templates.Vars{
		"BusinessName": "«Ромашка»", "OperatorWord": "оператор", "Signature": "Команда «Ромашки»", "CanCall": "+",
		"Phone": nbsp("+373~22~123~456"), "Email": "salut@musetel.example", "Site": "musetel.example",
		"Address": "ул. Армянская, 12", "Hours": nbsp("пн–пт~9:00–18:00, сб~10:00–14:00"),
		"PriceList": "musetel.example/preturi", "BookingLink": "musetel.example/programare",
		"DeliveryPrice": nbsp("50~лей"), "DeliveryFreeFrom": nbsp("500~лей"), "DeliveryZone": "Кишинёв",
		"DeliveryTerms":  "в день заказа, если заказать до полудня",
		"PaymentMethods": "наличными, картой на месте, переводом",
		"ReturnRules":    "вернуть или обменять можно в течение 14 дней, с чеком",
	}, q.Facts)

	sunday := now.AddDate(0, 0, -1)
	q = d.QueryIn(russian, r, d.Policy().Plan(r, timing.History{}, sunday), sunday)
	require.NotContains(t, q.Vars, "HoursToday")
	require.NotContains(t, q.Vars, "HolidayName")

	inventory := time.Date(2026, 5, 2, 11, 0, 0, 0, chisinau(t))
	q = d.QueryIn(russian, r, d.Policy().Plan(r, timing.History{}, inventory), inventory)
	require.Equal(t, "переучёт", q.Vars["HolidayName"])
}

// What the contract calls a fact of the business is what a business can fill.
func TestDeskAnswersByTheKeyThatIsAsked(t *testing.T) {
	t.Parallel()
	d := desk(t, sample(t))
	sunday := time.Date(2026, 3, 1, 23, 30, 0, 0, chisinau(t))
	r := tone.Reading{Topic: tone.TopicHuman, State: tone.Irritated}
	plan := d.Policy().Plan(r, timing.History{}, sunday)
	q := d.QueryIn(romanian, r, plan, sunday)
	q.Key = templates.KeyHandover
	draft, err := d.Answer(q, plan, sunday)
	require.NoError(t, err)
	require.Truef(t, strings.HasPrefix(draft.ID, "system.handover.irritated."), draft.ID)
	require.Contains(t, draft.Text, nbsp("mâine, până la~10"), "and says when, out of hours too")
}

func TestDeskFillsEveryFact(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 2, 10, 0, 0, 0, chisinau(t))
	d := desk(t, sample(t))
	for _, lang := range []tone.Language{russian, romanian} {
		r := tone.Reading{Language: lang}
		q := d.QueryIn(lang, r, d.Policy().Plan(r, timing.History{}, now), now)
		facts := maps.Clone(q.Facts)
		facts["HoursToday"] = q.Vars["HoursToday"]
		for _, name := range catalog(t).Variables("business") {
			require.NotEmpty(t, facts[name], name)
		}
		require.Len(t, facts, len(catalog(t).Variables("business")))
	}
}

func TestDeskLanguage(t *testing.T) {
	t.Parallel()
	onlyRomanian := *sample(t)
	onlyRomanian.Languages = templates.Languages{romanian}
	for _, c := range []struct {
		desk    *templates.Desk
		reading tone.Reading
		want    tone.Language
	}{
		{desk(t, nil), tone.Reading{Language: russian, Script: tone.Latin}, russian},
		{desk(t, nil), tone.Reading{Language: romanian, Script: tone.Cyrillic}, romanian},
		{desk(t, nil), tone.Reading{Language: tone.LanguageOther, Script: tone.Cyrillic}, russian},
		{desk(t, nil), tone.Reading{Language: tone.Mixed, Script: tone.ScriptMixed}, romanian},
		{desk(t, nil), tone.Reading{}, romanian},
		{desk(t, sample(t)), tone.Reading{Language: russian}, russian},
		{desk(t, sample(t)), tone.Reading{Script: tone.Cyrillic}, romanian},
		{desk(t, &onlyRomanian), tone.Reading{Language: russian}, romanian},
	} {
		require.Equal(t, c.want, c.desk.Language(c.reading))
	}
}

func TestDeskWithoutABusiness(t *testing.T) {
	t.Parallel()
	d := desk(t, nil)
	require.Nil(t, d.Calendar())
	require.True(t, d.Discloses())
	r := tone.Reading{Topic: tone.TopicPrice, State: tone.Confused, Language: romanian}
	night := time.Date(2026, 3, 1, 23, 30, 0, 0, chisinau(t))
	plan := d.Policy().Plan(r, timing.History{}, night)
	require.False(t, plan.OutOfHours)
	draft, err := d.Draft(r, plan, night)
	require.NoError(t, err)
	require.Equal(t, templates.RungExact, draft.Rung)
	require.Contains(t, draft.Promises, "call")
	require.Contains(t, draft.Text, "vă sunăm")
}

func TestDeskOfABusinessThatDoesNotCall(t *testing.T) {
	t.Parallel()
	b := *sample(t)
	quiet := false
	b.Promises.Refuse, b.Assistant.Disclose = []string{"call"}, &quiet
	d := desk(t, &b)
	require.False(t, d.Discloses())
	now := time.Date(2026, 3, 2, 10, 0, 0, 0, chisinau(t))
	for _, topic := range tone.Topics() {
		for _, state := range tone.States() {
			r := tone.Reading{Topic: topic, State: state, Language: russian}
			plan := d.Policy().Plan(r, timing.History{Exchanges: 1, PhoneGiven: true}, now)
			draft, err := d.Draft(r, plan, now)
			require.NoError(t, err)
			require.NotContains(t, draft.Promises, "call")
			require.NotContains(t, draft.Text, "звоним", draft.ID)
		}
	}

	b.Promises.Refuse = []string{"call", "clal"}
	_, err := catalog(t).Desk(&b)
	require.EqualError(t, err, `business: promises.refuse[1]: there is no kind of promise "clal" — did you mean call?`)
}

func TestDeskTellsFreeDelivery(t *testing.T) {
	t.Parallel()
	b := *sample(t)
	b.Delivery.Zones = []templates.Zone{{Name: templates.Bilingual{RU: "Кишинёв", RO: "Chișinău"}, FreeFrom: 100}}
	now := time.Date(2026, 3, 2, 10, 0, 0, 0, chisinau(t))
	for lang, want := range map[tone.Language]string{russian: "Доставка (Кишинёв)~— бесплатно. ", romanian: "Livrare (Chișinău): gratuită. "} {
		r := tone.Reading{Topic: tone.TopicDelivery, Language: lang}
		draft, err := desk(t, &b).Draft(r, timing.Plan{}, now)
		require.NoError(t, err)
		require.Truef(t, strings.HasPrefix(draft.Text, nbsp(want)), draft.Text)
	}
}

func TestDeskGoesToAPersonWhenTextsRunOut(t *testing.T) {
	t.Parallel()
	d := desk(t, nil)
	now := time.Date(2026, 3, 2, 10, 0, 0, 0, chisinau(t))
	q := d.QueryIn(russian, tone.Reading{Topic: tone.TopicOther}, timing.Plan{}, now)
	for range 32 { // as many as are looked back at
		draft, err := d.Answer(q, timing.Plan{}, now)
		if errors.Is(err, templates.ErrPerson) {
			return
		}
		require.NoError(t, err)
		require.NotContains(t, q.Recent, draft.ID)
		q.Recent = append(q.Recent, draft.ID)
	}
	require.Fail(t, "the texts did not run out")
}

// A table of the week is told with the days to come that are not as every week,
// and as it is where there are none.
func TestDeskTellsTheHoursOfHolidays(t *testing.T) {
	t.Parallel()
	d := desk(t, sample(t))
	at := func(month time.Month, day int) time.Time {
		return time.Date(2026, month, day, 11, 0, 0, 0, chisinau(t))
	}
	hours := func(lang tone.Language, now time.Time) string {
		q := d.QueryIn(lang, tone.Reading{Topic: tone.TopicHours, Language: lang}, timing.Plan{}, now)
		return strings.ReplaceAll(q.Facts["Hours"], "\u00a0", "~")
	}
	week := hours(russian, at(time.November, 10))
	require.NotContains(t, week, ";")
	require.Equal(t, week+"; 30~декабря~10:00–20:00, 31~декабря~9:00–14:00, 1~января~закрыто", strings.Split(hours(russian, at(time.December, 30)), ", 7~")[0])
	require.Contains(t, hours(romanian, at(time.August, 26)), "; 27~august~închis")
	require.Equal(t, week, hours(russian, at(time.November, 10)), "the facts themselves have not changed")
}
