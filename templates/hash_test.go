package templates

import (
	"fmt"
	"hash/fnv"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestHashStringIsFNV(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"", "a", "price.neutral.a", "клиент"} {
		h := fnv.New64a()
		_, err := h.Write([]byte(s))
		require.NoError(t, err)
		require.Equal(t, h.Sum64(), hashString(s))
	}
}

// Customers keep their variants over releases: these numbers must never change.
func TestTicketNeverChanges(t *testing.T) {
	t.Parallel()
	require.Equal(t, uint64(0x640cda3f021de779), ticket(hashString("client-17"), hashString("price.neutral.a"), 1))
	require.Equal(t, uint64(0xf5d9e952698f83b9), ticket(hashString("client-17"), hashString("price.neutral.a"), 3))
	require.Zero(t, ticket(1, 2, 0))
}

func TestTicketsAreDrawnByWeight(t *testing.T) {
	t.Parallel()
	weights := map[string]int{"x.a": 1, "x.b": 1, "x.c": 2}
	wins := map[string]int{}
	const customers = 20_000
	for n := range customers {
		seed, best, winner := hashString(fmt.Sprint("client-", n)), uint64(0), ""
		for id, weight := range weights {
			if got := ticket(seed, hashString(id), weight); got > best {
				best, winner = got, id
			}
		}
		wins[winner]++
	}
	for id, weight := range weights {
		require.InDelta(t, float64(weight)/4, float64(wins[id])/customers, 0.02, id)
	}
}
