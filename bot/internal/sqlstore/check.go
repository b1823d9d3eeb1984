package sqlstore

import (
	"errors"
	"fmt"
	"time"

	"github.com/camerton/camerton/bot"
)

// checkName returns an error if an id is too long to be stored.
func checkName(field, id string) error {
	if n := len(name(id)); n > maxName {
		return fmt.Errorf("%s is %d bytes long as it is stored; at most %d", field, n, maxName)
	}
	return nil
}

// checkKey returns an error if a key can't be stored.
func checkKey(k bot.Key) error {
	if k.Chat == "" {
		return errors.New("Key.Chat is empty; a conversation has a chat")
	}
	if _, err := k.Channel.MarshalText(); err != nil {
		return fmt.Errorf("Key.Channel: %w", err)
	}
	return errors.Join(
		checkName("Key.Account", k.Account), checkName("Key.Chat", k.Chat), checkName("Key.Thread", k.Thread))
}

// checkTime returns an error if a time that must be set is not.
func checkTime(field string, t time.Time) error {
	if t.IsZero() {
		return fmt.Errorf("%s is not set", field)
	}
	return nil
}

// checkIncoming returns an error if an event can't be stored.
func checkIncoming(in bot.Incoming) error {
	if err := in.Validate(); err != nil {
		return err
	}
	return errors.Join(checkKey(in.Key), checkName("Source", in.Source))
}

// checkClaim returns an error if a claim makes no sense.
func checkClaim(c bot.Claim) error {
	switch {
	case c.Limit < 1:
		return fmt.Errorf("Claim.Limit is %d; at least 1", c.Limit)
	case c.Owner == "":
		return errors.New("Claim.Owner is empty; say who claims")
	case !c.Until.After(c.Now):
		return fmt.Errorf("Claim.Until is %v; it must be after Now, %v", c.Until, c.Now)
	}
	return checkTime("Claim.Now", c.Now)
}

// checkCommit returns an error if a commit can't be stored.
func checkCommit(c bot.Commit) error {
	if c.Forget {
		return nil
	}
	faults := []error{checkTime("Commit.Now", c.Now)}
	if c.Begin != 0 && c.Until.IsZero() {
		faults = append(faults, fmt.Errorf("Commit.Begin is %d without Until; who makes a send keeps the lease", c.Begin))
	}
	for _, s := range c.Sends {
		if s.No < 1 {
			faults = append(faults, fmt.Errorf("Commit.Sends: a send has the number %d; at least 1", s.No))
		}
	}
	for _, t := range c.Timers {
		faults = append(faults, checkName("Timer.Kind", string(t.Kind)), checkName("Timer.Subject", t.Subject))
	}
	return errors.Join(faults...)
}
