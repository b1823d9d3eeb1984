package main

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write testdata/output.txt anew")

// TestOutput compares what is printed with testdata/output.txt, which
// go test ./examples/custom-locales -update writes.
func TestOutput(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	require.NoError(t, run(&out, time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)))
	const file = "testdata/output.txt"
	if *update {
		require.NoError(t, os.WriteFile(file, out.Bytes(), 0o600))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), out.String())
}

// full has no room.
type full struct{}

var errFull = errors.New("no room")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestOutputThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	require.ErrorIs(t, run(full{}, time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)), errFull)
}
