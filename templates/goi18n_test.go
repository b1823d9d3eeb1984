package templates_test

import (
	"bytes"
	"testing"
	"testing/fstest"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/locales"
	"github.com/camerton/camerton/templates"
)

// What goi18n merge writes, one table a message, sorted, without comments and with
// hashes, is loaded as the same texts.
func TestMergedFilesLoadTheSame(t *testing.T) {
	t.Parallel()
	src := "# a note\n[price.neutral]\nz = \"\"\"\nЦены — у нас,\nздесь.\"\"\"\n[tyres.neutral.a]\ndescription = \"a tyre\"\nother = \"Шины есть.\"\n"
	file, err := i18n.ParseMessageFileBytes([]byte(src), "price.ru.toml", map[string]i18n.UnmarshalFunc{"toml": toml.Unmarshal})
	require.NoError(t, err)
	merged := map[string]map[string]string{}
	for _, m := range file.Messages {
		merged[m.ID] = map[string]string{"other": m.Other, "hash": "sha1-" + m.ID}
		if m.Description != "" {
			merged[m.ID]["description"] = m.Description
		}
	}
	var out bytes.Buffer
	require.NoError(t, toml.NewEncoder(&out).Encode(merged))
	require.NotContains(t, out.String(), "# a note", "comments are lost, as docs/goi18n.md says")

	law := &fstest.MapFile{Data: []byte("version = 1\n[topics.tyres]\nabout = \"x\"\n")}
	load := func(name, text string) []templates.Text {
		c, err := templates.Load(locales.FS, fstest.MapFS{templates.ContractFile: law, name: {Data: []byte(text)}})
		require.NoError(t, err)
		var all []templates.Text
		for text := range c.Texts() {
			if text.File == name {
				text.File, text.Line = "", 0
				all = append(all, text)
			}
		}
		return all
	}
	before, after := load("own.ru.toml", src), load("active.ru.toml", out.String())
	require.Len(t, before, 2)
	require.Equal(t, before, after)
}
