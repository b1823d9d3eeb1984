package apitest

import (
	"fmt"
	"maps"
	"strings"

	"github.com/go-telegram/bot/models"
)

// Group is a group or, with an id of -1000000000001 and below, a supergroup.
type Group struct {
	srv        *Server
	chat       *chat
	members    map[int64]models.ChatMemberType
	topics     map[int]bool
	lastBot    int64 // who sent the newest message of a bot
	migratedTo int64
}

const firstSuper = -1_000_000_000_001

// Group returns the group with this id, founding it with the title if need
// be. The id is negative; it panics on others.
func (s *Server) Group(id int64, title string) *Group {
	if id >= 0 {
		panic(fmt.Sprintf("apitest: the id of a group is negative, not %d", id))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.group(id, title)
}

func (s *Server) group(id int64, title string) *Group {
	g := s.groups[id]
	if g == nil {
		g = &Group{srv: s, members: map[int64]models.ChatMemberType{}, topics: map[int]bool{}}
		info := models.Chat{ID: id, Type: models.ChatTypeGroup, Title: title}
		if g.chat = newChat(info, s.opt.KeepMessages); id <= firstSuper {
			g.chat.info.Type = models.ChatTypeSupergroup
		}
		g.chat.group = g
		s.groups[id] = g
	}
	return g
}

// ID is the group's chat id.
func (g *Group) ID() int64 { return g.chat.info.ID }

func (g *Group) isSuper() bool { return g.chat.info.ID <= firstSuper }
func (g *Group) isForum() bool { return g.chat.info.IsForum }

func (g *Group) isAdmin(user int64) bool {
	kind := g.members[user]
	return kind == models.ChatMemberTypeAdministrator || kind == models.ChatMemberTypeOwner
}

// statusOf is "" for somebody who never was there.
func (g *Group) statusOf(user int64) models.ChatMemberType { return g.members[user] }

func (g *Group) isIn(user int64) bool {
	kind := g.members[user]
	return g.isAdmin(user) || kind == models.ChatMemberTypeMember || kind == models.ChatMemberTypeRestricted
}

// bots are the bots that are in the group now.
func (g *Group) bots() []*Bot {
	var out []*Bot
	for _, b := range g.srv.order {
		if g.isIn(b.id) {
			out = append(out, b)
		}
	}
	return out
}

// AddBot makes somebody bring the bot into the group: the bots learn of it by
// my_chat_member and by a service message.
func (g *Group) AddBot(b *Bot, by int64) {
	g.setMember(by, b.id, models.ChatMemberTypeMember)
}

// Promote makes a member an administrator.
func (g *Group) Promote(user, by int64) {
	g.setMember(by, user, models.ChatMemberTypeAdministrator)
}

// Join makes a user a member.
func (g *Group) Join(user int64) { g.setMember(user, user, models.ChatMemberTypeMember) }

// Leave makes a user go of his own will.
func (g *Group) Leave(user int64) { g.setMember(user, user, models.ChatMemberTypeLeft) }

// Kick throws a user or a bot out for good.
func (g *Group) Kick(user, by int64) { g.setMember(by, user, models.ChatMemberTypeBanned) }

func (g *Group) setMember(by, user int64, kind models.ChatMemberType) {
	g.srv.mu.Lock()
	defer g.srv.mu.Unlock()
	g.change(by, user, kind)
}

// change records what somebody is in the group and tells those who may know.
func (g *Group) change(by, user int64, kind models.ChatMemberType) {
	s := g.srv
	before := g.members[user]
	if before == kind {
		return
	}
	wasIn := g.isIn(user)
	who, actor := *s.user(user), *s.user(by)
	g.members[user] = kind
	if before == "" {
		before = models.ChatMemberTypeLeft
	}
	now := s.clock.Now()
	event := &models.ChatMemberUpdated{
		Chat: g.chat.info, From: actor, Date: int(now.Unix()),
		OldChatMember: chatMember(before, who), NewChatMember: chatMember(kind, who),
	}
	m := about{chat: g.ID(), life: messageLife, lane: lane(g.ID(), laneMember)}
	for _, b := range s.order {
		b.known[by] = b.known[by] || g.isIn(b.id)
		if b.id == user {
			b.tell("my_chat_member", event, m)
		} else if g.isAdmin(b.id) {
			b.tell("chat_member", event, m)
		}
	}
	switch {
	case !wasIn && g.isIn(user):
		g.service(by, func(m *models.Message) { m.NewChatMembers = []models.User{who} })
	case wasIn && !g.isIn(user):
		g.service(by, func(m *models.Message) { m.LeftChatMember = &who })
	}
}

// service puts a service message into the group.
func (g *Group) service(by int64, say func(*models.Message)) *models.Message {
	from := *g.srv.user(by)
	msg := &models.Message{From: &from, Date: int(g.srv.clock.Now().Unix())}
	say(msg)
	m := &message{msg: msg}
	g.chat.add(m)
	g.tellMessage("message", m)
	return msg
}

// Rename gives the group a title.
func (g *Group) Rename(title string, by int64) {
	g.srv.mu.Lock()
	defer g.srv.mu.Unlock()
	g.chat.info.Title = title
	g.service(by, func(m *models.Message) { m.NewChatTitle = title })
}

// Publish gives the group a public name, by which bots can write to it as
// "@name"; "" takes it back.
func (g *Group) Publish(name string) {
	g.srv.mu.Lock()
	defer g.srv.mu.Unlock()
	g.chat.info.Username = name
}

// OpenTopic makes the group a forum, if it is none, and opens a topic in it.
// It returns the number of its thread.
func (g *Group) OpenTopic(name string, by int64) int {
	g.srv.mu.Lock()
	defer g.srv.mu.Unlock()
	g.chat.info.IsForum = true
	m := g.service(by, func(m *models.Message) {
		m.ForumTopicCreated = &models.ForumTopicCreated{Name: name, IconColor: 7322096}
		m.IsTopicMessage = true
	})
	g.topics[m.ID] = true
	return m.ID
}

// Migrate turns a group into a supergroup with the id, which is returned; the
// old one then refuses messages and names the new one. It panics if it is a
// supergroup already, or the id is that of none.
func (g *Group) Migrate(id, by int64) *Group {
	if g.isSuper() || id > firstSuper {
		panic(fmt.Sprintf("apitest: group %d cannot become %d, want a group and an id of %d or below", g.ID(), id, int64(firstSuper)))
	}
	s := g.srv
	s.mu.Lock()
	defer s.mu.Unlock()
	next := s.group(id, g.chat.info.Title)
	maps.Copy(next.members, g.members)
	g.service(by, func(m *models.Message) { m.MigrateToChatID = id })
	next.service(by, func(m *models.Message) { m.MigrateFromChatID = g.ID() })
	g.migratedTo = id
	return next
}

// tellMessage gives a person's message to the bots that may see it.
func (g *Group) tellMessage(kind string, m *message) {
	for _, b := range g.bots() {
		if m.msg.From != nil {
			b.known[m.msg.From.ID] = true
		}
		if g.sees(b, m) {
			b.tell(kind, wire(m), about{
				chat: g.ID(), message: m.msg.ID, life: messageLife, lane: lane(g.ID(), laneMessage),
			})
		}
	}
}

// sees knows the privacy mode: without it, or as an administrator, a bot sees
// everything; with it service messages, commands, mentions of it and replies
// to it.
func (g *Group) sees(b *Bot, m *message) bool {
	if b.config.ReadAll || g.isAdmin(b.id) || isService(m.msg) {
		return true
	}
	if r := m.msg.ReplyToMessage; r != nil && r.From != nil && r.From.ID == b.id {
		return true
	}
	text := strings.ToLower(m.msg.Text + m.msg.Caption)
	if strings.Contains(text, "@"+strings.ToLower(b.config.Username)) {
		return true
	}
	if !strings.HasPrefix(text, "/") {
		return false
	}
	command, _, _ := strings.Cut(text, " ")
	return !strings.Contains(command, "@")
}
