package sqlstore

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
)

func FuzzLetterID(f *testing.F) {
	for _, s := range []string{"in-1-2", "out-12-3", "in-1", "out--1-3", "in-01-2", "", "x-1-2"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		id, err := parseLetterID(s)
		if err != nil {
			require.ErrorIs(t, err, bot.ErrNoLetter)
			return
		}
		require.Equal(t, s, id.String(), "there is one way to write an id")
	})
}
