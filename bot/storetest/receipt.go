package storetest

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/camerton/camerton/bot"
)

// A ReceiptKind is what a store has acknowledged to a Worker.
type ReceiptKind string

// The kinds of receipts.
const (
	Received ReceiptKind = "received" // an event is stored
	Withheld ReceiptKind = "withheld" // an event is not stored: the call was broken off
	Stepped  ReceiptKind = "stepped"  // a step of a conversation is stored
	Begun    ReceiptKind = "begun"    // a send is about to be made
	Sent     ReceiptKind = "sent"     // a send was made
)

// A Receipt is something that a store has acknowledged.
type Receipt struct {
	Kind   ReceiptKind `json:"kind"`
	Chat   string      `json:"chat"`
	Source string      `json:"source,omitempty"`
	No     int64       `json:"no"` // of the update, the step or the send
	Fence  int64       `json:"fence,omitempty"`
}

// ReadReceipts reads receipts that were written as JSON, a line each. The last
// line may lack its end: its writer was killed.
func ReadReceipts(r io.Reader) ([]Receipt, error) {
	var all []Receipt
	lines := bufio.NewReader(r)
	for {
		data, err := lines.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		var receipt Receipt
		if err := json.Unmarshal(data, &receipt); err != nil {
			return nil, fmt.Errorf("receipt %d: %w", len(all)+1, err)
		}
		all = append(all, receipt)
	}
}

// The words of the lines that workers write into logs.
const (
	lineEvent = "event"
	lineStep  = "step"
	lineSent  = "sent"
)

// A line is what a worker writes into a log.
type line struct {
	Word   string `json:"word"`
	Source string `json:"source,omitempty"`
	No     int64  `json:"no"`
	Fence  int64  `json:"fence,omitempty"`
	Events int    `json:"events,omitempty"` // how many lines before this one belong to it
}

func logged(l line) bot.Event {
	text, err := json.Marshal(l)
	if err != nil {
		panic(err) // a line can always be written
	}
	return note(0, string(text))
}

// Check looks at a store after all its workers are gone, and at their receipts,
// and returns an error for each promise that was broken: what was acknowledged
// must be there once and in its order, a commit must be there as a whole, and no
// two holders may have worked on a conversation at the same time. It drains the
// store first, as a worker does.
func Check(ctx context.Context, store Store, receipts []Receipt) error {
	last := &Worker{Store: store, Name: "check", Told: func(r Receipt) { receipts = append(receipts, r) }}
	if err := last.Run(ctx, 0); err != nil {
		return err
	}
	a := &audit{found: make(map[Receipt]bool), seen: make(map[string]bool)}
	keys, err := store.Conversations(ctx, bot.Key{}, 1_000_000)
	if err != nil {
		return err
	}
	for _, key := range keys {
		if err := a.conversation(ctx, store, key); err != nil {
			return err
		}
	}
	a.receipts(receipts)
	return errors.Join(a.faults...)
}
