package apitest

import "maps"

// Stats are a few numbers about a server.
type Stats struct {
	Entries int64            `json:"entries"` // of the record, ever
	Calls   int64            `json:"calls"`
	Updates int64            `json:"updates"`
	Pending map[int64]int    `json:"pending"` // updates waiting, by bot
	Methods map[string]int64 `json:"methods"`
}

// Stats counts what happened since the server was made.
func (s *Server) Stats() Stats {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := Stats{Entries: s.log.last, Calls: s.log.calls, Updates: s.log.updates, Pending: map[int64]int{}, Methods: map[string]int64{}}
	maps.Copy(out.Methods, s.log.methods)
	for _, b := range s.order {
		out.Pending[b.id] = b.queue.size()
	}
	return out
}
