package tone

import "github.com/camerton/camerton/tone/internal/entity"

// entityKinds turns the finder's kinds into ours.
var entityKinds = [...]EntityKind{
	entity.Email: EmailAddress, entity.Phone: PhoneNumber, entity.Order: OrderNumber, entity.Amount: Amount,
	entity.Waiting: WaitingSpan, entity.Contact: ContactCount, entity.Deadline: Deadline, entity.Moment: Moment,
}

// entities fills Entities.
func (s *scratch) entities(r *Reading, text string, ctx Context) {
	s.entity = entity.Find(text, &s.text, &s.msg, ctx.At, s.entity[:0])
	if len(s.entity) == 0 {
		return
	}
	r.Entities = make([]Entity, len(s.entity))
	for i := range s.entity {
		e := &s.entity[i]
		r.Entities[i] = Entity{
			Kind: entityKinds[e.Kind], Start: e.Start, End: e.End,
			Number: e.Number, Currency: e.Currency, At: e.At, HasClock: e.HasClock, Span: e.Span,
		}
	}
}
