package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/camerton/camerton/bot"
)

type healthCommand struct {
	configFlag

	Format string `enum:"text,json" default:"text" help:"Output: text for people, json for programs."`
}

// Help is shown under the flags.
func (*healthCommand) Help() string {
	return `Asks the running bot on this machine whether it does its work, and counts what is in its store. The
exit status is 1 if it does not.

Example:
  camerton health || notify-the-owner`
}

// A health is what is told about a bot.
type health struct {
	Ready         bool      `json:"ready"`
	Why           string    `json:"why,omitempty"` // it is not ready
	Conversations int64     `json:"conversations"`
	Unread        int64     `json:"unread"`
	Oldest        time.Time `json:"oldest_unread,omitzero"`
	Planned       int64     `json:"planned"`
	Overdue       int64     `json:"overdue"`
	Leased        int64     `json:"leased"`
	Unknown       int64     `json:"unknown"`
	Dead          int64     `json:"dead"`
}

// Run prints how the bot is.
func (c *healthCommand) Run(ctx context.Context, p *program) error {
	config, err := readConfig(c.Config)
	if err != nil {
		return err
	}
	h := health{}
	if h.Why = askReady(ctx, config.run.health); h.Why == "" {
		h.Ready = true
	}
	err = c.withStore(ctx, p, func(store botStore) error {
		s, err := store.Stats(ctx, p.now())
		h.count(s)
		return err
	})
	if err == nil {
		err = h.print(p.out, c.Format)
	}
	if err == nil && !h.Ready {
		return errWrong
	}
	return err
}

// askReady asks the bot at an address whether it is ready and returns why not.
func askReady(ctx context.Context, address string) string {
	if address == "" {
		return "run.health is empty: the bot can't be asked"
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+"/readyz", nil)
	if err != nil {
		return err.Error()
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return "the bot does not run here: nobody answers at " + address
	}
	defer resp.Body.Close() //nolint:errcheck // it was only read
	why, err := io.ReadAll(io.LimitReader(resp.Body, 4096))
	if err == nil && resp.StatusCode == http.StatusOK {
		return ""
	}
	return strings.TrimSpace(printable(string(why)))
}

func (h *health) count(s bot.Stats) {
	h.Conversations, h.Unread, h.Oldest, h.Planned = s.Conversations, s.Unread, s.Oldest, s.Planned
	h.Overdue, h.Leased, h.Unknown, h.Dead = s.Overdue, s.Leased, s.Unknown, s.Dead
}

func (h *health) print(w io.Writer, format string) error {
	if format == "json" {
		return json.NewEncoder(w).Encode(h)
	}
	state := "ready"
	if !h.Ready {
		state = "not ready: " + h.Why
	}
	if _, err := fmt.Fprintln(w, state); err != nil {
		return err
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	var err error
	for _, row := range []struct {
		n    int64
		what string
	}{
		{h.Conversations, "conversations"},
		{h.Unread, "messages that have not been worked on"},
		{h.Planned, "texts that are to be sent"},
		{h.Overdue, "conversations that wait to be worked on"},
		{h.Leased, "conversations that are being worked on"},
		{h.Unknown, "texts of which nobody knows whether they arrived, or arrived once"},
		{h.Dead, "dead letters (camerton dead)"},
	} {
		_, one := fmt.Fprintf(table, "%d\t  %s\n", row.n, row.what)
		err = errors.Join(err, one)
	}
	return errors.Join(err, table.Flush())
}
