package bot

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// Channels let people call themselves anything.
func TestName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Ana": "Ana", "Ana Rusu": "Ana", " Ștefan ": "Ștefan", "Анна-Мария": "Анна-Мария", "Ion-": "",
		"": "", "A": "", "ana": "", "ANA": "", "Ana99": "", "🌸Ana🌸": "", "{{.Name}}": "", "Магазин24": "", "Оооооооооооооооооочень": "", "@ana": "",
	} {
		s := &step{b: &Brain{}, h: &History{Customer: Author{Name: name}}}
		require.Equal(t, want, s.name(), name)
	}
	s := &step{b: &Brain{}, h: &History{Customer: Author{Name: "Ana"}, Group: true}}
	require.Empty(t, s.name(), "several people write in a group")
	s = &step{b: &Brain{settings: Settings{NoNames: true}}, h: &History{Customer: Author{Name: "Ana"}}}
	require.Empty(t, s.name())
}
