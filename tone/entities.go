package tone

import "github.com/camerton/camerton/tone/internal/entity"

// entityKinds turns the finder's kinds into ours.
var entityKinds = [...]EntityKind{
	entity.Email: EmailAddress, entity.Phone: PhoneNumber, entity.Order: OrderNumber, entity.Amount: Amount,
	entity.Waiting: WaitingSpan, entity.Contact: ContactCount, entity.Deadline: Deadline, entity.Moment: Moment,
}

// fewEntities is how many entities a message may have without more memory being
// taken to look for them.
const fewEntities = 8

// entities fills Entities.
func (s *scratch) entities(r *Reading, text string, ctx Context) {
	var few [fewEntities]entity.Entity
	found := entity.Find(text, &s.text, &s.msg, ctx.At, few[:0])
	if len(found) == 0 {
		return
	}
	r.Entities = make([]Entity, len(found))
	for i := range found {
		e := &found[i]
		r.Entities[i] = Entity{
			Kind: entityKinds[e.Kind], Start: e.Start, End: e.End,
			Number: e.Number, Currency: e.Currency, At: e.At, HasClock: e.HasClock, Span: e.Span,
		}
	}
}
