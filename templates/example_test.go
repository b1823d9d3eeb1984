package templates_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing/fstest"
	"time"

	"github.com/camerton/camerton/locales"
	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/timing"
	"github.com/camerton/camerton/tone"
)

// breakable writes non-breaking spaces as plain ones, for the eye.
func breakable(text string) string { return strings.ReplaceAll(text, "\u00a0", " ") }

// From a reading to a reply.
func Example() {
	now := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC) // a Monday

	texts, err := templates.Load(locales.FS)
	if err != nil {
		panic(err)
	}
	desk, err := texts.Desk(nil)
	if err != nil {
		panic(err)
	}
	reading := tone.Reading{Topic: tone.TopicPrice, State: tone.Rushed, Language: tone.Romanian}
	plan := desk.Policy().Plan(reading, timing.History{}, now)
	draft, err := desk.Draft(reading, plan, now)
	if err != nil {
		panic(err)
	}
	fmt.Println(draft.ID)
	fmt.Println(breakable(draft.Text))
	// Output:
	// price.rushed.a
	// Vă scriem prețul aici până la 10:15. Ca să câștigăm timp, trimiteți denumirea și cantitatea într-un rând.
}

func ExampleCatalog_Draft() {
	texts, err := templates.Load(locales.FS)
	if err != nil {
		panic(err)
	}
	draft, err := texts.Draft(templates.Query{
		Topic: "delivery", State: tone.Tired, Language: tone.Russian,
		Vars: templates.Vars{"Name": "Ана", "PromiseBy": "завтра утром"},
	})
	if err != nil {
		panic(err)
	}
	fmt.Println(draft.Text)
	fmt.Println("promises:", draft.Promises)
	fmt.Println("would say more with:", draft.Missing)
	// Output:
	// Ана, дальше доставкой займёмся мы и напишем вам завтра утром. От вас нужен только адрес, если ещё не назвали.
	// promises: [answer arrange]
	// would say more with: [DeliveryPrice]
}

// A business's facts come from one file.
func ExampleCatalog_Desk() {
	texts, err := templates.Load(locales.FS)
	if err != nil {
		panic(err)
	}
	shop, err := templates.LoadBusiness(os.DirFS("testdata"), "business.toml")
	if err != nil {
		panic(err)
	}
	desk, err := texts.Desk(shop)
	if err != nil {
		panic(err)
	}
	sunday := time.Date(2026, 3, 1, 20, 0, 0, 0, time.UTC)
	reading := tone.Reading{Topic: tone.TopicOrderStatus, State: tone.Neutral, Language: tone.Romanian}
	draft, err := desk.Draft(reading, desk.Policy().Plan(reading, timing.History{}, sunday), sunday)
	if err != nil {
		panic(err)
	}
	fmt.Println(breakable(draft.Text))
	// Output: Momentan e închis la noi, dar mesajul nu se pierde: vă răspundem mâine, până la 10.
}

// A copywriter's own folder over ours: a key that is there replaces ours, in its
// language.
func ExampleLoad() {
	own := fstest.MapFS{"greeting.ru.toml": &fstest.MapFile{
		Data: []byte("[greeting.neutral]\na = \"Здравствуйте{{with .Name}}, {{.}}{{end}}! Цветочная лавка слушает.\"\n"),
	}}
	texts, err := templates.Load(locales.FS, templates.Named("my/texts", own))
	if err != nil {
		panic(err)
	}
	text, err := texts.Render("greeting.neutral.a", tone.Russian, templates.Vars{"Name": "Ана"})
	fmt.Println(text, err)
	// Output: Здравствуйте, Ана! Цветочная лавка слушает. <nil>
}

// Everything that is wrong is told at once, and where.
func ExampleFaults() {
	own := fstest.MapFS{"price.ro.toml": &fstest.MapFile{
		Data: []byte("[price.neutrl]\na = \"Costă {{.Pret}}.\"\n[price.rushed]\na = \"{{.PriceLst}}\"\n"),
	}}
	_, err := templates.Load(locales.FS, templates.Named("texts", own))
	if faults, ok := errors.AsType[templates.Faults](err); ok {
		for _, fault := range faults {
			fmt.Println(fault)
		}
	}
	// Output:
	// texts/price.ro.toml:2: price.neutrl.a: there is no state "neutrl" — did you mean neutral?
	// texts/price.ro.toml:4: price.rushed.a: there is no variable PriceLst — did you mean PriceList?
}

func ExampleWords_Promise() {
	texts, err := templates.Load(locales.FS)
	if err != nil {
		panic(err)
	}
	now := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	for _, lang := range []tone.Language{tone.Russian, tone.Romanian} {
		words, err := texts.Words(lang)
		if err != nil {
			panic(err)
		}
		fmt.Println(words.Promise(timing.Promise{
			Kind: timing.ByPolicy, At: now.AddDate(0, 0, 1), Precision: timing.PartsOfDay,
		}, now))
	}
	// Output:
	// завтра утром
	// mâine dimineață
}

func ExampleSegments() {
	fmt.Println(templates.Segments("Raspundem azi, pana la 14:30."), templates.Segments("Răspundem azi, până la 14:30, și vă așteptăm mâine la noi în magazin, pe strada Armenească."))
	// Output: 1 2
}

func ExampleMoney() {
	fmt.Println(breakable(templates.Money(125050).String()))
	// Output: 1 250,50
}
