package templates

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/templates/internal/wording"
)

func TestMeasureText(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]measure{
		"":                         {},
		"Ответим":                  {Sentences: 1},
		"Ответим. Проверим":        {Sentences: 2},
		"Ответим до 14:30.":        {Sentences: 1},
		"Что нужно? Ответим!":      {Sentences: 2, Questions: 1, Exclamations: 1},
		"Как?!":                    {Sentences: 1, Questions: 1, Exclamations: 1},
		"Ну что ж… Ответим.":       {Sentences: 2},
		"Ждём… и ответим.":         {Sentences: 1},
		"Цены: musetel.example/p.": {Sentences: 1},
		"ул. Армянская, 12":        {Sentences: 1}, // the stop of an abbreviation ends none
		"str. lungă 12":            {Sentences: 1},
		"Скидка 9.30 лей.":         {Sentences: 1},
		"Сделаем так:\n1. Вы пишете.\n2. Мы отвечаем.": {Sentences: 3},
		"Спасибо 🙂 Ответим.":                           {Sentences: 1, Emoji: 1},
		"Спасибо! 🙂 Ответим.":                          {Sentences: 2, Exclamations: 1, Emoji: 1},
		"Он сказал: «Да.» Потом ушёл.":                 {Sentences: 2},
		"👨‍👩‍👧 🇲🇩 👍🏽 ❤️":                               {Emoji: 4},
		"№ 5 → 6 ©": {Sentences: 1},
		"...":       {},
		"Одна строка\nвторая строка": {Sentences: 1},
		"Одна строка\nВторая строка": {Sentences: 2},
		"Întrebare? Да.":            {Sentences: 2, Questions: 1},
		"Comanda nr. 48213 e gata.": {Sentences: 1}, // so a number never begins a sentence
		"Ответ придёт в 10.00 и не позже. Проверим.":    {Sentences: 2},
		"Ответим (сегодня.) Проверим.":                  {Sentences: 2},
		"Пишите в любое время, мы здесь: a@b.example. ": {Sentences: 1},
	} {
		require.Equal(t, want, measureText(text, wording.Read(text, nil)), text)
	}
}

func FuzzMeasureText(f *testing.F) {
	f.Add("Что? Где! 1. Когда…")
	f.Add("👨‍👩‍👧")
	f.Fuzz(func(t *testing.T, text string) {
		m := measureText(text, wording.Read(text, nil))
		runes := utf8.RuneCountInString(text)
		require.LessOrEqual(t, m.Questions, m.Sentences)
		require.LessOrEqual(t, m.Sentences+m.Emoji, runes)
		require.Equal(t, strings.Count(text, "!"), m.Exclamations)
	})
}
