package apitest

import (
	"testing"
	"time"
	"unicode/utf16"

	"github.com/stretchr/testify/require"
)

var timeOfTest = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)

func TestFindEntities(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                          "",
		"просто слова":              "",
		"https://a.md":              "url 0+12",
		"HTTPS://A.MD/Путь?x=1#y":   "url 0+23",
		"(см. http://a.md/x)":       "url 5+13",
		"http://a.md, http://b.md!": "url 0+11, url 13+11",
		"tg://resolve?domain=x":     "url 0+21",
		"сайт shop.md":              "url 5+7",
		"www.shop.ro/catalog/1":     "url 0+21",
		"shop.mdx":                  "",
		"пишите на a@b.md или a.b-c+d@e-f.com": "email 10+6, email 21+15",
		"@name":                  "mention 0+5",
		"(@name)":                "mention 1+5",
		"a@name":                 "",
		"@1name":                 "",
		"@имя":                   "",
		"@na":                    "",
		"#тег #tag2 #2 #_":       "hashtag 0+4, hashtag 5+5",
		"a#tag":                  "",
		"/help":                  "bot_command 0+5",
		"/help, /start@shop_bot": "bot_command 0+5, bot_command 7+15",
		"и/или":                  "",
		"http://a.md/help":       "url 0+16",
		"/помощь":                "",
		"+373 69 000 001":        "phone_number 0+15",
		"+37369000001":           "phone_number 0+12",
		"+373 (69) 000-001, жду": "phone_number 0+17",
		"2+2":                    "",
		"5.30 и 10.5.2026":       "",
		"👍👍 @name 👍 #тег":        "mention 5+5, hashtag 14+4",
	} {
		f := formatted{text: text}.withFound()
		require.Equal(t, want, describe(f), text)
		for _, e := range f.entities {
			require.NotEmpty(t, sliceUTF16(text, e.Offset, e.Length))
		}
	}
}

func TestLinkedUser(t *testing.T) {
	t.Parallel()
	for link, want := range map[string]int64{
		"tg://user?id=5": 5, "tg://user?id=": 0, "tg://user?id=x": 0, "tg://resolve?id=5": 0, "": 0,
	} {
		require.Equal(t, want, linkedUser(link), link)
	}
}

func TestHTMLChar(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]struct {
		r    rune
		size int
	}{
		"&lt;":        {'<', 4},
		"&gt;b":       {'>', 4},
		"&amp;amp;":   {'&', 5},
		"&quot;":      {'"', 6},
		"&lt b":       {'<', 3},
		"&LT;":        {0, 0},
		"&nbsp;":      {0, 0},
		"&":           {0, 0},
		"&;":          {0, 0},
		"&#65;":       {'A', 5},
		"&#65":        {'A', 4},
		"&#x41;b":     {'A', 6},
		"&#x1F64f;":   {'🙏', 9},
		"&#;":         {0, 0},
		"&#x;":        {0, 0},
		"&#0;":        {0, 0},
		"&#xD800;":    {0, 0},
		"&#x110000;":  {0, 0},
		"&#99999999;": {0, 0},
	} {
		r, size := htmlChar(text)
		require.Equal(t, want.r, r, text)
		require.Equal(t, want.size, size, text)
	}
}

func FuzzUTF16Len(f *testing.F) {
	f.Add("привет 🙏 👨‍👩‍👧")
	f.Add("\xff")
	f.Fuzz(func(t *testing.T, s string) {
		require.Equal(t, len(utf16.Encode([]rune(s))), utf16Len(s))
	})
}
