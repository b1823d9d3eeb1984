package templates

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/camerton/camerton/timing"
	"github.com/camerton/camerton/tone"
)

func indexed(key string, i int) string { return key + "[" + strconv.Itoa(i) + "]" }

// check reports everything that is wrong with the business.
func (b *Business) check(fail failFunc) {
	b.checkLanguages(fail)
	if b.Name == (Bilingual{}) {
		fail("name", "the name is missing", `write name = {ru = "…", ro = "…"}`)
	}
	if b.Hours.Week.IsZero() && len(b.Hours.Special) == 0 {
		fail("hours.week", "the opening hours are missing", `write week = "Mon-Fri 09:00-18:00; Sat 10:00-14:00", or "24/7"`)
	}
	b.checkCalendar(fail)
	if !slices.Contains(Currencies(), b.currency()) {
		fail("currency", "there is no currency \""+b.Currency+"\"", didYouMean(b.Currency, Currencies()))
	}
	b.checkPhones(fail)
	b.checkContacts(fail)
	b.checkDelivery(fail)
	b.checkRest(fail)
	b.checkBilingual(fail)
}

func (b *Business) checkLanguages(fail failFunc) {
	if len(b.Languages) == 0 {
		fail("languages", "no language is named", `write languages = ["ro", "ru"], the one for undecided cases first`)
	}
	for i, lang := range b.Languages {
		if _, ok := langIndex(lang); !ok {
			fail(indexed("languages", i), fmt.Sprintf("there are no texts in %v", lang), "the languages are ru and ro")
		} else if slices.Contains(b.Languages[:i], lang) {
			fail(indexed("languages", i), "this language is named twice", "leave one of the two")
		}
	}
}

func (b *Business) checkCalendar(fail failFunc) {
	sound := true
	config := b.calendarConfig(func(key, problem, fix string) {
		sound = false
		fail(key, problem, fix)
	})
	if !sound {
		return
	}
	if _, err := timing.NewCalendar(config); err != nil {
		fail("hours", plainError(err), "")
	}
}

func (b *Business) checkPhones(fail failFunc) {
	for i, phone := range b.Phones {
		checkPhone(indexed("phones", i), phone, fail)
	}
	for i, branch := range b.Branches {
		if branch.Phone != "" {
			checkPhone(indexed("branches", i)+".phone", branch.Phone, fail)
		}
	}
}

func checkPhone(key string, phone Phone, fail failFunc) {
	if parsed, err := ParsePhone(string(phone)); err != nil || parsed != phone {
		fail(key, "\""+string(phone)+"\" is no telephone number", "write it as +37322123456")
	}
}

func (b *Business) checkContacts(fail failFunc) {
	if b.Email != "" && (strings.Count(b.Email, "@") != 1 || strings.ContainsAny(b.Email, " \t\n")) {
		fail("email", "\""+b.Email+"\" is no e-mail address", "write it as name@example.md")
	}
	links := map[string]Bilingual{"site": b.Site, "booking.link": b.Booking.Link, "prices.link": b.Prices.Link}
	for i, branch := range b.Branches {
		links[indexed("branches", i)+".map"] = Bilingual{branch.Map, branch.Map}
	}
	for _, key := range sortedKeys(links) {
		for _, link := range []string{links[key].RU, links[key].RO} {
			if link != "" && (strings.ContainsAny(link, " \t\n") || !strings.Contains(link, ".")) {
				fail(key, "\""+link+"\" is no link", "write it as example.md/prices or https://example.md/prices")
				break
			}
		}
	}
}

func (b *Business) checkDelivery(fail failFunc) {
	for i, zone := range b.Delivery.Zones {
		key := indexed("delivery.zones", i)
		if zone.Name == (Bilingual{}) {
			fail(key+".name", "the zone has no name", `write name = {ru = "…", ro = "…"}`)
		}
		if zone.Price < 0 || zone.FreeFrom < 0 {
			fail(key, "an amount can't be below 0", "write 0 for free delivery; leave free_from out if it is never free")
		}
		if slices.ContainsFunc(b.Delivery.Zones[:i], func(other Zone) bool { return other.Name == zone.Name }) {
			fail(key+".name", "this zone is named twice", "leave one of the two")
		}
	}
}

func (b *Business) checkRest(fail failFunc) {
	for i, method := range b.Payment.Methods {
		if !slices.Contains(PaymentMethods(), method) {
			fail(indexed("payment.methods", i), "there is no way to pay called \""+method+"\"", didYouMean(method, PaymentMethods()))
		}
	}
	if address := []string{"", "formal", "informal"}; !slices.Contains(address, b.Voice.Address) {
		fail("voice.address", "customers can't be addressed \""+b.Voice.Address+"\"", didYouMean(b.Voice.Address, address[1:]))
	}
	for i, branch := range b.Branches {
		if branch.Address == (Bilingual{}) {
			fail(indexed("branches", i)+".address", "the branch has no address", `write address = {ru = "…", ro = "…"}`)
		}
	}
}

// checkBilingual reports fields that are there in one language of the business
// and not in the other: a customer would be told less in one of them.
func (b *Business) checkBilingual(fail failFunc) {
	fields := b.bilingual()
	for _, key := range sortedKeys(fields) {
		if fields[key] == (Bilingual{}) {
			continue
		}
		for _, lang := range b.Languages {
			if _, ok := langIndex(lang); ok && fields[key].In(lang) == "" {
				fail(key, "there is nothing in "+langNames[index(lang)], "add "+lang.String()+` = "…"`)
			}
		}
	}
}

// index is langIndex for a language that is known to have one.
func index(lang tone.Language) int {
	i, _ := langIndex(lang)
	return i
}

// bilingual returns all fields that have a text in each language, by key.
func (b *Business) bilingual() map[string]Bilingual {
	fields := map[string]Bilingual{
		"name": b.Name, "site": b.Site, "returns.rules": b.Returns.Rules, "booking.link": b.Booking.Link,
		"prices.link": b.Prices.Link, "voice.signature": b.Voice.Signature, "assistant.operator": b.Assistant.Operator,
	}
	for i, day := range b.Hours.Special {
		fields[indexed("hours.special", i)+".label"] = day.Label
	}
	for i, branch := range b.Branches {
		fields[indexed("branches", i)+".name"] = branch.Name
		fields[indexed("branches", i)+".address"] = branch.Address
	}
	for i, zone := range b.Delivery.Zones {
		fields[indexed("delivery.zones", i)+".name"] = zone.Name
		fields[indexed("delivery.zones", i)+".terms"] = zone.Terms
	}
	return fields
}
