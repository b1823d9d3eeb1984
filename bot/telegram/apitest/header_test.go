package apitest

import (
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/go-telegram/bot/models"
	"github.com/stretchr/testify/require"
)

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]time.Duration{
		"": 0, "0": 0, "7": 7 * time.Second, "3600": time.Hour, "3601": time.Hour, "-5": 0, "soon": 0,
		"Wed, 21 Oct 2026 07:28:00 GMT": 0, // dates are not read, as by the real server
	} {
		h := http.Header{}
		if value != "" {
			h.Set("Retry-After", value)
		}
		require.Equal(t, want, retryAfter(h), value)
	}
}

func TestIsLoopback(t *testing.T) {
	t.Parallel()
	for host, want := range map[string]bool{
		"127.0.0.1": true, "127.8.8.8": true, "::1": true, "localhost": true,
		"10.0.0.1": false, "192.0.2.1": false, "example.com": false, "": false, "127.0.0.1.example.com": false,
	} {
		require.Equal(t, want, isLoopback(host), host)
	}
	require.NoError(t, onlyLoopback("tcp", "127.0.0.1:80", nil))
	require.ErrorIs(t, onlyLoopback("tcp", "192.0.2.1:443", nil), errNotLoopback)
	require.ErrorIs(t, onlyLoopback("tcp", "nonsense", nil), errNotLoopback)
}

func TestParseReactions(t *testing.T) {
	t.Parallel()
	list, err := parseReactions(`[{"type":"emoji","emoji":"👍"},{"type":"custom_emoji","custom_emoji_id":"7"}]`)
	require.Nil(t, err)
	require.Equal(t, "👍", list[0].ReactionTypeEmoji.Emoji)
	require.Equal(t, models.ReactionTypeTypeCustomEmoji, list[1].Type)
	for text, want := range map[string]string{
		"": "", "[]": "", "[": "can't parse reaction types JSON object", "{}": "expected an Array of ReactionType",
		"[7]": "can't parse ReactionType: invalid reaction type specified",
	} {
		list, err := parseReactions(text)
		require.Empty(t, list, text)
		if want == "" {
			require.Nil(t, err, text)
			continue
		}
		require.Equal(t, "Bad Request: "+want, err.Description, text)
	}
}

func TestIsReaction(t *testing.T) {
	t.Parallel()
	for emoji, want := range map[string]bool{
		"👍": true, "❤": true, "❤️": true, "👨‍💻": true, "🤷‍♀": true, "🥕": false, "": false, "👍👍": false, "a": false,
	} {
		require.Equal(t, want, isReaction(emoji), emoji)
	}
}

func TestCommandNames(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{
		"start": true, "a_1": true, "a": true, "": false, "Start": false, "a-b": false, "помощь": false, "a b": false,
		"abcdefghijklmnopqrstuvwxyz012345": true, "abcdefghijklmnopqrstuvwxyz0123456": false,
	} {
		require.Equal(t, want, commandName.MatchString(name), name)
	}
	for code, want := range map[string]bool{"": true, "ru": true, "ro": true, "RU": false, "rus": false, "r": false} {
		require.Equal(t, want, languageCode.MatchString(code), code)
	}
}

func BenchmarkMarkup(b *testing.B) {
	const plain = "Добрый день! Ваш заказ собран, курьер приедет завтра."
	for name, c := range map[string]struct{ text, mode string }{
		"plain": {plain, ""}, "html": {"<b>Добрый день!</b> Ваш <a href=\"https://a.md\">заказ</a> собран.", "html"},
		"markdownv2": {"*Добрый день\\!* Ваш [заказ](https://a.md) собран\\.", "markdownv2"},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				f, err := formattedText(c.text, c.mode, "")
				if err != nil {
					b.Fatal(err)
				}
				if f, err = f.tidy(); err != nil || f.text == "" {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkTake looks for the newest of many entries that nobody waits for.
func BenchmarkTake(b *testing.B) {
	s := New(Options{})
	defer func() { require.NoError(b, s.Close()) }()
	for n := range 10_000 {
		s.log.add(&Entry{Kind: EntryCall, Chat: int64(n % 100), Method: strconv.Itoa(n)})
	}
	b.ReportAllocs()
	for b.Loop() {
		s.log.add(&Entry{Kind: EntryCall, Chat: -1})
		if s.take(s.log.last-1, []Filter{InChat(-1)}) == nil {
			b.Fatal("not found")
		}
	}
}
