package apitest

import (
	"cmp"
	"io"
	"net/http"
	"time"

	"github.com/go-telegram/bot/models"
)

// DefaultToken is the token of the bot that a server has when Options names
// none. It has the form of a real token and opens nothing.
const DefaultToken = "7000000001:apitest-not-a-real-token-000"

// Options set up a Server. The zero value is a server with one bot, the
// machine's clock, no flood limits and everything remembered.
type Options struct {
	// Clock tells the server the time; nil means SystemClock.
	Clock Clock
	// Addr is where Start listens; "" means "127.0.0.1:0", any free port of
	// the loopback interface.
	Addr string
	// Bots are the bots the server knows. None means one bot with
	// DefaultToken, the name "Test Bot" and the username "apitest_bot".
	Bots []BotConfig
	// Seed makes identifiers, first update ids and faults by chance
	// repeatable. Two servers with one seed and one order of calls behave alike.
	Seed uint64
	// Flood are the automatic limits; the zero value has none.
	Flood Flood
	// Record, if not nil, gets each Entry as one line of JSON, in order, as it
	// happens. Writes are never concurrent.
	Record io.Writer
	// KeepRecord is how many entries stay in memory; 0 means all of them.
	KeepRecord int
	// KeepMessages is how many messages of each chat stay in memory; older
	// ones are as good as deleted. 0 means all of them.
	KeepMessages int
	// KeepFiles is how many files can be downloaded; older ones are forgotten.
	// 0 means all of them.
	KeepFiles int
	// KeepFile is the largest uploaded file, in bytes, whose contents stay in
	// memory; of a larger one only name and size are kept, and downloading it
	// gives that many zero bytes. 0 means 1 MiB, less than 0 means none.
	KeepFile int64
	// WebhookClient delivers updates to webhooks; nil means a client of the
	// server's own that follows no redirects. Set it to trust the certificate
	// of a test's HTTPS server. Redirects are never followed.
	WebhookClient *http.Client
	// NoControl switches the /_control/ pages off.
	NoControl bool
}

// BotConfig describes one bot.
type BotConfig struct {
	// Token is "<digits>:<at least 24 of A-Z a-z 0-9 _ ->"; "" means DefaultToken.
	Token string `json:"token"`
	// Name is the first name shown; "" means "Test Bot".
	Name string `json:"name,omitempty"`
	// Username is without the at sign; "" means "apitest_bot" for the bot with
	// DefaultToken and "apitest<ID>_bot" for any other.
	Username string `json:"username,omitempty"`
	// ReadAll is true for a bot whose privacy mode is off: it sees every
	// message of its groups.
	ReadAll bool `json:"read_all,omitempty"`
	// NoBusiness is true for a bot that cannot be connected to business accounts.
	NoBusiness bool `json:"no_business,omitempty"`
	// TestDC is true for a bot of Telegram's test environment, reached as
	// /bot<TOKEN>/test/<method> and nowhere else.
	TestDC bool `json:"test_dc,omitempty"`
}

const (
	messageLife  = 24 * time.Hour    // updates about messages are kept so long
	callbackLife = 150 * time.Second // and presses of buttons so long
	replyWindow  = 24 * time.Hour    // a business bot may answer so long after a customer's message
	deleteWindow = 48 * time.Hour    // a message may be deleted for everyone so long
	pathLife     = time.Hour         // a link to a file works so long

	maxText       = 4096
	maxCaption    = 1024
	maxTextBytes  = 1 << 15
	maxUpload     = 50 << 20
	maxDownload   = 20 << 20
	maxQueue      = 100_000
	maxPollWait   = 50
	defaultKeep   = 1 << 20
	tokenKeyBytes = 24
)

func (o Options) withDefaults() Options {
	if o.Clock == nil {
		o.Clock = SystemClock{}
	}
	o.Addr = cmp.Or(o.Addr, "127.0.0.1:0")
	o.KeepFile = cmp.Or(o.KeepFile, defaultKeep)
	if len(o.Bots) == 0 {
		o.Bots = []BotConfig{{}}
	}
	return o
}

func (c BotConfig) withDefaults() BotConfig {
	c.Token = cmp.Or(c.Token, DefaultToken)
	c.Name = cmp.Or(c.Name, "Test Bot")
	if c.Username == "" && c.Token == DefaultToken {
		c.Username = "apitest_bot"
	}
	return c
}

func (c BotConfig) user(id int64) models.User {
	return models.User{ID: id, IsBot: true, FirstName: c.Name, Username: c.Username}
}
