package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/caarlos0/env/v11"

	"github.com/camerton/camerton/bot/telegram"
)

// secrets come from the environment only.
type secrets struct {
	// Token is the bot's token from @BotFather.
	Token string `env:"CAMERTON_TOKEN"`

	// Webhook is what Telegram's calls carry.
	Webhook string `env:"CAMERTON_WEBHOOK_SECRET"`

	// Database is the address of PostgreSQL, with the password.
	Database string `env:"CAMERTON_DATABASE"`
}

// readSecrets reads the secrets from lines of the form NAME=value.
func readSecrets(environ []string) (secrets, error) {
	var s secrets
	err := env.ParseWithOptions(&s, env.Options{Environment: env.ToMap(environ)})
	return s, err
}

// missing says which secrets a config needs besides those that are there.
func (s secrets) missing(c *config) error {
	var faults []error
	need := func(name, value, what string) {
		if value == "" {
			faults = append(faults, fmt.Errorf("%s is not set in the environment; it is %s", name, what))
		}
	}
	need("CAMERTON_TOKEN", s.Token, "the bot's token, which @BotFather gives")
	if c.telegram.updates == webhook {
		need("CAMERTON_WEBHOOK_SECRET", s.Webhook, "what Telegram's calls must carry")
		if err := (telegram.Hook{URL: c.webhook.url, Secret: s.Webhook}).Validate(); s.Webhook != "" && err != nil {
			faults = append(faults, fmt.Errorf("CAMERTON_WEBHOOK_SECRET: %w", err))
		}
	}
	if c.store.kind == postgreSQL {
		faults = append(faults, s.missingDatabase())
	}
	return errors.Join(faults...)
}

// missingDatabase says that the address of the database is needed.
func (s secrets) missingDatabase() error {
	if s.Database != "" {
		return nil
	}
	return errors.New("CAMERTON_DATABASE is not set in the environment; it is the address of the database, as postgres://user:password@host/database")
}

// hidden returns a writer that puts *** in the place of every secret. Nobody
// should write one; this is for the day that somebody does.
func (s secrets) hidden(w io.Writer) io.Writer {
	h := hider{w: w}
	for _, secret := range []string{s.Token, s.Webhook, s.Database} {
		if len(secret) >= 8 { // shorter ones are part of any word
			h.secrets = append(h.secrets, []byte(secret))
		}
	}
	return h
}

type hider struct {
	w       io.Writer
	secrets [][]byte
}

// Write writes p as a whole, however long it becomes.
func (h hider) Write(p []byte) (int, error) {
	shown := p
	for _, secret := range h.secrets {
		shown = bytes.ReplaceAll(shown, secret, []byte("***"))
	}
	if _, err := h.w.Write(shown); err != nil {
		return 0, err
	}
	return len(p), nil
}
