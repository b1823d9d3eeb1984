package tone_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone"
)

func TestHashNamesTheModelsFile(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("camerton.model")
	require.NoError(t, err)
	sum := sha256.Sum256(data)
	require.Equal(t, hex.EncodeToString(sum[:])[:16], tone.Default().Hash())
}
