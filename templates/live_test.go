package templates_test

import (
	"sync"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/locales"
	"github.com/camerton/camerton/templates"
)

func own(text string) fstest.MapFS {
	return fstest.MapFS{"price.ru.toml": {Data: []byte("[price.neutral]\nz = \"" + text + "\"\n")}}
}

func TestLiveSwapsOnlySoundTexts(t *testing.T) {
	t.Parallel()
	live := templates.NewLive(catalog(t))
	require.NoError(t, live.Reload(locales.FS, own("Первый.")))
	said := func() string {
		text, err := live.Catalog().Render("price.neutral.z", russian, nil)
		require.NoError(t, err)
		return text
	}
	require.Equal(t, "Первый.", said())

	err := live.Reload(locales.FS, templates.Named("own", own("Второй {{.Prise}}")))
	require.ErrorContains(t, err, "own/price.ru.toml:2: price.neutral.z: there is no variable Prise")
	require.Equal(t, "Первый.", said(), "the old set goes on serving")

	require.NoError(t, live.Reload(locales.FS, own("Третий.")))
	require.Equal(t, "Третий.", said())
}

// Whoever answers while others reload has one set or the other, never a mixture.
func TestLiveIsSafe(t *testing.T) {
	t.Parallel()
	live := templates.NewLive(catalog(t))
	require.NoError(t, live.Reload(locales.FS, own("A.")))
	var all sync.WaitGroup
	for n := range 4 {
		all.Go(func() {
			for range 5 {
				if n%2 == 0 {
					if err := live.Reload(locales.FS, own([]string{"A.", "B.", "{{"}[n])); (err != nil) != (n == 2) {
						t.Error(err)
					}
					continue
				}
				c := live.Catalog()
				first, err := c.Render("price.neutral.z", russian, nil)
				again, err2 := c.Render("price.neutral.z", russian, nil)
				if err != nil || err2 != nil || first != again {
					t.Error(first, again, err, err2)
				}
			}
		})
	}
	all.Wait()
}
