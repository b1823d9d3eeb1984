package telegram

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"

	tg "github.com/go-telegram/bot"
)

const (
	// secretHeader is where Telegram puts the secret that we gave it.
	secretHeader = "X-Telegram-Bot-Api-Secret-Token" //nolint:gosec // the name of a header, and no secret

	// maxUpdate bounds an update: the longest messages take a tenth of it.
	maxUpdate = 1 << 20
)

// A Hook is where Telegram is to bring updates.
type Hook struct {
	// URL is what Telegram calls: https, on port 443, 80, 88 or 8443.
	URL string

	// Secret is what every call must carry: 1 to 256 of A-Z, a-z, 0-9, _ and -.
	Secret string

	// Connections is how many calls Telegram makes at once, 1 to 100; 0 is
	// Telegram's own choice, 40.
	Connections int
}

// Validate returns an error that says what is wrong with the hook.
func (h Hook) Validate() error {
	switch {
	case !strings.HasPrefix(h.URL, "https://") && !strings.HasPrefix(h.URL, "http://127.0.0.1:"):
		return errors.New("telegram: the webhook's URL must begin with https://")
	case h.Connections < 0 || h.Connections > 100:
		return errors.New("telegram: a webhook has from 1 to 100 connections, or 0 for Telegram's own choice")
	}
	return validSecret(h.Secret)
}

func validSecret(secret string) error {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
	if secret == "" || len(secret) > 256 || strings.Trim(secret, letters) != "" {
		return errors.New("telegram: a webhook's secret has 1 to 256 of the characters A-Z, a-z, 0-9, _ and -")
	}
	return nil
}

// SetWebhook tells Telegram where to bring updates. It drops none, and tries on
// while Telegram can't be reached. An error is one of Hook.Validate, or says why
// Telegram does not accept it.
func (a *Adapter) SetWebhook(ctx context.Context, h Hook) error {
	if err := h.Validate(); err != nil {
		return err
	}
	if err := a.Meet(ctx); err != nil {
		return err
	}
	err := a.insist(ctx, "setWebhook", func(ctx context.Context) error {
		_, err := a.api.SetWebhook(ctx, &tg.SetWebhookParams{
			URL: h.URL, SecretToken: h.Secret, MaxConnections: h.Connections, AllowedUpdates: allowedUpdates(),
		})
		return err
	})
	if err == nil {
		a.works(ctx)
	}
	return err
}

// Webhook returns the handler that Telegram calls. It answers 401 to a call
// without the secret, 400 to what is no update, 200 as soon as an update is
// stored, and 503 if it could not be, so that Telegram brings it again. The
// error says what is wrong with the secret.
func (a *Adapter) Webhook(secret string) (http.Handler, error) {
	if err := validSecret(secret); err != nil {
		return nil, err
	}
	want := sha256.Sum256([]byte(secret))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got := sha256.Sum256([]byte(r.Header.Get(secretHeader)))
		if subtle.ConstantTimeCompare(got[:], want[:]) != 1 {
			http.Error(w, "the secret is wrong or missing", http.StatusUnauthorized)
			return
		}
		if r.Method != http.MethodPost {
			w.Header().Set("Allow", http.MethodPost)
			http.Error(w, "updates are posted", http.StatusMethodNotAllowed)
			return
		}
		a.take(w, r)
	}), nil
}

// take stores one update.
func (a *Adapter) take(w http.ResponseWriter, r *http.Request) {
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxUpdate))
	if _, tooLong := errors.AsType[*http.MaxBytesError](err); tooLong {
		http.Error(w, "an update is not as long as that", http.StatusRequestEntityTooLarge)
		return
	}
	var head struct {
		ID *int64 `json:"update_id"`
	}
	if err != nil || json.Unmarshal(data, &head) != nil || head.ID == nil {
		http.Error(w, "this is no update", http.StatusBadRequest)
		return
	}
	// An update that has come is stored even if Telegram hangs up meanwhile.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), a.timeout)
	defer cancel()
	if _, err := a.receive(ctx, []json.RawMessage{data}); err != nil {
		if a.intake.fails(err) {
			a.log.ErrorContext(ctx, "telegram: updates can't be stored; Telegram brings them again", slog.Any("error", err))
		}
		http.Error(w, "not stored; bring it again", http.StatusServiceUnavailable)
		return
	}
	a.works(ctx)
	w.WriteHeader(http.StatusOK)
}
