package bot

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/camerton/camerton/tone"
)

// A History is a conversation so far: the fold of its events. The zero value,
// with its Key set, is a conversation in which nothing has happened. It holds no
// settings and no judgement of its own: what a line meant is said by the
// decisions in the log, so that folding a log always gives the same History.
//
// Its JSON form is the snapshot that a store keeps; it grows with what is open
// and not with the length of the conversation.
type History struct {
	Key    Key   `json:"key"`
	Events int64 `json:"events"` // how many have been folded

	// Customer is who writes, as last seen; Connection by what the channel wants
	// to be answered; Group whether the chat is a group.
	Customer   Author `json:"customer,omitzero"`
	Connection string `json:"connection,omitempty"`
	Group      bool   `json:"group,omitempty"`

	// Language is the language in which we answer; none before the first words.
	// Chosen says that the customer asked for it, so that it stays.
	Language tone.Language `json:"language,omitempty"`
	Chosen   bool          `json:"chosen,omitempty"`

	// LastIn is when the customer wrote last, LastPerson when a person of the
	// business did, LastSent when a text of ours arrived. Sitting is when the
	// present sitting began.
	LastIn     time.Time `json:"last_in,omitzero"`
	LastPerson time.Time `json:"last_person,omitzero"`
	LastSent   time.Time `json:"last_sent,omitzero"`
	Sitting    time.Time `json:"sitting,omitzero"`

	// Unanswered is when the customer wrote the earliest line that has had no
	// answer of any kind. Owed is the same for an answer that is one, and not a
	// request for patience; OwedBursts how many bursts have come since.
	Unanswered time.Time `json:"unanswered,omitzero"`
	Owed       time.Time `json:"owed,omitzero"`
	OwedBursts int       `json:"owed_bursts,omitempty"`

	// Burst is what the customer has written and what is not answered yet. Rest
	// is until when a line still belongs to a burst that was answered at once.
	Burst Burst     `json:"burst,omitzero"`
	Rest  time.Time `json:"rest,omitzero"`

	// The last readings, exchanges and bad moments, oldest first.
	Readings  []PastReading `json:"readings,omitempty"`
	Exchanges []Exchange    `json:"exchanges,omitempty"`
	Marks     []Mark        `json:"marks,omitempty"`

	// Promise is the last promise; its zero value if there was none. Broken
	// counts those that were not kept.
	Promise Promise `json:"promise,omitzero"`
	Broken  int     `json:"broken,omitempty"`

	// Pending are the sends to the customer that are open, in their order.
	Pending []Pending `json:"pending,omitempty"`

	// Handed is when the conversation was last handed to a person who has not
	// written since, HandedFor why.
	Handed    time.Time `json:"handed,omitzero"`
	HandedFor []Reason  `json:"handed_for,omitempty"`

	// Recent are the ids of the last texts, Sent when the last ones arrived.
	Recent []string    `json:"recent,omitempty"`
	Sent   []time.Time `json:"sent,omitempty"`

	// Warm, Disclosed, CallOffered and Asked are when a text of ours last
	// answered warm thanks, said that an assistant writes, offered a call, and
	// asked the customer something that is not answered; FollowedUp says that
	// the silence after that has been followed up.
	Warm        time.Time `json:"warm,omitzero"`
	Disclosed   time.Time `json:"disclosed,omitzero"`
	CallOffered time.Time `json:"call_offered,omitzero"`
	Asked       time.Time `json:"asked,omitzero"`
	FollowedUp  bool      `json:"followed_up,omitempty"`

	// Stopped says that the customer wants nothing that we start, Unreachable
	// that nothing can be sent, PhoneGiven that we have a number, NoCalls that
	// the customer does not want to be called.
	Stopped     bool `json:"stopped,omitempty"`
	Unreachable bool `json:"unreachable,omitempty"`
	PhoneGiven  bool `json:"phone_given,omitempty"`
	NoCalls     bool `json:"no_calls,omitempty"`

	// OrderNumber and Deadline are what the customer named in this sitting.
	OrderNumber int64     `json:"order_number,omitempty"`
	Deadline    time.Time `json:"deadline,omitzero"`

	// ForgetAsked says that we have asked whether the customer wants all of this
	// deleted and that this is not answered; Forgetting that it is deleted once
	// everything is sent.
	ForgetAsked bool `json:"forget_asked,omitempty"`
	Forgetting  bool `json:"forgetting,omitempty"`

	// Guarding against machines: the times of the last lines, how often in a
	// row the same text came or came at once, sums of our last texts, and until
	// when the customer is not answered.
	Lines    []time.Time `json:"lines,omitempty"`
	SameText uint64      `json:"same_text,omitempty"`
	Same     int         `json:"same,omitempty"`
	Quick    int         `json:"quick,omitempty"`
	OurTexts []uint64    `json:"our_texts,omitempty"`
	Muted    time.Time   `json:"muted,omitzero"`

	// LastSend and LastPromise are the greatest numbers given.
	LastSend    int64 `json:"last_send,omitempty"`
	LastPromise int64 `json:"last_promise,omitempty"`
}

// How much is kept of what repeats.
const (
	maxReadings    = 12
	maxExchanges   = 12
	maxMarks       = 24
	maxRecent      = 16
	maxOurTexts    = 8
	maxSent        = 64
	maxRecentLines = 60
	maxBurstLines  = 60
)

// A PastReading is how the customer was read, and when.
type PastReading struct {
	At time.Time `json:"at"`
	Reading
}

// An Exchange is an automatic text of ours that arrived.
type Exchange struct {
	At    time.Time  `json:"at"`
	Topic tone.Topic `json:"topic"`
	State tone.State `json:"state"`
}

// A Mark is a moment at which the customer was let down.
type Mark struct {
	At   time.Time `json:"at"`
	Kind Reason    `json:"kind"`

	// Failed says that it counts as a failed solution, Bad that it counts as
	// another bad experience and does not belong to the one before.
	Failed bool `json:"failed,omitempty"`
	Bad    bool `json:"bad,omitempty"`
}

// A Burst is a row of lines that gets one answer.
type Burst struct {
	Lines []Line `json:"lines,omitempty"`

	// Reading is how the lines so far were read, Marks what they report. Ends
	// is when its window ends; zero before that was decided.
	Reading *Reading  `json:"reading,omitempty"`
	Marks   []Mark    `json:"marks,omitempty"`
	Ends    time.Time `json:"ends,omitzero"`
}

// A Line is one line of a burst.
type Line struct {
	ID        string     `json:"id,omitempty"`
	At        time.Time  `json:"at"`
	Text      string     `json:"text,omitempty"`
	Media     tone.Media `json:"media,omitempty"`
	Album     string     `json:"album,omitempty"`
	More      int        `json:"more,omitempty"` // how many messages of the album came after the first
	Forwarded bool       `json:"forwarded,omitempty"`
	Bot       bool       `json:"bot,omitempty"`
}

// A Pending is a send to the customer that has not arrived yet.
type Pending struct {
	No     int64     `json:"no"`
	Kind   SendKind  `json:"kind"`
	At     time.Time `json:"at"`
	Text   uint64    `json:"text"`            // a sum of it
	Tried  bool      `json:"tried,omitempty"` // a call was made whose end nobody knows
	Effect Effect    `json:"effect,omitzero"` // what follows when it arrives
}

// An Effect is what follows when a send arrives.
type Effect struct {
	Verdict  Verdict    `json:"verdict,omitempty"`
	Template string     `json:"template,omitempty"`
	Topic    tone.Topic `json:"topic,omitempty"`
	State    tone.State `json:"state,omitempty"`

	// Promise is opened; nil if the text makes none.
	Promise *Promise `json:"promise,omitempty"`

	// What the text did: asked something, offered a call, answered warm thanks,
	// said that an assistant writes, asked whether everything is to be deleted.
	// Holds says that it only asked for patience.
	Asks      bool `json:"asks,omitempty"`
	Call      bool `json:"call,omitempty"`
	Warm      bool `json:"warm,omitempty"`
	Discloses bool `json:"discloses,omitempty"`
	Confirms  bool `json:"confirms,omitempty"`
	Holds     bool `json:"holds,omitempty"`

	// Lines is how many lines of the burst it answers, Planned when it was to be
	// sent, Notice the number of the send that tells the operators at the same
	// time; 0 if none does.
	Lines   int       `json:"lines,omitempty"`
	Planned time.Time `json:"planned,omitzero"`
	Notice  int64     `json:"notice,omitempty"`
}

// Text returns the lines of the burst, one below the other.
func (b *Burst) Text() string {
	switch len(b.Lines) {
	case 0:
		return ""
	case 1:
		return b.Lines[0].Text
	}
	n := len(b.Lines)
	for i := range b.Lines {
		n += len(b.Lines[i].Text)
	}
	text := make([]byte, 0, n)
	for i := range b.Lines {
		if b.Lines[i].Text == "" {
			continue
		}
		if len(text) > 0 {
			text = append(text, '\n')
		}
		text = append(text, b.Lines[i].Text...)
	}
	return string(text)
}

// media returns all that came with the lines.
func (b *Burst) media() tone.Media {
	var all tone.Media
	for i := range b.Lines {
		all |= b.Lines[i].Media
	}
	return all
}

// first and last are when the first and the last line came.
func (b *Burst) first() time.Time { return b.Lines[0].At }
func (b *Burst) last() time.Time  { return b.Lines[len(b.Lines)-1].At }

// ids returns the ids of the lines.
func (b *Burst) ids() []string {
	ids := make([]string, 0, len(b.Lines))
	for i := range b.Lines {
		if b.Lines[i].ID != "" {
			ids = append(ids, b.Lines[i].ID)
		}
	}
	return ids
}

// pending returns the open send with a number; nil if there is none.
func (h *History) pending(no int64) *Pending {
	for i := range h.Pending {
		if h.Pending[i].No == no {
			return &h.Pending[i]
		}
	}
	return nil
}

// answering reports whether an answer to the burst is on its way.
func (h *History) answering() bool {
	return slices.ContainsFunc(h.Pending, func(p Pending) bool { return p.Kind == SendAnswer && p.Effect.Lines > 0 })
}

// OpenPromise returns the promise that a person has yet to keep; nil if there is
// none.
func (h *History) OpenPromise() *Promise {
	if h.Promise.Status == PromiseOpen {
		return &h.Promise
	}
	return nil
}

// snapshotVersion is the version of the form in which histories are stored. One
// in another form is not read: the log is folded again.
const snapshotVersion = 1

type storedHistory struct {
	Version int `json:"v"`
	*History
}

// Snapshot returns the history in the form in which a store keeps it.
func (h *History) Snapshot() ([]byte, error) {
	return json.Marshal(storedHistory{snapshotVersion, h})
}

// ErrSnapshot says that a snapshot was written by another version of this
// program. The log has to be folded instead.
var errSnapshot = fmt.Errorf("bot: the snapshot is not of version %d", snapshotVersion)

// readSnapshot reads what Snapshot returned.
func readSnapshot(data []byte) (*History, error) {
	h := storedHistory{History: &History{}}
	if err := json.Unmarshal(data, &h); err != nil {
		return nil, fmt.Errorf("bot: snapshot: %w", err)
	}
	if h.Version != snapshotVersion {
		return nil, errSnapshot
	}
	return h.History, nil
}
