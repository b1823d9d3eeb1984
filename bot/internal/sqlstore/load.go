package sqlstore

import "github.com/camerton/camerton/bot"

// A claimed conversation is one whose work is being loaded.
type claimed struct {
	id   int64
	work bot.Work

	unreadable unreadable
}

// A loading is the conversations whose work is being loaded. Each row that is read
// begins with the number of its conversation.
type loading struct {
	ids  []int64
	byID map[int64]*claimed
}

func newLoading(all []*claimed) *loading {
	l := &loading{ids: make([]int64, len(all)), byID: make(map[int64]*claimed, len(all))}
	for i, c := range all {
		l.ids[i], l.byID[c.id] = c.id, c
	}
	return l
}

// load returns the statements that load the work.
func (s *Store) load(l *loading) []*Statement {
	all := s.ofEach(l.ids, l.history, "SELECT conversation, held, snapshot FROM history WHERE conversation = $1")
	all = append(all, s.ofEach(l.ids, l.incoming, "SELECT conversation, no, received_at, source, update_no, body FROM inbox"+
		" WHERE conversation = $1 ORDER BY conversation, no")...)
	all = append(all, s.ofEach(l.ids, l.send, "SELECT s.conversation, "+sendColumns+" FROM send s"+
		" WHERE s.conversation = $1 AND "+sendOpen+" ORDER BY s.conversation, s.no")...)
	return append(all, s.ofEach(l.ids, l.timer, "SELECT conversation, kind, subject, at FROM timer"+
		" WHERE conversation = $1 ORDER BY at, kind, subject")...)
}

func (l *loading) fence(scan Scan) error {
	var id, fence int64
	if err := scan(&id, &fence); err != nil {
		return err
	}
	l.byID[id].work.Lease.Fence = fence
	return nil
}

func (l *loading) history(scan Scan) error {
	var id, events int64
	var snapshot []byte
	if err := scan(&id, &events, &snapshot); err != nil {
		return err
	}
	w := &l.byID[id].work
	w.Events, w.Snapshot = events, snapshot
	return nil
}

func (l *loading) incoming(scan Scan) error {
	var id int64
	var r bot.Received
	var in writtenIncoming
	if err := scan(append([]any{&id, &r.ID}, in.dest()...)...); err != nil {
		return err
	}
	c := l.byID[id]
	r.Key = c.work.Lease.Key
	if err := in.read(&r.Incoming); err == nil {
		c.work.Incoming = append(c.work.Incoming, r)
	} else {
		c.unreadable.incoming = append(c.unreadable.incoming, r.ID)
	}
	return nil
}

func (l *loading) send(scan Scan) error {
	var id int64
	var w writtenSend
	if err := scan(append([]any{&id}, w.dest()...)...); err != nil {
		return err
	}
	c := l.byID[id]
	if send, err := w.send(); err == nil {
		c.work.Sends = append(c.work.Sends, send)
	} else {
		c.unreadable.sends = append(c.unreadable.sends, w.no)
	}
	return nil
}

func (l *loading) timer(scan Scan) error {
	var id, at int64
	var kind, subject string
	if err := scan(&id, &kind, &subject, &at); err != nil {
		return err
	}
	c := l.byID[id]
	if t, err := readTimer(kind, subject, at); err == nil {
		c.work.Timers = append(c.work.Timers, t)
	} else {
		c.unreadable.timers = append(c.unreadable.timers, []any{id, kind, subject})
	}
	return nil
}

func readTimer(kind, subject string, at int64) (t bot.Timer, err error) {
	if kind, err = unname(kind); err != nil {
		return t, err
	}
	subject, err = unname(subject)
	return bot.Timer{Kind: bot.TimerKind(kind), Subject: subject, At: moment(at)}, err
}
