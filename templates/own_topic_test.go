package templates_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestOwnTopic(t *testing.T) {
	t.Parallel()
	c, err := loadOwn(map[string]string{"contract.toml": `version = 1
[topics.tyres]
about = "Tyres and rims."
cues.ru = ["шин(а|ы|у|ах|)", "балансировк*"]
cues.ro = ["anvelop*", "jant(e|ele)"]
[topics.wash]
about = "Washing."
cues.ru = ["мойк*", "помыть машину"]
[topics.silent]
about = "Nothing says it."
`})
	require.NoError(t, err)
	for text, want := range map[string]string{
		"Сколько стоят зимние шины?":   "tyres",
		"skolko stoyat shiny":          "tyres",
		"aveti anvelope de iarna?":     "tyres",
		"Aveți JANTE pe 16?":           "tyres",
		"можно помыть  машину и шины?": "wash",
		"шины, балансировка и мойка":   "tyres",
		"pomyt' mashinu":               "wash",
		"где мой заказ":                "",
		"машинально":                   "",
		"":                             "",
	} {
		topic, ok := c.OwnTopic(text)
		require.Equal(t, want, topic, text)
		require.Equal(t, want != "", ok, text)
	}
	_, ok := catalog(t).OwnTopic("шины")
	require.False(t, ok, "our own contract adds no topics")
}

func TestOwnTopicsCuesArePatterns(t *testing.T) {
	t.Parallel()
	_, err := loadOwn(map[string]string{"contract.toml": "version = 1\n[topics.tyres]\nabout = \"x\"\ncues.ru = [\"шина\", \"(шина\"]\n"})
	require.ErrorContains(t, err, "own/contract.toml:4: topics.tyres.cues.ru[1]: this is no pattern of words")
}
