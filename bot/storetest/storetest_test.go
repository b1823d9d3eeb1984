package storetest_test

import (
	"testing"

	"github.com/camerton/camerton/bot/storetest"
)

func TestMemory(t *testing.T) {
	t.Parallel()
	storetest.Exercise(t, func(testing.TB) storetest.Store { return &storetest.Memory{} })
}
