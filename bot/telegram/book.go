package telegram

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/go-telegram/bot/models"

	"github.com/camerton/camerton/bot"
)

// errNoAccount says that nobody knows, and nobody can find out, whose account a
// business connection belonged to.
var errNoAccount = errors.New("telegram: the business connection has ended and was never known")

// A book knows the business connections: whose account each belongs to, and by
// which of them an account is answered now. What it is told is in the store
// before it returns.
//
// In the store an account stands twice: under its own id with the connection
// that counts now, and under "connection:" and the id of every connection that
// it ever had, with the owner's id as the chat. So it is known whose message it
// is that came by a connection that has been replaced since, after a restart
// too.
type book struct {
	store  Store
	source string

	// ask asks Telegram about a connection.
	ask func(ctx context.Context, id string) (*connection, error)

	mu     sync.Mutex
	owners map[string]string // by connection id
}

// former is the account under which the owner of a connection is stored.
func former(id string) string { return "connection:" + id }

// learn stores a connection.
func (b *book) learn(ctx context.Context, c *connection, received time.Time) error {
	account := formatID(c.User.ID)
	row := bot.Connection{
		Source: b.source, Account: account, ID: c.ID, Chat: formatID(c.UserChat),
		Enabled: c.Enabled, Reply: c.mayReply(), At: moment(c.Date, received),
	}
	alias := row
	alias.Account, alias.Chat = former(c.ID), account
	for _, r := range []bot.Connection{row, alias} {
		if err := b.store.SaveConnection(ctx, r); err != nil {
			return fmt.Errorf("telegram: store a business connection: %w", err)
		}
	}
	b.remember(c.ID, account)
	return nil
}

func (b *book) remember(id, account string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.owners[id] = account
}

func (b *book) known(id string) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.owners[id]
}

// owner returns the account that a connection belongs to, or belonged. It asks
// Telegram about one that it does not know, and returns errNoAccount if Telegram
// does not tell, whatever the reason: the updates after this one must not wait
// for it. Any other error passes.
func (b *book) owner(ctx context.Context, id string, received time.Time) (string, error) {
	if account := b.known(id); account != "" {
		return account, nil
	}
	row, err := b.store.Connection(ctx, b.source, former(id))
	if err != nil {
		return "", fmt.Errorf("telegram: look up a business connection: %w", err)
	}
	if row.Chat != "" {
		b.remember(id, row.Chat)
		return row.Chat, nil
	}
	c, err := b.ask(ctx, id)
	if failed, ok := errors.AsType[*callError](err); ok && failed.final() {
		return "", errNoAccount
	}
	if err != nil {
		return "", err
	}
	if err := b.learn(ctx, c, received); err != nil {
		return "", err
	}
	return formatID(c.User.ID), nil
}

// current returns by which connection an account is answered now, as the store
// has it; the zero Connection if it does not know the account.
func (b *book) current(ctx context.Context, account string) (bot.Connection, error) {
	c, err := b.store.Connection(ctx, b.source, account)
	if err != nil {
		return c, fmt.Errorf("telegram: look up a business account: %w", err)
	}
	return c, nil
}

// connectionOf returns a connection as the library has it.
func connectionOf(m *models.BusinessConnection) *connection {
	c := &connection{ID: m.ID, User: user{ID: m.User.ID}, UserChat: m.UserChatID, Date: m.Date, Enabled: m.IsEnabled}
	c.CanReply = m.Rights != nil && m.Rights.CanReply
	return c
}
