package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/stretchr/testify/require"
)

// TestPageAboutTheBot: what docs/bot.md says to write and to set is right.
func TestPageAboutTheBot(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("../../docs/bot.md")
	require.NoError(t, err)
	page := string(data)
	for _, block := range regexp.MustCompile("(?s)```toml\n(.*?)```").FindAllStringSubmatch(page, -1) {
		_, err := parseConfig("docs/bot.md", []byte(block[1]))
		require.NoError(t, err, block[1])
	}
	commands := regexp.MustCompile(`(?m)^camerton (.*)$`).FindAllStringSubmatch(page, -1)
	require.Greater(t, len(commands), 8)
	for _, line := range commands {
		words, _, _ := strings.Cut(line[1], " > ")
		requireParses(t, strings.Fields(words))
	}
	for _, name := range regexp.MustCompile("`(?:camerton )?([a-z]+)\\.([a-z_]+)`").FindAllStringSubmatch(page, -1) {
		if name[2] == "toml" || name[2] == "db" {
			continue
		}
		require.Contains(t, sample(), "\n["+name[1]+"]\n", name[0])
		require.Contains(t, sample(), "\n#"+name[2]+" = ", name[0])
	}
	for _, secret := range regexp.MustCompile(`CAMERTON_[A-Z_]+`).FindAllString(page, -1) {
		require.Contains(t, sample(), secret)
	}
}

// TestPageQuotesTheLog: the sentences in its table are ones that are logged.
func TestPageQuotesTheLog(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("../../docs/bot.md")
	require.NoError(t, err)
	_, table, found := strings.Cut(string(data), "| the log says | do |")
	require.True(t, found)
	table, _, _ = strings.Cut(table, "\n\n")
	var source strings.Builder
	for _, pattern := range []string{"*.go", "../../bot/*.go", "../../bot/*/*.go"} {
		files, err := filepath.Glob(pattern)
		require.NoError(t, err)
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			text, err := os.ReadFile(file)
			require.NoError(t, err)
			source.Write(text)
		}
	}
	quotes := regexp.MustCompile("(?m)^\\| `(.*?)` \\|").FindAllStringSubmatch(table, -1)
	require.NotEmpty(t, quotes)
	for _, quote := range quotes {
		require.Contains(t, source.String(), quote[1])
	}
}

// requireParses checks that there is a command with these arguments.
func requireParses(t *testing.T, args []string) {
	t.Helper()
	parser, err := kong.New(&commands{}, kong.Name("camerton"), kong.Exit(func(int) {}))
	require.NoError(t, err)
	_, err = parser.Parse(args)
	require.NoError(t, err, args)
}
