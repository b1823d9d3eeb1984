package sqlstore

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/camerton/camerton/bot"
)

// DeadLetters implements bot.Archive.
func (s *Store) DeadLetters(ctx context.Context, limit int) ([]bot.DeadLetter, error) {
	var letters []bot.DeadLetter
	err := s.db.Read(ctx, func(tx Tx) error {
		letters = nil
		return tx.Run(
			query(func(scan Scan) error {
				l, err := scanBuried(scan)
				letters = append(letters, l)
				return err
			}, buriedLetters, int64(max(limit, 0))),
			query(func(scan Scan) error {
				l, err := scanDeadSend(scan)
				letters = append(letters, l)
				return err
			}, deadSends, int64(max(limit, 0))))
	})
	if err != nil {
		return nil, failed("dead letters", err)
	}
	slices.SortStableFunc(letters, func(a, b bot.DeadLetter) int { return a.At.Compare(b.At) })
	return letters[:min(len(letters), max(limit, 0))], nil
}

const (
	buriedLetters = "SELECT " + keyColumns + ", b.conversation, b.no, b.at, b.reason," +
		" b.received_at, b.source, b.update_no, b.body" +
		" FROM burial b JOIN conversation c ON c.id = b.conversation WHERE c.channel <> '" + gone + "'" +
		" ORDER BY b.at, b.conversation, b.no LIMIT $1"
	deadSends = "SELECT " + keyColumns + ", s.conversation, s.no, s.changed_at, " + sendColumns +
		" FROM send s JOIN conversation c ON c.id = s.conversation WHERE c.channel <> '" + gone + "' AND " + sendDead +
		" ORDER BY s.changed_at, s.conversation, s.no LIMIT $1"
)

func scanBuried(scan Scan) (bot.DeadLetter, error) {
	var key writtenKey
	var id letterID
	var at int64
	var reason string
	var in writtenIncoming
	if err := scan(key.dest(append([]any{&id.conversation, &id.no, &at, &reason}, in.dest()...)...)...); err != nil {
		return bot.DeadLetter{}, err
	}
	k, err := key.key()
	if err != nil {
		return bot.DeadLetter{}, err
	}
	incoming := bot.Incoming{Key: k}
	_ = in.read(&incoming) // what can't be read stays away; the reason says so
	return bot.DeadLetter{ID: id.String(), Key: k, At: moment(at), Reason: unprose(reason), Incoming: &incoming}, nil
}

func scanDeadSend(scan Scan) (bot.DeadLetter, error) {
	var key writtenKey
	id := letterID{sent: true}
	var at int64
	var w writtenSend
	if err := scan(key.dest(append([]any{&id.conversation, &id.no, &at}, w.dest()...)...)...); err != nil {
		return bot.DeadLetter{}, err
	}
	k, err := key.key()
	if err != nil {
		return bot.DeadLetter{}, err
	}
	send, _ := w.send() // what can't be read says so in its Error
	return bot.DeadLetter{ID: id.String(), Key: k, At: moment(at), Reason: send.Error, Send: &send}, nil
}

// A letterID is where a dead letter is: "in-12-3", the third event that came for
// conversation 12, or "out-12-3", its third send.
type letterID struct {
	sent             bool
	conversation, no int64
}

const incomingLetter, sentLetter = "in", "out"

func (id letterID) String() string {
	kind := incomingLetter
	if id.sent {
		kind = sentLetter
	}
	return fmt.Sprintf("%s-%d-%d", kind, id.conversation, id.no)
}

// parseLetterID reads what String returns; anything else is no dead letter.
func parseLetterID(s string) (id letterID, err error) {
	parts := strings.Split(s, "-")
	if len(parts) != 3 || parts[0] != incomingLetter && parts[0] != sentLetter {
		return id, bot.ErrNoLetter
	}
	id.sent = parts[0] == sentLetter
	conversation, err1 := strconv.ParseInt(parts[1], 10, 64)
	no, err2 := strconv.ParseInt(parts[2], 10, 64)
	id.conversation, id.no = conversation, no
	if cmp.Or(err1, err2) != nil || id.String() != s {
		return letterID{}, bot.ErrNoLetter
	}
	return id, nil
}

// Revive implements bot.Archive.
func (s *Store) Revive(ctx context.Context, id string, now time.Time) error {
	letter, err := parseLetterID(id)
	if err == nil {
		err = checkTime("now", now)
	}
	if err != nil {
		return failed("revive", err)
	}
	return failed("revive", s.db.Write(ctx, func(tx Tx) ([]*Statement, error) {
		stored := int64(-1)
		if err := tx.Run(query(one(&stored), s.q.conversation, letter.conversation)); err != nil {
			return nil, err
		}
		if stored < 0 {
			return nil, bot.ErrNoLetter
		}
		if letter.sent {
			return letter.plan(tx, millis(now))
		}
		return letter.unbury(tx, stored+1, millis(now))
	}))
}

// plan has a dead send planned again.
func (id letterID) plan(tx Tx, now int64) ([]*Statement, error) {
	planned := exec("UPDATE send AS s SET status = 'planned', changed_at = $3 WHERE s.conversation = $1 AND s.no = $2 AND "+
		sendDead, id.conversation, id.no, now)
	if err := tx.Run(planned); err != nil {
		return nil, err
	}
	if planned.Changed == 0 {
		return nil, bot.ErrNoLetter
	}
	return []*Statement{exec(
		"UPDATE conversation SET poked_at = CASE WHEN poked_at < $2 THEN poked_at ELSE $2 END WHERE id = $1",
		id.conversation, now)}, nil
}

// unbury puts an event into the inbox again, as the last one.
func (id letterID) unbury(tx Tx, no, now int64) ([]*Statement, error) {
	unread := exec(`INSERT INTO inbox
		(conversation, no, queued_at, received_at, source, update_no, digest, body)
		SELECT conversation, $3, $4, received_at, source, update_no, digest, body
		FROM burial WHERE conversation = $1 AND no = $2`, id.conversation, id.no, no, now)
	if err := tx.Run(unread); err != nil {
		return nil, err
	}
	if unread.Changed == 0 {
		return nil, bot.ErrNoLetter
	}
	return []*Statement{
		exec("DELETE FROM burial WHERE conversation = $1 AND no = $2", id.conversation, id.no),
		exec(`UPDATE conversation SET stored = $2,
			unread_at = CASE WHEN unread_at < $3 THEN unread_at ELSE $3 END
			WHERE id = $1`, id.conversation, no, now),
	}, nil
}

// Drop implements bot.Archive.
func (s *Store) Drop(ctx context.Context, id string) error {
	letter, err := parseLetterID(id)
	if err != nil {
		return failed("drop", err)
	}
	sql := "DELETE FROM burial WHERE conversation = $1 AND no = $2"
	if letter.sent {
		sql = "DELETE FROM send AS s WHERE s.conversation = $1 AND s.no = $2 AND " + sendDead
	}
	var drop *Statement
	err = s.db.Write(ctx, func(Tx) ([]*Statement, error) {
		drop = exec(sql, letter.conversation, letter.no)
		return []*Statement{drop}, nil
	})
	if err == nil && drop.Changed == 0 {
		err = bot.ErrNoLetter
	}
	return failed("drop", err)
}
