package templates

import (
	"math"
	"strconv"
	"strings"
)

// Money is an amount in hundredths of a currency. In a TOML file it is a number
// with at most two decimals: 50, 49.90.
//
//nolint:recvcheck // a value, but one that reads itself from TOML
type Money int64

// maxMoney bounds an amount to what a float tells exactly to the hundredth.
const maxMoney = 1e13

// UnmarshalTOML reads a whole or a decimal number.
func (m *Money) UnmarshalTOML(v any) error {
	var amount float64
	switch x := v.(type) {
	case int64:
		amount = float64(x)
	case float64:
		amount = x
	default:
		return &valueError{"", "this is " + typeName(v), "write an amount without quotes, as 50 or 49.90"}
	}
	hundredths := math.Round(amount * 100)
	if !(math.Abs(hundredths) <= maxMoney) || math.Abs(hundredths-amount*100) > 1e-6*math.Max(1, math.Abs(amount)) {
		return &valueError{"", "this is no amount of money", "write a number with at most two decimals, as 50 or 49.90"}
	}
	*m = Money(hundredths)
	return nil
}

// digits returns the amount as the plural rules want it: "1250.5" is "1250.50",
// whole amounts have no decimals.
func (m Money) digits() string {
	whole, cents := m/100, m%100
	if cents == 0 {
		return strconv.FormatInt(int64(whole), 10)
	}
	return strconv.FormatInt(int64(whole), 10) + "." + twoDigits(int(cents))
}

// String returns the amount as people in Chișinău write it in both languages:
// groups of three digits set apart by a non-breaking space, a decimal comma, no
// decimals where there are none: "350", "1 250,50".
func (m Money) String() string {
	if m < 0 {
		return "-" + (-m).String()
	}
	whole, cents, decimal := strings.Cut(m.digits(), ".")
	var b strings.Builder
	for i, digit := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteRune(nbsp)
		}
		b.WriteRune(digit)
	}
	if decimal {
		b.WriteString("," + cents)
	}
	return b.String()
}

// nbsp is the space at which no line is broken.
const nbsp = '\u00a0'

func twoDigits(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// Currencies are the currencies that a business may have, as ISO codes.
func Currencies() []string { return []string{"MDL", "RON", "EUR", "USD"} }
