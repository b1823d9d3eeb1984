package tone

import "github.com/camerton/camerton/tone/internal/register"

// registers turns what internal/register sees into ours.
var registers = [...]Register{
	register.None: RegisterNone, register.Ty: RegisterTy, register.Vy: RegisterVy,
	register.Tu: RegisterTu, register.Dumneavoastra: RegisterDumneavoastra,
}

// register fills Register.
func (s *scratch) register(r *Reading) { r.Register = registers[register.Of(&s.text, &s.msg)] }
