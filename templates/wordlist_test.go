package templates

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWordMatcher(t *testing.T) {
	t.Parallel()
	m := newWordMatcher(map[string]wordRule{
		"apology": {RU: []string{"извин*", "простите"}},
		"excuse":  {RU: []string{"к сожалению", "много заказ*", "заказ"}},
		"empty":   {RU: []string{"", "  "}, RO: []string{"scuze"}},
	}, 0)
	for text, want := range map[string]map[string]int{
		"":                 nil,
		"Ответим сегодня.": nil,
		"Извините, ИЗВИНЕНИЯ приняты": {"apology": 2},
		"простите. Проститесь":        {"apology": 1},
		"К сожалению, много заказов":  {"excuse": 2},
		"к большому сожалению":        nil,
		"много":                       nil,
		"Мой заказ":                   {"excuse": 1},
		"заказа нет":                  nil,
		"scuze":                       nil,
		"Простите, к сожалению, извинились": {"apology": 2, "excuse": 1},
	} {
		require.Equal(t, want, m.hits(splitWords(text)), text)
	}
}

func TestSplitWords(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		"":                       {},
		"Всё ещё, Ждём!":         {"все", "еще", "ждем"},
		"V-am răspuns: într-un…": {"v-am", "răspuns", "într-un"},
		"№ 48213 «да»":           {"48213", "да"},
		"a\xffb":                 {"ab"},
	} {
		require.Equal(t, want, splitWords(text), text)
	}
}
