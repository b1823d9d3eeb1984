// Package templates chooses and finishes the text of a reply: the right one for
// what the customer wants, for the state the customer is in, for the language
// and for the channel.
//
//	texts, err := templates.Load(locales.FS)
//	desk, err := texts.Desk(nil) // or with the facts of a business
//	reading := tone.Classify("Где мой заказ?! Третий день жду")
//	plan := desk.Policy().Plan(reading, timing.History{}, now)
//	draft, err := desk.Draft(reading, plan, now)
//
// draft.Text can be sent as it is. The package reads no clock and no network,
// and only [Load] and [LoadBusiness] read files. A [Catalog] and a [Desk] never
// change and may be used by any number of goroutines at once.
//
// # Locale files
//
// Texts are TOML files in the format of go-i18n, one for each topic and
// language, in the root of a folder: price.ru.toml, price.ro.toml. The language
// is the part of the name before ".toml".
//
//	[price.rushed]                        # topic and state
//	a = "Назовём цену{{with .PromiseBy}} {{.}}{{end}}."
//	b = "{{with .Name}}{{.}}, {{end}}узнаем цену и ответим здесь."
//	sms_a = "Узнаем цену и ответим."      # the form for a channel
//
// A message's id is its path: "price.rushed.a". Variants are a to z; a letter
// for e-mail is email_a, its first line the subject; a short message is sms_a.
// Texts for a moment instead of a topic have special keys, with a state or
// without: hold.tired.a, hold.general.a, hours.closed.a, system.handover.a.
// Fixed phrases of which times and amounts are put together have ids of their
// own: system.time.today. A text whose words depend on a number is a table of
// plural forms, chosen by the variable Count:
//
//	[price.neutral.d]
//	one = "…{{.Count}} лей…"
//	few = "…{{.Count}} лея…"
//	many = "…{{.Count}} лей…"
//	other = "…{{.Count}} лея…"
//
// Inside a text only variables may stand in brackets: {{.Name}}, and
// {{if .Name}}…{{else}}…{{end}} or {{with .Name}}…{{.}}…{{end}} for what depends
// on whether a variable is there. A text that prints a variable without asking
// is used only when it is there. The first letter of a text becomes a capital,
// so that a text may begin with a name or without.
//
// Which ids, variables and promises there are, and how long a text may be, is
// said in contract.toml. Load checks all files against it, and everything that
// is wrong is said at once, with file, line, key and what would be right:
//
//	price.ru.toml:12: price.rushed.a: there is no variable Promise — did you mean PromiseBy?
//
// # Which text is chosen
//
// [Catalog.Draft] goes down these rungs until a text fits:
//
//  1. exact: the texts for the topic and the state, or for the special key and
//     the state;
//  2. neutral: the topic's neutral texts, or the key's texts for any state, as far
//     as they keep the tone rules of the customer's state;
//  3. hold: the holding texts of the state;
//  4. general: the general holding texts;
//  5. person: no text; [ErrPerson] is returned and a person must answer.
//
// It never changes the language and never returns a blank. On a rung the form of
// the channel goes before the chat form, texts that tell facts of the business
// before texts that tell none, and among equals a hash of the seed and the ids
// decides, in proportion to the weights in the contract: FNV-1a (64 bit) of the
// seed, exclusive-or that of the id, through the finaliser of SplitMix64; the
// greatest number wins. Seeds, ids and results belong together for good: the
// same seed gives the same text until the texts change.
//
// # A business's own texts
//
// A folder of one's own lies over ours: [Load] takes single keys, topics with cue
// phrases ([Catalog.OwnTopic]) and experiments from it. [Live] lets an edited set
// take the place of the old one while answers are given, if it is sound. [Lint]
// tells copywriters what is wrong with a text before a customer reads it; its
// rules are explained in docs/lint.md. [Schemas] are for editors.
//
// # Truth
//
// Times, prices and facts come from variables only. What a text says that
// somebody will do is declared as a promise in the contract, and
// [Draft.Promises] hands it on, so that it can be watched and kept.
package templates
