package apitest

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// TestMarkup walks testdata/markup.txt, whose grammar stands in its head.
func TestMarkup(t *testing.T) {
	t.Parallel()
	for _, c := range readMarkupCases(t) {
		t.Run(fmt.Sprintf("line %d", c.line), func(t *testing.T) {
			t.Parallel()
			got, err := parseMarkup(c.text, c.mode)
			if c.failure != "" {
				require.NotNil(t, err)
				require.Equal(t, "Bad Request: can't parse entities: "+c.failure, err.Description)
				return
			}
			require.Nil(t, err)
			require.Equal(t, c.want, got.text)
			require.Equal(t, c.entities, describe(got))
		})
	}
}

type markupCase struct {
	line                       int
	mode, text, want, entities string
	failure                    string
}

func readMarkupCases(tb testing.TB) []markupCase {
	tb.Helper()
	f, err := os.Open("testdata/markup.txt")
	require.NoError(tb, err)
	defer func() { require.NoError(tb, f.Close()) }()
	var out []markupCase
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		mode, rest, _ := strings.Cut(line, " ")
		c := markupCase{line: n, mode: mode}
		text, rest, ok := strings.Cut(rest, " => ")
		if !ok {
			text, c.failure, ok = strings.Cut(text, " !! ")
			require.True(tb, ok, "line %d: no => and no !!", n)
		}
		c.want, c.entities, _ = strings.Cut(rest, " ; ")
		c.text, c.want = unescape(text), unescape(c.want)
		out = append(out, c)
	}
	require.NoError(tb, lines.Err())
	return out
}

// unescape reads the signs for the ends of lines.
func unescape(s string) string {
	return strings.NewReplacer(`␤`, "\n", `␍`, "\r").Replace(s)
}

// describe writes entities as the data file does.
func describe(f formatted) string {
	var out []string
	for _, e := range f.entities {
		user := ""
		if e.User != nil {
			user = strconv.FormatInt(e.User.ID, 10)
		}
		s := fmt.Sprintf("%s %d+%d %s", e.Type, e.Offset, e.Length, e.URL+e.Language+e.CustomEmojiID+user)
		out = append(out, strings.TrimSpace(s))
	}
	return strings.Join(out, ", ")
}

func TestTidy(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ in, entities, text, want string }{
		"nothing":                  {"", "", "", ""},
		"blanks":                   {" \n\t ", "", "", ""},
		"zero width":               {"\u200b\u2060", "", "", ""},
		"trimmed":                  {"  a b\n\n", "", "a b", ""},
		"carriage returns":         {"a\r\nb\r", "", "a\nb", ""},
		"control":                  {"a\x00b\x1fc", "", "a b c", ""},
		"direction marks":          {"a\u202eb\u2028c", "", "abc", ""},
		"moved by a return":        {"\r\rab", `[{"type":"bold","offset":2,"length":2}]`, "ab", "bold 0+2"},
		"shortened at the end":     {"ab  ", `[{"type":"bold","offset":1,"length":3}]`, "ab", "bold 1+1"},
		"gone with the end":        {"ab  ", `[{"type":"bold","offset":2,"length":2}]`, "ab", ""},
		"blanks kept in front":     {"  ab", `[{"type":"bold","offset":1,"length":3}]`, " ab", "bold 0+3"},
		"empty ones":               {"ab", `[{"type":"bold","offset":1,"length":0}]`, "ab", ""},
		"sorted, longer first":     {"abc", `[{"type":"italic","offset":0,"length":1},{"type":"bold","offset":0,"length":3}]`, "abc", "bold 0+3, italic 0+1"},
		"code in code":             {"abc", `[{"type":"code","offset":0,"length":3},{"type":"code","offset":1,"length":1}]`, "abc", "code 0+3"},
		"links found":              {"см. https://a.md/x?y=1.", "", "см. https://a.md/x?y=1.", "url 4+18"},
		"bare domain":              {"есть на shop.md/catalog", "", "есть на shop.md/catalog", "url 8+15"},
		"address":                  {"пишите info@shop.md", "", "пишите info@shop.md", "email 7+12"},
		"phone":                    {"тел. +373 69 000 001", "", "тел. +373 69 000 001", "phone_number 5+15"},
		"commands":                 {"/start payload /b@some_bot a/b //c", "", "/start payload /b@some_bot a/b //c", "bot_command 0+6, bot_command 15+11"},
		"behind an emoji":          {"🙏 #тег", "", "🙏 #тег", "hashtag 3+4"},
		"no number as a tag":       {"#1", "", "#1", ""},
		"short name":               {"@ab @abc", "", "@ab @abc", "mention 4+4"},
		"none inside code":         {"@abc", `[{"type":"code","offset":0,"length":4}]`, "@abc", "code 0+4"},
		"inside bold":              {"@abc", `[{"type":"bold","offset":0,"length":4}]`, "@abc", "mention 0+4, bold 0+4"},
		"no link in an address":    {"a.b@shop.md", "", "a.b@shop.md", "email 0+11"},
		"a dot is not a domain":    {"да.нет", "", "да.нет", ""},
		"no time and no number":    {"в 10:30, 2.5 кг", "", "в 10:30, 2.5 кг", ""},
		"romanian with diacritics": {"vă scriu pe @ana_rusu", "", "vă scriu pe @ana_rusu", "mention 12+9"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, err := formattedText(c.in, "", c.entities)
			require.Nil(t, err)
			got, err := f.tidy()
			require.Nil(t, err)
			require.Equal(t, c.text, got.text)
			require.Equal(t, c.want, describe(got))
		})
	}
}

func TestTidyRefusesInvalidUTF8(t *testing.T) {
	t.Parallel()
	_, err := formatted{text: "a\xff"}.tidy()
	require.NotNil(t, err)
	require.Equal(t, "Bad Request: strings must be encoded in UTF-8", err.Description)
}

func TestUTF16Len(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{"": 0, "abc": 3, "привет": 6, "🙏": 2, "👨‍👩‍👧": 8, "ș": 1} {
		require.Equal(t, want, utf16Len(text), text)
	}
}

func TestIndexUTF16(t *testing.T) {
	t.Parallel()
	require.Equal(t, 3, indexUTF16("🙏 да", "да"))
	require.Equal(t, -1, indexUTF16("🙏 да", "нет"))
	require.Equal(t, 0, indexUTF16("", ""))
}

func TestCheckedLink(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"https://a.md/x": "https://a.md/x", "HTTP://A.md": "http://A.md", "a.md": "http://a.md", " a.md ": "http://a.md",
		"tg://resolve?domain=x": "tg://resolve?domain=x", "tel:+373": "tel:+373", "mailto:a@b.md": "mailto:a@b.md",
		"": "", "word": "", "two words.md": "", "https://": "", "https://a b": "",
	} {
		require.Equal(t, want, checkedLink(in), in)
	}
}

// checkFormatted is what must hold for any text that was accepted.
func checkFormatted(t *testing.T, f formatted) {
	t.Helper()
	require.True(t, utf8.ValidString(f.text))
	units := utf16Len(f.text)
	for _, e := range f.entities {
		require.GreaterOrEqual(t, e.Offset, 0)
		require.Positive(t, e.Length)
		require.LessOrEqual(t, e.Offset+e.Length, units, "%q %v", f.text, e)
	}
	again, err := f.tidy()
	require.Nil(t, err)
	require.Equal(t, f.text, again.text, "tidying twice changes nothing")
}

func FuzzMarkup(f *testing.F) {
	for _, c := range readMarkupCases(f) {
		f.Add(c.text, c.mode)
	}
	f.Add("\\", "markdownv2")
	f.Add("<a href='&#x", "html")
	f.Add("`", "markdown")
	f.Fuzz(func(t *testing.T, text, mode string) {
		if !utf8.ValidString(text) || len(text) > 2000 {
			return
		}
		for _, mode := range []string{mode, "html", "markdown", "markdownv2"} {
			got, err := parseMarkup(text, strings.ToLower(mode))
			if err != nil {
				require.Contains(t, err.Description, "Bad Request: ")
				continue
			}
			tidied, err := got.tidy()
			require.Nil(t, err, "what the parser makes lies in its text")
			checkFormatted(t, tidied)
		}
	})
}

func FuzzEntities(f *testing.F) {
	f.Add("ab🙏c", `[{"type":"bold","offset":0,"length":2}]`)
	f.Add(" \r\n a", `[{"type":"text_link","offset":3,"length":2,"url":"a.md"}]`)
	f.Add("https://a.md @abc", `[{"type":"code","offset":1,"length":30},7]`)
	f.Fuzz(func(t *testing.T, text, entities string) {
		got, err := formattedText(text, "", entities)
		if err != nil {
			return
		}
		if got, err = got.tidy(); err == nil {
			checkFormatted(t, got)
		}
	})
}

func FuzzKeyboard(f *testing.F) {
	f.Add(`{"inline_keyboard":[[{"text":"a","callback_data":"b"}]]}`)
	f.Add(`{"keyboard":[["a",{"text":"b"}]],"remove_keyboard":true}`)
	f.Add(`{"inline_keyboard":[[{"text":1,"url":{}}]]}`)
	f.Add(`{"keyboard":[[null]]}`)
	f.Fuzz(func(t *testing.T, text string) {
		for _, only := range []bool{false, true} {
			k, err := parseKeyboard(text, only)
			if err != nil || k.markup == nil {
				continue
			}
			for _, row := range k.markup.InlineKeyboard {
				require.NotEmpty(t, row)
				for _, b := range row {
					require.NotEmpty(t, b.Text)
					require.LessOrEqual(t, len(b.CallbackData), maxButtonBytes)
				}
			}
			again, err := parseKeyboard(string(k.raw), only)
			require.Nil(t, err)
			require.Equal(t, string(k.raw), string(again.raw))
		}
	})
}
