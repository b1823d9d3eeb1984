package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
)

// chatHelp says what may be written besides what the customer says.
const chatHelp = `  :photo [CAPTION]   a photo               :edit TEXT    changes the last message
  :voice             a voice message       :delete       deletes it (with --business)
  :sticker [EMOJI]   a sticker             :press BUTTON presses a button of the bot
  :document NAME     a file                :person TEXT  a person answers (with --business)
  :contact           a telephone number    :block, :unblock
  :location          a place               :wait TIME    lets time pass: 30s, 3h
  :help              this list             :quit`

// chatAction is something that a line with a colon does.
type chatAction func(s *chatSession, ctx context.Context, rest string) error

// chatActions are what lines with a colon do, by their first word.
func chatActions() map[string]chatAction {
	return map[string]chatAction{
		"help":     func(s *chatSession, _ context.Context, _ string) error { s.view.note(chatHelp); return nil },
		"quit":     func(*chatSession, context.Context, string) error { return errQuit },
		"wait":     (*chatSession).wait,
		"photo":    sends(func(s *chatSession, caption string) int { return s.customer.Photo(caption).ID }),
		"voice":    sends(func(s *chatSession, _ string) int { return s.customer.Voice(7).ID }),
		"sticker":  sends(func(s *chatSession, emoji string) int { return s.customer.Sticker(emoji).ID }),
		"document": sends(func(s *chatSession, name string) int { return s.customer.Document(name, []byte("."), "").ID }),
		"contact":  sends(func(s *chatSession, _ string) int { return s.customer.Contact("+37300000000", "Ana", chatCustomer).ID }),
		"location": sends(func(s *chatSession, _ string) int { return s.customer.Location(47.02, 28.83).ID }),
		"edit":     (*chatSession).edit,
		"delete":   (*chatSession).remove,
		"press":    (*chatSession).press,
		"person":   (*chatSession).person,
		"block":    func(s *chatSession, _ context.Context, _ string) error { s.customer.Block(); return nil },
		"unblock":  func(s *chatSession, _ context.Context, _ string) error { s.customer.Unblock(); return nil },
	}
}

// sends makes an action of sending something.
func sends(send func(s *chatSession, rest string) (id int)) chatAction {
	return func(s *chatSession, _ context.Context, rest string) error {
		s.last = send(s, rest)
		return nil
	}
}

// line does what one line of the input asks for. What can't be done is told, and
// the conversation goes on.
func (s *chatSession) line(ctx context.Context, line string) error {
	line, more := strings.CutPrefix(strings.TrimSpace(line), "+ ")
	switch {
	case line == "":
		return nil
	case strings.HasPrefix(line, ":wait"), strings.HasPrefix(line, ":help"):
	default:
		if err := s.gap(ctx, more); err != nil {
			return err
		}
	}
	if !strings.HasPrefix(line, ":") {
		s.view.customer(s.clock.Now(), line)
		s.last = s.customer.Say(line).ID
		return s.taken(ctx)
	}
	err := s.act(ctx, line[1:])
	if impossible := (*impossibleError)(nil); errors.As(err, &impossible) {
		s.view.note(impossible.Error())
		return nil
	}
	if err != nil {
		return err
	}
	return s.taken(ctx)
}

// An impossibleError says why something can't be done in a chat.
type impossibleError struct{ why string }

func (e *impossibleError) Error() string { return e.why }

func impossible(format string, args ...any) error {
	return &impossibleError{fmt.Sprintf(format, args...)}
}

// act does what a line with a colon asks for. The Bot API server panics at what
// no app would let a person do.
func (s *chatSession) act(ctx context.Context, line string) (err error) {
	name, rest, _ := strings.Cut(line, " ")
	action := chatActions()[name]
	if action == nil {
		return impossible("there is no :%s; see :help", printable(name))
	}
	defer func() {
		if why := recover(); why != nil {
			err = impossible("that can't be done: %v", why)
		}
	}()
	if name != "help" && name != "wait" && name != "quit" {
		s.view.customer(s.clock.Now(), ":"+line)
	}
	return action(s, ctx, strings.TrimSpace(rest))
}

// gap lets the time pass that lies between two lines where time is simulated.
func (s *chatSession) gap(ctx context.Context, more bool) error {
	begun := s.begun
	s.begun = true
	switch {
	case !s.simulated || !begun:
		return nil
	case more:
		return s.pass(ctx, 3*time.Second)
	}
	return s.pass(ctx, time.Minute)
}

// taken waits until the bot has seen what happened, where time is simulated.
func (s *chatSession) taken(ctx context.Context) error {
	if !s.simulated {
		return nil
	}
	return s.rest(ctx)
}

// wait lets time pass.
func (s *chatSession) wait(ctx context.Context, rest string) error {
	d, err := time.ParseDuration(rest)
	if err != nil || d <= 0 || d > 366*24*time.Hour {
		return impossible("%q is no time such as 30s, 15m or 3h", printable(rest))
	}
	return s.pass(ctx, d)
}

func (s *chatSession) edit(_ context.Context, text string) error {
	if s.last == 0 {
		return impossible("there is no message yet")
	}
	s.customer.Edit(s.last, text)
	return nil
}

func (s *chatSession) remove(context.Context, string) error {
	if s.last == 0 || s.account == nil {
		return impossible("bots learn of deleted messages in business accounts only: --business")
	}
	s.customer.Delete(s.last)
	s.last = 0
	return nil
}

func (s *chatSession) press(_ context.Context, button string) error {
	message, data, ok := s.view.button(button)
	if !ok {
		return impossible("the bot has shown no button %q", printable(button))
	}
	s.customer.Press(message, data)
	return nil
}

func (s *chatSession) person(_ context.Context, text string) error {
	if s.account == nil {
		return impossible("a person can answer in business accounts only: --business")
	}
	s.account.Say(chatCustomer, text)
	return nil
}
