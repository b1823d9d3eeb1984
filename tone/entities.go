package tone

import (
	"sync"

	"github.com/camerton/camerton/tone/internal/entity"
)

// entityKinds turns the finder's kinds into ours.
var entityKinds = [...]EntityKind{
	entity.Email: EmailAddress, entity.Phone: PhoneNumber, entity.Order: OrderNumber, entity.Amount: Amount,
	entity.Waiting: WaitingSpan, entity.Contact: ContactCount, entity.Deadline: Deadline, entity.Moment: Moment,
}

// An entityRoom is where the finder puts what it finds, to be used again for the
// next message.
type entityRoom struct{ found []entity.Entity }

var entityRooms = sync.Pool{New: func() any { return new(entityRoom) }}

// entities fills Entities.
func (s *scratch) entities(r *Reading, text string, ctx Context) {
	room := entityRooms.Get().(*entityRoom)
	defer entityRooms.Put(room)
	room.found = entity.Find(text, &s.text, &s.msg, ctx.At, room.found[:0])
	if len(room.found) == 0 {
		return
	}
	r.Entities = make([]Entity, len(room.found))
	for i := range room.found {
		e := &room.found[i]
		r.Entities[i] = Entity{
			Kind: entityKinds[e.Kind], Start: e.Start, End: e.End,
			Number: e.Number, Currency: e.Currency, At: e.At, HasClock: e.HasClock, Span: e.Span,
		}
	}
}
