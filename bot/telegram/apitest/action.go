package apitest

import (
	"errors"
	"fmt"
	"runtime"

	"github.com/go-telegram/bot/models"
)

// Action is one thing that people do, as data: what the methods of Customer,
// Account and Group do, for another process or for a script. Do names it; the
// other fields are read as far as it needs them.
type Action struct {
	// Do is one of
	//
	//	say start edit delete photo album document voice video sticker contact location
	//	press react block unblock delete_account as
	//	connect rights disconnect exclude include owner_say owner_edit owner_delete
	//	add_bot kick promote join leave rename topic
	Do string `json:"do"`
	// Bot is the id of the bot; 0 means the server's first.
	Bot int64 `json:"bot,omitempty"`
	// Customer is who does it, or whom it is done to.
	Customer int64 `json:"customer,omitempty"`
	// Group is where, if it is not the private chat; Text is its title when it
	// is founded by this.
	Group int64 `json:"group,omitempty"`
	// Account is the owner of the business account that it is written to.
	Account int64 `json:"account,omitempty"`

	Text      string                    `json:"text,omitempty"` // also a caption, a title, a payload
	Captions  []string                  `json:"captions,omitempty"`
	Messages  []int                     `json:"messages,omitempty"` // the first for edit, press and react
	ReplyTo   int                       `json:"reply_to,omitempty"`
	Topic     int                       `json:"topic,omitempty"`
	Button    string                    `json:"button,omitempty"`
	Emoji     []string                  `json:"emoji,omitempty"`
	Seconds   int                       `json:"seconds,omitempty"`
	Name      string                    `json:"name,omitempty"` // of a file or a contact
	Data      []byte                    `json:"data,omitempty"` // base64 in JSON
	Phone     string                    `json:"phone,omitempty"`
	Latitude  float64                   `json:"latitude,omitempty"`
	Longitude float64                   `json:"longitude,omitempty"`
	User      *models.User              `json:"user,omitempty"`
	Rights    *models.BusinessBotRights `json:"rights,omitempty"`
}

// Done is what came of an Action.
type Done struct {
	Messages   []int  `json:"messages,omitempty"`   // numbers of the messages written
	Query      string `json:"query,omitempty"`      // of press: the callback query
	Connection string `json:"connection,omitempty"` // of connect and rights
	Topic      int    `json:"topic,omitempty"`
}

// Do does it. What would panic when called as a method is an error here.
func (s *Server) Do(a Action) (done Done, err error) {
	defer func() {
		switch p := recover().(type) {
		case nil:
		case runtime.Error:
			panic(p)
		case error:
			err = p
		case string:
			err = errors.New(p)
		default:
			panic(p)
		}
	}()
	b, err := s.botByID(a.Bot)
	if err != nil {
		return done, err
	}
	known, err := a.ofOwner(s, b, &done)
	if known {
		return done, err
	}
	if a.inGroup(s, b, &done) {
		return done, nil
	}
	err = a.ofCustomer(s, b, &done)
	return done, err
}

func (s *Server) botByID(id int64) (*Bot, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if id == 0 {
		return s.order[0], nil
	}
	for _, b := range s.order {
		if b.id == id {
			return b, nil
		}
	}
	return nil, fmt.Errorf("apitest: no bot %d", id)
}

func (d *Done) wrote(msgs ...*models.Message) error {
	for _, m := range msgs {
		d.Messages = append(d.Messages, m.ID)
	}
	return nil
}

// first is the message that the action is about.
func (a Action) first() int {
	if len(a.Messages) == 0 {
		return 0
	}
	return a.Messages[0]
}

func (a Action) details() []Detail {
	var out []Detail
	if a.ReplyTo != 0 {
		out = append(out, InReplyTo(a.ReplyTo))
	}
	if a.Topic != 0 {
		out = append(out, InTopic(a.Topic))
	}
	return out
}

// ofOwner does what the owner of a business account does.
func (a Action) ofOwner(s *Server, b *Bot, done *Done) (known bool, err error) {
	var rights models.BusinessBotRights
	if a.Rights != nil {
		rights = *a.Rights
	}
	switch a.Do {
	case "connect", "rights", "disconnect", "exclude", "include", "owner_say", "owner_edit", "owner_delete":
		if a.Account == 0 {
			return true, fmt.Errorf("apitest: %s needs an account", a.Do)
		}
	default:
		return false, nil
	}
	acc := s.Account(a.Account)
	switch a.Do {
	case "connect":
		done.Connection = acc.ConnectTo(b, rights).ID()
	case "rights", "disconnect":
		conn := acc.Connection()
		if conn == nil {
			return true, fmt.Errorf("apitest: account %d has no connection", a.Account)
		}
		if a.Do == "disconnect" {
			conn.Disconnect()
			break
		}
		done.Connection = conn.ChangeRights(rights).ID()
	case "exclude", "include":
		acc.Exclude(a.Customer, a.Do == "exclude")
	case "owner_say":
		return true, done.wrote(acc.Say(a.Customer, a.Text, a.details()...))
	case "owner_edit":
		return true, done.wrote(acc.Edit(a.Customer, a.first(), a.Text))
	case "owner_delete":
		acc.Delete(a.Customer, a.Messages...)
	}
	return true, nil
}

// inGroup does what changes a group.
func (a Action) inGroup(s *Server, b *Bot, done *Done) (known bool) {
	switch a.Do {
	case "add_bot", "kick", "promote", "join", "leave", "rename", "topic":
	default:
		return false
	}
	g := s.Group(a.Group, a.Text)
	who := a.Customer
	if who == 0 {
		who = b.ID()
	}
	switch a.Do {
	case "add_bot":
		g.AddBot(b, who)
	case "kick":
		g.Kick(who, who)
	case "promote":
		g.Promote(who, who)
	case "join":
		g.Join(who)
	case "leave":
		g.Leave(who)
	case "rename":
		g.Rename(a.Text, who)
	case "topic":
		done.Topic = g.OpenTopic(a.Text, who)
	}
	return true
}

// ofCustomer does what a person does in a chat.
func (a Action) ofCustomer(s *Server, b *Bot, done *Done) error {
	c := b.Customer(a.Customer)
	switch {
	case a.Group != 0:
		c = c.In(s.Group(a.Group, a.Text))
	case a.Account != 0:
		c = c.To(s.Account(a.Account))
	}
	with := a.details()
	switch a.Do {
	case "say":
		return done.wrote(c.Say(a.Text, with...))
	case "start":
		return done.wrote(c.Start(a.Text))
	case "edit":
		return done.wrote(c.Edit(a.first(), a.Text))
	case "photo":
		return done.wrote(c.Photo(a.Text, with...))
	case "album":
		return done.wrote(c.Album(a.Captions...)...)
	case "document":
		return done.wrote(c.Document(a.Name, a.Data, a.Text, with...))
	case "voice":
		return done.wrote(c.Voice(a.Seconds, with...))
	case "video":
		return done.wrote(c.Video(a.Seconds, a.Text, with...))
	case "sticker":
		return done.wrote(c.Sticker(a.Text, with...))
	case "contact":
		return done.wrote(c.Contact(a.Phone, a.Name, a.Customer, with...))
	case "location":
		return done.wrote(c.Location(a.Latitude, a.Longitude, with...))
	case "delete":
		c.Delete(a.Messages...)
	case "press":
		done.Query = c.Press(a.first(), a.Button)
	case "react":
		c.React(a.first(), a.Emoji...)
	case "block":
		c.Block()
	case "unblock":
		c.Unblock()
	case "delete_account":
		c.DeleteAccount()
	case "as":
		if a.User == nil {
			return errors.New("apitest: as needs a user")
		}
		c.As(*a.User)
	default:
		return fmt.Errorf("apitest: no action %q; see apitest.Action for the list", a.Do)
	}
	return nil
}
