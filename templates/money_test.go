package templates

import (
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestMoneyString(t *testing.T) {
	t.Parallel()
	for m, want := range map[Money]string{
		0: "0", 5: "0,05", 50: "0,50", 100: "1", 35000: "350", 99999: "999,99", 100000: "1~000",
		125050: "1~250,50", 123456789: "1~234~567,89", -125050: "-1~250,50", 100000000: "1~000~000",
	} {
		require.Equal(t, strings.ReplaceAll(want, "~", "\u00a0"), m.String())
	}
}

func TestMoneyOfTOML(t *testing.T) {
	t.Parallel()
	for v, want := range map[any]Money{
		int64(50): 5000, int64(-3): -300, 49.9: 4990, 0.07: 7, 1e11 + 0.25: 1e13 + 25, 19.99: 1999, 1.005e3: 100500,
	} {
		var m Money
		if err := m.UnmarshalTOML(v); v == 1e11+0.25 {
			require.Error(t, err, "more than a float tells to the hundredth")
			continue
		} else {
			require.NoError(t, err)
		}
		require.Equal(t, want, m, v)
	}
	for _, v := range []any{"50", 1.005, 1e300, math.NaN(), math.Inf(1), true, nil} {
		var m Money
		require.Error(t, m.UnmarshalTOML(v), v)
		require.Zero(t, m)
	}
}

func FuzzMoney(f *testing.F) {
	f.Add(int64(125050))
	f.Add(int64(-1))
	f.Fuzz(func(t *testing.T, n int64) {
		n %= 1_000_000_000
		var back Money
		require.NoError(t, back.UnmarshalTOML(float64(n)/100))
		require.Equal(t, Money(n), back)
		_, ok := pluralForm(0, strings.TrimPrefix(Money(n).digits(), "-"))
		require.Equal(t, n >= 0, ok && n >= 0)
	})
}
