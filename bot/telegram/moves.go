package telegram

import "sync"

// moves are the groups that have become supergroups, and so have another id.
type moves struct {
	mu sync.Mutex
	to map[int64]int64
}

func (m *moves) add(from, to int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.to == nil {
		m.to = map[int64]int64{}
	}
	m.to[from] = to
}

// now returns the present id of a chat.
func (m *moves) now(chat int64) int64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	if to, moved := m.to[chat]; moved {
		return to
	}
	return chat
}
