package templates_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/locales"
	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/tone"
)

const (
	russian  = tone.Russian
	romanian = tone.Romanian
)

// loadOurs loads our texts once for all tests.
var loadOurs = sync.OnceValues(func() (*templates.Catalog, error) { return templates.Load(locales.FS) })

func catalog(tb testing.TB) *templates.Catalog {
	tb.Helper()
	c, err := loadOurs()
	require.NoError(tb, err)
	return c
}
