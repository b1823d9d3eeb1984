package bot

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone"
)

func TestEmbeddedLexicon(t *testing.T) {
	t.Parallel()
	_, err := loadLexicon(lexiconFiles)
	require.NoError(t, err)
}

func BenchmarkLoadLexicon(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := loadLexicon(lexiconFiles); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	l := embeddedLexicon()
	b.ReportAllocs()
	for b.Loop() {
		l.find("Здравствуйте, подскажите пожалуйста что с заказом 48213, второй день жду и никто не отвечает", tone.Russian)
	}
}
