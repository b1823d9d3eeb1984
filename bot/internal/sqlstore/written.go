package sqlstore

import (
	"fmt"

	"github.com/camerton/camerton/bot"
)

// A writtenIncoming is an incoming event as its columns have it: received_at,
// source, update_no, body.
type writtenIncoming struct {
	receivedAt   int64
	source, body string
	update       int64
}

func (w *writtenIncoming) dest() []any {
	return []any{&w.receivedAt, &w.source, &w.update, &w.body}
}

func (w *writtenIncoming) read(in *bot.Incoming) (err error) {
	in.Received, in.Update = moment(w.receivedAt), w.update
	if in.Source, err = unname(w.source); err != nil {
		return err
	}
	if in.Event, err = decodeEvent(w.body); err != nil {
		return fmt.Errorf("incoming event: %w", err)
	}
	return nil
}

// sendColumns are the columns of a send, of the table s. What may change without
// the rest is not taken from the body.
const sendColumns = "s.no, s.status, s.attempts, s.started_at, s.body"

// The statuses of sends, as the indexes have them.
const (
	sendOpen    = "s.status IN ('planned', 'started')"
	sendDead    = "s.status = 'dead'"
	sendUnknown = "(s.status = 'unknown' OR s.unknown <> 0)"
)

// A writtenSend is a send as its columns have it.
type writtenSend struct {
	no        int64
	status    string
	attempts  int
	startedAt int64
	body      string
}

func (w *writtenSend) dest() []any {
	return []any{&w.no, &w.status, &w.attempts, &w.startedAt, &w.body}
}

// send returns the send. With an error it returns what there is besides the body.
func (w *writtenSend) send() (bot.Send, error) {
	var s bot.Send
	err := decode(w.body, &s)
	if err != nil {
		s, err = bot.Send{No: w.no, Error: unreadableSend}, fmt.Errorf("send %d: %w", w.no, err)
	}
	s.Status, s.Attempts, s.Started = bot.SendStatus(w.status), w.attempts, moment(w.startedAt)
	return s, err
}
