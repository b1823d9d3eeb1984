package templates

import (
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/camerton/camerton/timing"
	"github.com/camerton/camerton/tone"
)

// A Desk answers for one business: a catalogue, the business's facts in both
// languages, and its calendar. It never changes after it is made and may be used
// by any number of goroutines at once.
type Desk struct {
	catalog  *Catalog
	business Business
	calendar *timing.Calendar // nil for a business that is always open
	words    [numLangs]Words
	facts    [numLangs]Vars // without those that depend on the day
}

// Desk puts the texts and a business together. A nil business has no facts and
// is always open; one that is given must not be changed afterwards. What is wrong
// with it is returned all at once, as an error of type [Faults].
func (c *Catalog) Desk(b *Business) (*Desk, error) {
	d := &Desk{catalog: c}
	for i := range langs {
		d.words[i] = Words{c, i}
	}
	if b == nil {
		d.facts = [numLangs]Vars{{VarCanCall: "+"}, {VarCanCall: "+"}}
		return d, nil
	}
	if err := c.checkBusiness(b); err != nil {
		return nil, err
	}
	d.business = *b
	calendar, err := b.Calendar()
	if err != nil {
		return nil, err
	}
	d.calendar = calendar
	for i := range langs {
		d.facts[i] = b.facts(d.words[i])
	}
	return d, nil
}

// checkBusiness checks a business, and what it says about the contract's own
// words.
func (c *Catalog) checkBusiness(b *Business) error {
	if err := b.Check(); err != nil {
		return err
	}
	var faults Faults
	for i, kind := range b.Promises.Refuse {
		if _, ok := c.contract.Promises[kind]; !ok {
			faults.add(Fault{
				File: "business", Key: indexed("promises.refuse", i),
				Problem: "there is no kind of promise \"" + kind + "\"", Fix: didYouMean(kind, sortedKeys(c.contract.Promises)),
			})
		}
	}
	return faults.err()
}

// Calendar returns when the business is open; nil if it always is.
func (d *Desk) Calendar() *timing.Calendar { return d.calendar }

// Policy returns the default policy with the business's calendar.
func (d *Desk) Policy() timing.Policy {
	p := timing.DefaultPolicy()
	p.Calendar = d.calendar
	return p
}

// Discloses reports whether the first automatic text of a conversation tells
// that an assistant writes.
func (d *Desk) Discloses() bool {
	return d.business.Assistant.Disclose == nil || *d.business.Assistant.Disclose
}

// Language returns the language to answer in: that of the text if it is one of
// the business's, else the business's first one. Without a business it is
// Russian for a text in Cyrillic letters and Romanian for any other. It knows
// nothing of the conversation, which should keep the language that it has.
func (d *Desk) Language(r tone.Reading) tone.Language {
	if len(d.business.Languages) > 0 {
		if slices.Contains(d.business.Languages, r.Language) {
			return r.Language
		}
		return d.business.Languages[0]
	}
	switch r.Language {
	case tone.Russian, tone.Romanian:
		return r.Language
	case tone.LanguageNone, tone.Mixed, tone.LanguageOther:
	}
	if r.Script == tone.Cyrillic {
		return tone.Russian
	}
	return tone.Romanian
}

// Query returns the query for an answer to a reading, in the language of
// [Desk.Language]: the topic and state of the reading, the business's facts, what
// the message gave (order number; whether there are a telephone and a time in it;
// how the customer addresses us) and the time that the plan promises, seen from
// now. The caller may add to it before asking [Desk.Answer]: name,
// channel, seed, recent texts. The language can't be changed any more, because
// values are in it; see [Desk.QueryIn].
func (d *Desk) Query(r tone.Reading, plan timing.Plan, now time.Time) Query {
	return d.QueryIn(d.Language(r), r, plan, now)
}

// QueryIn is [Desk.Query] in another language, such as that of the conversation:
// Russian or Romanian.
func (d *Desk) QueryIn(lang tone.Language, r tone.Reading, plan timing.Plan, now time.Time) Query {
	q := Query{
		Topic: r.Topic.String(), State: r.State, Language: lang,
		Refuse: d.business.Promises.Refuse,
	}
	i, _ := langIndex(lang)
	q.Facts, q.Vars = d.facts[i], Vars{}
	if by := d.words[i].Promise(plan.AnswerBy, now); by != "" {
		q.Vars[VarPromiseBy] = by
	}
	if r.Register == tone.RegisterTy || r.Register == tone.RegisterTu {
		q.Vars[VarWarm] = "+"
	}
	for _, e := range r.Entities {
		switch e.Kind {
		case tone.OrderNumber:
			if e.Number > 0 && q.Vars[VarOrderNumber] == "" {
				q.Vars[VarOrderNumber] = strconv.FormatInt(e.Number, 10)
			}
		case tone.PhoneNumber:
			q.Vars[VarHasPhone] = "+"
		case tone.Moment, tone.Deadline:
			q.Vars[VarHasTime] = "+"
		case tone.Amount, tone.EmailAddress, tone.ContactCount, tone.WaitingSpan:
		}
	}
	if d.calendar != nil {
		d.addToday(q.Vars, i, now)
		q.Facts = d.hours(q.Facts, i, now)
	}
	return q
}

// addToday adds the variables that depend on the day.
func (d *Desk) addToday(vars Vars, lang int, now time.Time) {
	day := d.calendar.Day(d.calendar.DateOf(now))
	if len(day.Open) > 0 {
		vars["HoursToday"] = d.words[lang].Intervals(day.Open)
	}
	if day.Kind == timing.Holiday || day.Kind == timing.Closing {
		vars["HolidayName"] = day.Label.In(langs[lang])
	}
}

// foreseen is for how many days, this one among them, customers who ask for the
// hours are told of those that are not as every week.
const foreseen = 8

// hours returns the facts with what the next days have of their own, since a plain
// table of the week would be wrong for them.
func (d *Desk) hours(facts Vars, lang int, now time.Time) Vars {
	days := d.calendar.Exceptions(d.calendar.DateOf(now), foreseen)
	if len(days) == 0 || facts["Hours"] == "" {
		return facts
	}
	facts = maps.Clone(facts)
	facts["Hours"] += "; " + d.words[lang].Exceptions(days)
	return facts
}

// Draft answers a reading in one call: it is [Desk.Query] and [Desk.Answer].
func (d *Desk) Draft(r tone.Reading, plan timing.Plan, now time.Time) (Draft, error) {
	return d.Answer(d.Query(r, plan, now), plan, now)
}

// Answer is [Catalog.Draft] that minds the hour. An answer that leaves nothing open is given at any
// hour. Otherwise a customer who writes out of business hours is told when the
// answer comes, and one who is better called is offered a call. A query with a key
// is answered by that key.
func (d *Desk) Answer(q Query, plan timing.Plan, now time.Time) (Draft, error) {
	answer, err := d.catalog.Draft(q)
	open := err != nil || len(answer.Promises) > 0 || answer.Rung > RungNeutral
	switch {
	case q.Key != "" || !open:
		return answer, err
	case plan.OutOfHours:
		q.Key = d.closedKey(now)
	case plan.Call.Advise && !slices.Contains(q.Refuse, "call"):
		q.Key = KeyCall
	default:
		return answer, err
	}
	return d.catalog.Draft(q)
}

// closedKey returns the key for a text out of business hours.
func (d *Desk) closedKey(now time.Time) string {
	if d.calendar != nil {
		if kind := d.calendar.Day(d.calendar.DateOf(now)).Kind; kind == timing.Holiday || kind == timing.Closing {
			return KeyHoliday
		}
	}
	return KeyClosed
}

// facts returns the variables that the business fills, in one language. What is
// not known is not among them.
func (b *Business) facts(w Words) Vars {
	v := Vars{
		"BusinessName": b.Name.In(w.Language()), "Email": b.Email, "Site": b.Site.In(w.Language()),
		"Hours": w.Hours(b.Hours.Week), "PaymentMethods": w.PaymentMethods(b.Payment.Methods),
		"ReturnRules": b.Returns.Rules.In(w.Language()), "BookingLink": b.Booking.Link.In(w.Language()),
		"PriceList": b.Prices.Link.In(w.Language()), "Signature": b.Voice.Signature.In(w.Language()),
		"OperatorWord": b.Assistant.Operator.In(w.Language()),
	}
	if !slices.Contains(b.Promises.Refuse, "call") {
		v[VarCanCall] = "+"
	}
	if len(b.Phones) > 0 {
		v["Phone"] = b.Phones[0].String()
	}
	if len(b.Branches) > 0 {
		v["Address"] = b.Branches[0].Address.In(w.Language())
	}
	if len(b.Delivery.Zones) > 0 {
		b.Delivery.Zones[0].facts(v, w, b.currency())
	}
	for name, value := range v {
		if value == "" {
			delete(v, name)
		}
	}
	return v
}

func (z Zone) facts(v Vars, w Words, currency string) {
	v["DeliveryZone"] = z.Name.In(w.Language())
	v["DeliveryTerms"] = z.Terms.In(w.Language())
	if z.Price == 0 {
		v["DeliveryPrice"] = w.say("delivery.free", nil)
		return
	}
	v["DeliveryPrice"] = w.Amount(z.Price, currency)
	if z.FreeFrom > 0 {
		v["DeliveryFreeFrom"] = w.Amount(z.FreeFrom, currency)
	}
}
