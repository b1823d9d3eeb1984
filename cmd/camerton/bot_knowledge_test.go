package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestOperatorsReadTheCustomersTimes: what operators are told is told by the
// clock by which customers are told, with facts about the business and without.
func TestOperatorsReadTheCustomersTimes(t *testing.T) {
	t.Parallel()
	k, err := loadKnowledge(&config{})
	require.NoError(t, err)
	require.Equal(t, "Europe/Chisinau", k.brain.Location().String())
	require.Equal(t, k.brain.Location().String(), k.texts.Zone.String())
}
