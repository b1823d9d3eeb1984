package main

import (
	"encoding/json"
	"strconv"
	"time"

	"github.com/camerton/camerton/bot/telegram/apitest"
)

// A place is a chat: the customer's, with the bot or with the owner of a business
// account.
type place struct {
	chat     int64
	business bool
}

// A written message is one that somebody has written to the bot.
type written struct {
	id     string
	update int64
	seq    int64
	known  time.Time // when the bot confirmed it; zero if it never did
}

// An arrived message is one that a bot has sent.
type arrived struct {
	id   string
	text string
	seq  int64
	at   time.Time
}

// A history is what the record of the Bot API server tells of a chat. Nothing in
// it comes from the bot.
type history struct {
	said      []*written // by the customer
	byHand    []*written // by the owner
	texts     []arrived
	reactions map[string]int // how many calls took effect, by message
}

// histories reads the record.
func histories(record []apitest.Entry) map[place]*history {
	all := make(map[place]*history)
	at := func(e *apitest.Entry) *history {
		p := place{e.Chat, e.Business != ""}
		if all[p] == nil {
			all[p] = &history{reactions: map[string]int{}}
		}
		return all[p]
	}
	open := make(map[int64]*written) // by update
	for i := range record {
		e := &record[i]
		switch {
		case e.Kind == apitest.EntryUpdate && (e.UpdateType == "message" || e.UpdateType == "business_message"):
			m := &written{id: strconv.Itoa(e.MessageID), update: e.UpdateID, seq: e.Seq}
			h := at(e)
			switch author(e.Update) {
			case e.Chat:
				h.said = append(h.said, m)
			case ownerID:
				h.byHand = append(h.byHand, m)
			default: // the bot's own, shown to it again
				continue
			}
			open[m.update] = m
		case e.Kind == apitest.EntryDelivery && e.Status == 200 && open[e.UpdateID] != nil:
			confirm(open, e.UpdateID, e.Time)
		case e.Kind == apitest.EntryCall && e.Method == "getUpdates" && e.Effect:
			offset, err := strconv.ParseInt(e.Params["offset"], 10, 64)
			for id := range open {
				if err == nil && id < offset {
					confirm(open, id, e.Time)
				}
			}
		case e.Kind == apitest.EntryCall && e.Method == "sendMessage" && e.Effect:
			h := at(e)
			h.texts = append(h.texts, arrived{strconv.Itoa(e.MessageID), e.Text(), e.Seq, e.Time})
		case e.Kind == apitest.EntryCall && e.Method == "setMessageReaction" && e.Effect:
			at(e).reactions[e.Params["message_id"]]++
		}
	}
	return all
}

func confirm(open map[int64]*written, update int64, at time.Time) {
	open[update].known = at
	delete(open, update)
}

// author returns who wrote the message of an update.
func author(update json.RawMessage) int64 {
	type message struct {
		From struct {
			ID int64 `json:"id"`
		} `json:"from"`
		Bot *struct{} `json:"sender_business_bot"`
	}
	var u struct {
		Message  *message `json:"message"`
		Business *message `json:"business_message"`
	}
	if json.Unmarshal(update, &u) != nil {
		return 0
	}
	switch m := u.Business; {
	case u.Message != nil:
		return u.Message.From.ID
	case m != nil && m.Bot == nil:
		return m.From.ID
	}
	return 0
}
