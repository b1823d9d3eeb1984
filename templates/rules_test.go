package templates

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/templates/internal/wording"
)

func TestStateRuleBreaks(t *testing.T) {
	t.Parallel()
	zero, one, two := 0, 1, 2
	rule := stateRule{
		Sentences: &two, Questions: &one, Exclamations: &zero, Emoji: &zero, Apologies: &one, Never: []string{"joy"},
	}
	read := func(text string, hits map[string]int) finished {
		return finished{measureText(text, wording.Read(text, nil)), hits}
	}
	require.Empty(t, rule.breaks(read("Что нужно? Ответим.", map[string]int{"apology": 1, "other": 5})))
	require.Equal(t, []string{
		"3 sentences, at most 2", "2 questions, at most 1", "1 exclamation marks, at most 0", "1 emoji, at most 0",
		"2 apologies, at most 1", `words of the list "joy"`,
	}, rule.breaks(read("Что? Где? Ура! 🙂", map[string]int{"apology": 2, "joy": 1})))
	require.Empty(t, stateRule{}.breaks(read("Что? Где? Ура! 🙂 Ещё! Ещё!", map[string]int{"apology": 9})), "no figure is no limit")
}
