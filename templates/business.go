package templates

import (
	"fmt"
	"io/fs"
	"reflect"
	"slices"

	"github.com/camerton/camerton/timing"
	"github.com/camerton/camerton/tone"
)

// BusinessFile is the usual name of the file that a Business is read from; it is
// never read as messages.
const BusinessFile = "business.toml"

// A Business is what is known about a business: the facts that texts may tell
// and the hours by which times are promised. It can be read from a file, of
// which testdata/business.toml is a commented sample, or filled in code. A text
// that needs a fact is used only if the fact is there, so everything but the
// name, the languages and the hours may be left out.
type Business struct {
	// Name is the business's name, with the quotes it is to be shown in.
	Name Bilingual `toml:"name"`

	// Languages are the languages that customers are answered in; the first is
	// used where a customer's language can't be told. At least one of "ru" and
	// "ro".
	Languages Languages `toml:"languages"`

	// Timezone is an IANA name; empty is "Europe/Chisinau".
	Timezone string `toml:"timezone"`

	// Currency is the ISO code of all amounts; empty is "MDL".
	Currency string `toml:"currency"`

	Phones []Phone   `toml:"phones"` // the first is shown
	Email  string    `toml:"email"`
	Site   Bilingual `toml:"site"`

	Hours     Hours     `toml:"hours"`
	Branches  []Branch  `toml:"branches"` // the first is shown where only one can be
	Delivery  Delivery  `toml:"delivery"`
	Payment   Payment   `toml:"payment"`
	Returns   Returns   `toml:"returns"`
	Booking   Booking   `toml:"booking"`
	Prices    Prices    `toml:"prices"`
	Promises  Promises  `toml:"promises"`
	Voice     Voice     `toml:"voice"`
	Assistant Assistant `toml:"assistant"`
}

// Languages are languages that there are texts in. In a file they are "ru" and
// "ro".
type Languages []tone.Language

// UnmarshalTOML reads a list of names.
func (l *Languages) UnmarshalTOML(v any) error {
	names, ok := v.([]any)
	if !ok {
		return &valueError{"", "this is " + typeName(v), `write a list, as ["ro", "ru"]`}
	}
	for i, name := range names {
		at := slices.IndexFunc(langs[:], func(lang tone.Language) bool { return lang.String() == name })
		if at < 0 {
			return &valueError{indexed("", i), fmt.Sprintf("there are no texts in %v", name), "the languages are ru and ro"}
		}
		*l = append(*l, langs[at])
	}
	return nil
}

// Hours are a business's opening hours.
type Hours struct {
	// Week are the weekly hours, as timing.ParseHours reads them.
	Week timing.Hours `toml:"week"`

	// Holidays is the country whose public holidays are days off: "md" or "ro".
	// Empty means that the business is open on holidays.
	Holidays string `toml:"holidays"`

	// Rules are the business's own days of every year, in the lines that
	// timing.ParseRules reads. They go before the country's.
	Rules string `toml:"rules"`

	// Special are days that differ once: closings, shorter and longer days.
	Special []SpecialDay `toml:"special"`
}

// A SpecialDay is a day, or a row of days, with other hours than usual.
type SpecialDay struct {
	Days  string    `toml:"days"`  // "2026-05-02", or the first and last of several: "2026-12-24..2027-01-02"
	Open  string    `toml:"open"`  // "09:00-14:00", or "closed"
	Label Bilingual `toml:"label"` // why; may be empty
}

// A Branch is a place where customers are served.
type Branch struct {
	Name    Bilingual     `toml:"name"`
	Address Bilingual     `toml:"address"`
	Phone   Phone         `toml:"phone"`
	Hours   *timing.Hours `toml:"hours"` // nil is the business's own
	Map     string        `toml:"map"`   // a link
}

// Delivery is where a business delivers, and for how much.
type Delivery struct {
	Zones []Zone `toml:"zones"` // the first is shown where only one can be
}

// A Zone is a place with one price of delivery.
type Zone struct {
	Name     Bilingual `toml:"name"`
	Price    Money     `toml:"price"`
	FreeFrom Money     `toml:"free_from"` // the sum of an order from which it is free; 0 is never
	Terms    Bilingual `toml:"terms"`     // how soon; stands after "срок: "
}

// Payment is how customers can pay.
type Payment struct {
	Methods []string `toml:"methods"` // of PaymentMethods()
}

// PaymentMethods are the ways to pay that there are words for.
func PaymentMethods() []string {
	return []string{"cash", "card", "online", "transfer", "terminal", "instalments"}
}

// Returns is what customers can take back.
type Returns struct {
	Rules Bilingual `toml:"rules"` // one sentence that begins small and has no full stop
}

// Booking is where a time can be booked.
type Booking struct {
	Link Bilingual `toml:"link"`
}

// Prices is where the prices are.
type Prices struct {
	Link Bilingual `toml:"link"`
}

// Promises is what a business does not promise in automatic texts.
type Promises struct {
	Refuse []string `toml:"refuse"` // kinds of the contract: "call" where nobody can call back
}

// Voice is how a business speaks.
type Voice struct {
	// Address is how customers are addressed in the business's own texts:
	// "formal" (вы, dumneavoastră), which empty is too, or "informal". Texts that
	// come with Camerton are always formal.
	Address string `toml:"address"`

	// Signature ends an e-mail; empty is the name.
	Signature Bilingual `toml:"signature"`
}

// Assistant is how an automatic text makes itself known.
type Assistant struct {
	// Disclose says whether the first automatic text of a conversation tells that
	// an assistant writes; nil is true.
	Disclose *bool `toml:"disclose"`

	// Operator is the word by which a customer calls a person; empty is
	// "оператор", "operator".
	Operator Bilingual `toml:"operator"`
}

// LoadBusiness reads a business from a file. What is wrong is returned all at
// once, as an error of type [Faults].
func LoadBusiness(fsys fs.FS, name string) (*Business, error) {
	var faults Faults
	l := makeLayer(fsys)
	data, ok := l.read(name, &faults)
	if !ok && faults == nil {
		faults.add(Fault{File: l.path(name), Problem: "there is no such file", Fix: "check its name"})
	}
	if faults != nil {
		return nil, faults.err()
	}
	return ParseBusiness(l.path(name), data)
}

// ParseBusiness reads a business from the content of a file; name is what faults
// call it.
func ParseBusiness(name string, data []byte) (*Business, error) {
	var faults Faults
	tree, src := parseTOML(name, data, &faults)
	if tree == nil && faults != nil {
		return nil, faults.err()
	}
	b := &Business{}
	strictDecoder{src, &faults}.table("", tree, reflect.ValueOf(b).Elem())
	b.check(func(key, problem, fix string) {
		if !faults.has(key) {
			faults.add(src.fault(key, problem, fix))
		}
	})
	if err := faults.err(); err != nil {
		return nil, err
	}
	return b, nil
}

// Check returns what is wrong with a business that was filled in code, all at
// once, as an error of type [Faults]; nil if nothing is.
func (b *Business) Check() error {
	var faults Faults
	b.check(func(key, problem, fix string) {
		faults.add(Fault{File: "business", Key: key, Problem: problem, Fix: fix})
	})
	return faults.err()
}

// Calendar returns when the business is open. It is made anew by every call.
func (b *Business) Calendar() (*timing.Calendar, error) {
	var faults Faults
	config := b.calendarConfig(func(key, problem, fix string) {
		faults.add(Fault{File: "business", Key: key, Problem: problem, Fix: fix})
	})
	if err := faults.err(); err != nil {
		return nil, err
	}
	return timing.NewCalendar(config)
}

// calendarConfig gathers the hours and reports what is wrong with them.
func (b *Business) calendarConfig(fail failFunc) timing.Config {
	check := func(key string, err error) {
		if err != nil {
			fail(key, plainError(err), "")
		}
	}
	config := timing.Config{Hours: b.Hours.Week}
	var err error
	config.Zone, err = timing.LoadZone(b.timezone())
	check("timezone", err)
	if b.Hours.Holidays != "" {
		config.Holidays, err = timing.Holidays(b.Hours.Holidays)
		check("hours.holidays", err)
	}
	own, err := timing.ParseRules("rules", b.Hours.Rules)
	check("hours.rules", err)
	config.Holidays = append(config.Holidays, own...)
	for i, day := range b.Hours.Special {
		special, err := day.parse()
		check(indexed("hours.special", i), err)
		config.Special = append(config.Special, special)
	}
	return config
}

func (d SpecialDay) parse() (timing.SpecialDay, error) {
	first, last, err := timing.ParseDates(d.Days)
	if err != nil {
		return timing.SpecialDay{}, err
	}
	open, err := timing.ParseIntervals(d.Open)
	if err != nil {
		return timing.SpecialDay{}, err
	}
	return timing.SpecialDay{First: first, Last: last, Open: open, Label: timing.Label(d.Label)}, nil
}

func (b *Business) timezone() string {
	if b.Timezone == "" {
		return "Europe/Chisinau"
	}
	return b.Timezone
}

func (b *Business) currency() string {
	if b.Currency == "" {
		return "MDL"
	}
	return b.Currency
}
