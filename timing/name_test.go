package timing

import (
	"encoding"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

// An enum is what every enumeration of the package can do.
type enum[E any] interface {
	~uint8
	fmt.Stringer
	encoding.TextMarshaler
}

// testEnum checks that each of the first n values has a name of its own and is
// read back from it, and that nothing else is taken.
func testEnum[E enum[E], P interface {
	*E
	encoding.TextUnmarshaler
}](t *testing.T, n int,
) {
	t.Helper()
	t.Run(fmt.Sprintf("%T", E(0)), func(t *testing.T) {
		t.Parallel()
		seen := make(map[string]bool)
		for i := range n {
			text, err := E(i).MarshalText()
			require.NoError(t, err)
			require.NotEmpty(t, text)
			require.Equal(t, string(text), E(i).String())
			require.False(t, seen[string(text)], "%s twice", text)
			seen[string(text)] = true
			var back E
			require.NoError(t, P(&back).UnmarshalText(text))
			require.Equal(t, E(i), back)
		}
		_, err := E(n).MarshalText()
		require.Error(t, err)
		require.Contains(t, E(n).String(), fmt.Sprintf("(%d)", n))
		var back E
		require.ErrorContains(t, P(&back).UnmarshalText([]byte("nonsense")), E(0).String())
	})
}

func TestEnums(t *testing.T) {
	t.Parallel()
	testEnum[DayKind](t, 5)
	testEnum[FollowUpKind](t, 4)
	testEnum[PromiseKind](t, 4)
	testEnum[Precision](t, 3)
	testEnum[DeadlineEffect](t, 5)
	testEnum[ClockKind](t, 4)
	testEnum[Reason](t, 11)
	testEnum[MomentDay](t, 6)
	testEnum[PartOfDay](t, 5)
}
