package tone

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestRegisters(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Register{
		"подскажите, пожалуйста":     RegisterVy,
		"скажи, ты где?":             RegisterTy,
		"spune-mi te rog":            RegisterTu,
		"vă rog să-mi spuneți":       RegisterDumneavoastra,
		"где мой заказ 48213?":       RegisterNone,
		"":                           RegisterNone,
		"Bună! подскажите, va rog 👍": RegisterVy,
	} {
		var r Reading
		readUnits(text).register(&r)
		require.Equal(t, want, r.Register, "%q", text)
	}
}
