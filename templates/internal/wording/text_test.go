package wording_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/templates/internal/wording"
)

func TestRead(t *testing.T) {
	t.Parallel()
	read := wording.Read("\ue000, ответим к 14:30. Всё?", []string{"Name"})
	var words []string
	for _, w := range read.Words {
		words = append(words, w.Text)
	}
	require.Equal(t, []string{"Name", "ответим", "к", "14:30", "все"}, words)
	require.True(t, read.Words[0].Variable)
	require.True(t, read.Words[3].Number)
	require.NotEqual(t, read.Words[0].Clause, read.Words[1].Clause)
	require.Equal(t, []wording.Sentence{{First: 0, Last: 4}, {First: 4, Last: 5, Question: true}}, read.Sentences)
	require.True(t, read.Sentences[0].Says(read.Words))
	require.False(t, wording.Read("\ue000.", []string{"Name"}).Sentences[0].Says(wording.Read("\ue000.", []string{"Name"}).Words))
}

func TestSentences(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		"":                  0,
		"Да":                1,
		"Да. Нет! Как? Ну…": 4,
		"ул. Армянская, 12": 1,
		"nr. 48213 e gata":  1,
		"Одна\nстрока":      1,
		"Одна\nДругая":      2,
		"1. Раз.\n2. Два.":  2,
		"«Да.» Потом ушёл":  2,
		"Заказ \ue000 собран. \ue001 ждёт": 2,
	} {
		require.Len(t, wording.Read(text, nil).Sentences, want, text)
	}
}

func TestOpening(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                      "",
		"Да":                    "да",
		"Всё ясно, ответим":     "все ясно",
		"\ue000, заказ оформим": "заказ оформим",
		"V-am răspuns deja":     "v-am răspuns",
		"«Acum este» — scrie":   "acum este",
		"Ваше\nписьмо":          "ваше письмо",
	} {
		require.Equal(t, want, wording.Opening(text), text)
	}
}

func TestEmojiAndSmileys(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][2]int{
		"Да": {0, 0},
		"🙂":  {1, 0},
		"👨‍👩‍👧 🇲🇩 👍🏽 ❤️": {4, 0},
		"1️⃣ шаг":          {1, 0},
		"→ № ©":            {0, 0},
		"да :)":            {0, 1},
		"да;-) =D ^_^":     {0, 3},
		"слушаем))":        {0, 1},
		"(см. ниже (тут))": {0, 0},
		"(по ссылке:)":     {0, 0},
		"8) дверь":         {0, 0},
	} {
		require.Len(t, wording.Emoji(text), want[0], text)
		require.Len(t, wording.Smileys(text), want[1], text)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("Да. 14:30 — «нет» 1️⃣ \ue000")
	f.Fuzz(func(t *testing.T, text string) {
		read := wording.Read(text, []string{"Name"})
		end := 0
		for _, w := range read.Words {
			require.GreaterOrEqual(t, w.Start, end)
			require.Greater(t, w.End, w.Start)
			require.LessOrEqual(t, w.End, len(text))
			require.Less(t, w.Sentence, len(read.Sentences))
			end = w.End
		}
		require.LessOrEqual(t, len(strings.Fields(wording.Opening(text))), 2+utf8.RuneCountInString(text))
		wording.Smileys(text)
		wording.Skeleton(text)
	})
}
