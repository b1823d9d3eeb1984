package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-telegram/bot/models"
	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot/telegram/apitest"
)

// TestRunningBotLogsNothingPrivate plants words in all that customers write, has
// calls fail, and searches what the bot has said.
func TestRunningBotLogsNothingPrivate(t *testing.T) {
	t.Parallel()
	s := newShop(t, "[log]", `level = "debug"`, `format = "json"`, "[operators]", "chat = -700")
	s.srv.Group(-700, "ПлантСмена").AddBot(s.srv.DefaultBot(), 77)
	for _, method := range []string{"sendMessage", "getUpdates", "sendChatAction", "answerCallbackQuery", "setMyCommands"} {
		for _, kind := range []apitest.FaultKind{apitest.FaultError, apitest.FaultDrop, apitest.FaultTooMany, apitest.FaultGarble} {
			s.srv.Inject(apitest.Fault{Method: method, Kind: kind})
		}
	}
	r := s.run()
	eve := s.srv.Customer(5).As(models.User{FirstName: "ПлантИмя", LastName: "ПлантФамилия", Username: "plant_user"})
	eve.Say("ПлантТекст: сколько стоит доставка?")
	eve.Document("ПлантФайл.pdf", []byte("ПлантСодержание"), "ПлантТекст")
	eve.Contact("37369123987", "ПлантИмя", 5)
	eve.Say("Позовите человека, ПлантТекст!")
	e, err := s.srv.WaitSent(soon(t), apitest.InChat(-700))
	require.NoError(t, err)
	require.NotEmpty(t, e.Text())
	s.srv.Customer(6).As(models.User{FirstName: "ПлантИмя"}).Say("/forget")
	asked, err := s.srv.Customer(6).Next(soon(t))
	require.NoError(t, err)
	if asked.Message.ReplyMarkup != nil {
		s.srv.Customer(6).Press(asked.MessageID, asked.Message.ReplyMarkup.InlineKeyboard[0][0].Text)
	}
	r.stop()

	said := r.log.String()
	require.Contains(t, said, `"level":"WARN"`)
	for _, planted := range []string{
		"Плант", "plant_user", "37369123987", apitest.DefaultToken, strings.TrimPrefix(apitest.DefaultToken, "7000000001:"), hookSecret,
		e.Text(),
	} {
		require.NotContains(t, said, planted)
	}
	requireNoToken(t, s.dir)
}

// requireNoToken looks for the token in everything that the bot has written to
// the disk.
func requireNoToken(t *testing.T, dir string) {
	t.Helper()
	files := 0
	require.NoError(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		require.NotContains(t, string(data), apitest.DefaultToken, path)
		files++
		return err
	}))
	require.GreaterOrEqual(t, files, 2, "the config and the store")
}
