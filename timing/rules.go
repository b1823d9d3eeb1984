package timing

import (
	"embed"
	"errors"
	"fmt"
	"strings"
)

//go:embed holidays/*.txt
var holidayFiles embed.FS

// Countries lists the countries whose public holidays are built in, for
// [Holidays].
func Countries() []string { return []string{"md", "ro"} }

// Holidays returns the public holidays of a country on which nobody works: "md"
// for Moldova (Codul muncii, art. 111), "ro" for Romania (Codul muncii, art.
// 139). Local days off and days that a government moves for one year are not
// among them.
func Holidays(country string) ([]Rule, error) {
	name := "holidays/" + country + ".txt"
	text, err := holidayFiles.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("timing: no holidays of %q are built in; there are those of %s", country, strings.Join(Countries(), " and "))
	}
	return ParseRules(name, string(text))
}

// ParseRules reads the rules of a text, one a line:
//
//	08-27                    | День независимости | Ziua Independenței
//	easter+8                 | Радоница           | Paștele Blajinilor
//	01-06 2024-              | Крещение           | Boboteaza
//	12-31       09:00-14:00  | сокращённый день   | program scurt
//	06-01       open         | День защиты детей  | Ziua Ocrotirii Copilului
//
// The first column is a day, as month and day or counted from Orthodox Easter;
// then, if need be, the years in which the rule holds (2024, 2024-, -2016,
// 2017-2023) and the day's open time, or "open" for its weekly hours. Without
// these the business is closed. Then the day's names in Russian and Romanian.
// What follows a # is a comment.
//
// The name of the text begins every error, with the line; all faults are
// reported at once.
func ParseRules(name, text string) ([]Rule, error) {
	var rules []Rule
	var faults []error
	number := 0
	for line := range strings.Lines(text) {
		number++
		line, _, _ = strings.Cut(line, commentSign)
		if strings.TrimSpace(line) == "" {
			continue
		}
		rule, err := parseRule(line)
		if err != nil {
			faults = append(faults, fmt.Errorf("%s:%d: %w", name, number, err))
		}
		rules = append(rules, rule)
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	return rules, nil
}
