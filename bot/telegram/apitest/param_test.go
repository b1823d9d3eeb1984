package apitest

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestLeadingInt(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]int64{
		"": 0, "0": 0, "7": 7, "-7": -7, "12abc": 12, "abc": 0, "-": 0, "--1": 0, "\t5": 0, "+5": 0, "5.9": 5,
		"-1000000000777": -1000000000777, "9223372036854775807": 9223372036854775807, "9223372036854775808": 0,
	} {
		require.Equal(t, want, leadingInt(in), in)
	}
}

func TestParamsInteger(t *testing.T) {
	t.Parallel()
	p := params{values: map[string]string{"a": "7", "low": "-100", "high": "1000", "word": "many", "empty": ""}}
	for key, want := range map[string]int64{"a": 7, "low": 1, "high": 100, "word": 1, "empty": 40, "none": 40} {
		require.Equal(t, want, p.integer(key, 40, 1, 100), key)
	}
	require.Equal(t, 7, p.messageID("a"))
	require.Zero(t, p.messageID("low"))
	require.True(t, p.has("empty"))
	require.False(t, p.has("none"))
}

func TestParamsYes(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]bool{
		"true": true, "True": true, "YES": true, "\t1\n": true, "false": false, "0": false, "": false, "2": false, "on": false,
	} {
		require.Equal(t, want, params{values: map[string]string{"a": in}}.yes("a"), in)
	}
}

func TestParamsRequired(t *testing.T) {
	t.Parallel()
	p := params{values: map[string]string{"a": "x", "empty": ""}}
	got, err := p.required("a")
	require.Nil(t, err)
	require.Equal(t, "x", got)
	for _, key := range []string{"empty", "none"} {
		_, err = p.required(key)
		require.Equal(t, `Bad Request: parameter "`+key+`" is required`, err.Description)
	}
}

func TestRecordedParams(t *testing.T) {
	t.Parallel()
	p := params{values: map[string]string{"chat_id": "5"}}
	require.Equal(t, map[string]string{"chat_id": "5"}, p.recorded())
	p.files = map[string]*upload{"photo": {name: "a.jpg", size: 7}}
	require.Equal(t, map[string]string{"chat_id": "5", "photo": "attach:a.jpg, 7 bytes"}, p.recorded())
	require.Len(t, p.values, 1, "the call's own parameters stay as they are")
}

func TestObject(t *testing.T) {
	t.Parallel()
	o, err := parseObject(`{"text":"a","number":7,"string":"8","yes":true,"no":false,"null":null,"list":[],"half":1.5}`, "thing")
	require.Nil(t, err)

	for name, want := range map[string]string{"text": "a", "number": "7", "half": "1.5", "null": "", "none": ""} {
		got, err := o.text(name)
		require.Nil(t, err)
		require.Equal(t, want, got, name)
	}
	for name, want := range map[string]int64{"number": 7, "string": 8, "null": 0, "none": 0} {
		got, err := o.integer(name)
		require.Nil(t, err)
		require.Equal(t, want, got, name)
	}
	for name, want := range map[string]bool{"yes": true, "no": false, "null": false, "none": false} {
		got, err := o.yes(name)
		require.Nil(t, err)
		require.Equal(t, want, got, name)
	}

	complaint := func(_ any, err *Error) string {
		require.NotNil(t, err)
		return strings.TrimPrefix(err.Description, "Bad Request: ")
	}
	require.Equal(t, `field "list" must be of type String`, complaint(o.text("list")))
	require.Equal(t, `field "yes" must be of type String`, complaint(o.text("yes")))
	require.Equal(t, `can't find field "none"`, complaint(o.requiredText("none")))
	require.Equal(t, `can't find field "null"`, complaint(o.requiredText("null")))
	require.Equal(t, `field "text" must be a valid Number`, complaint(o.integer("text")))
	require.Equal(t, `field "half" must be a valid Number`, complaint(o.integer("half")))
	require.Equal(t, `can't find field "none"`, complaint(o.requiredInteger("none")))
	require.Equal(t, `field "number" must be of type Boolean`, complaint(o.yes("number")))

	_, err = parseObject(`[]`, "thing")
	require.Equal(t, "Bad Request: object expected as thing", err.Description)
	_, err = parseObject(`null`, "thing")
	require.Equal(t, "Bad Request: object expected as thing", err.Description)
	_, err = parseObject(`{`, "thing")
	require.Equal(t, "Bad Request: can't parse thing JSON object", err.Description)
}

func TestSplitPath(t *testing.T) {
	t.Parallel()
	type parts struct {
		token, method string
		test, ok      bool
	}
	for path, want := range map[string]parts{
		"/bot1:a/getMe":           {"1:a", "getMe", false, true},
		"/bot1:a/test/getMe":      {"1:a", "getMe", true, true},
		"/bot1:a/testing":         {"1:a", "testing", false, true},
		"/bot1:a/":                {"1:a", "", false, true},
		"/bot1:a":                 {},
		"/robot1:a/getMe":         {},
		"":                        {},
		"/bot/getMe":              {"", "getMe", false, true},
		"/bot1:a/photos/file.jpg": {"1:a", "photos/file.jpg", false, true},
	} {
		token, method, test, ok := splitPath(path)
		require.Equal(t, want, parts{token, method, test, ok}, path)
	}
}

func TestTokenID(t *testing.T) {
	t.Parallel()
	id, err := tokenID(DefaultToken)
	require.NoError(t, err)
	require.Equal(t, int64(7000000001), id)
	for token, want := range map[string]string{
		"":                          "begins with the bot's id",
		":aaaaaaaaaaaaaaaaaaaaaaaa": "begins with the bot's id",
		"18014398509481984:aaaaaaaaaaaaaaaaaaaaaaaa": "begins with the bot's id",
		"1:aaaaaaaaaaaaaaaaaaaaaaa":                  "at least 24",
		"1:aaaaaaaaaaaaaaaaaaaaaaa+":                 "A-Z a-z 0-9",
		"1:aaaaaaaaaaaaaaaaaaaaaaaaa":                "that base64 can have",
	} {
		_, err := tokenID(token)
		require.ErrorContains(t, err, want, token)
	}
}

// keyboardOf makes a reply_markup of buttons.
func keyboardOf(rows ...[]map[string]any) string {
	data, err := json.Marshal(map[string]any{"inline_keyboard": rows})
	if err != nil {
		panic(err)
	}
	return string(data)
}

func TestKeyboardFind(t *testing.T) {
	t.Parallel()
	k, err := parseKeyboard(keyboardOf(
		[]map[string]any{{"text": "a", "callback_data": "one"}, {"text": "b", "callback_data": "a"}},
		[]map[string]any{{"text": "c", "url": "https://example.com"}, {"text": "b", "callback_data": "two"}},
	), true)
	require.Nil(t, err)
	for what, want := range map[string]string{"one": "one", "a": "a", "b": "a", "two": "two", "c": ""} {
		b, ok := k.find(what)
		require.True(t, ok, what)
		require.Equal(t, want, b.CallbackData, what)
	}
	_, ok := k.find("нет")
	require.False(t, ok)
	_, ok = keyboard{}.find("a")
	require.False(t, ok)
}

func TestKeyboardSize(t *testing.T) {
	t.Parallel()
	row := func(n int) (out []map[string]any) {
		for range n {
			out = append(out, map[string]any{"text": "a", "callback_data": "x"})
		}
		return out
	}
	_, err := parseKeyboard(keyboardOf(row(50), row(50)), true)
	require.Nil(t, err)
	_, err = parseKeyboard(keyboardOf(row(50), row(51)), true)
	require.Equal(t, "Bad Request: reply markup is too long", err.Description)
}

func TestButtonActions(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		button map[string]any
		want   string // the action kept, or the complaint
	}{
		"url wins":              {map[string]any{"text": "a", "url": "a.md", "callback_data": "x"}, "url"},
		"tg link":               {map[string]any{"text": "a", "url": "tg://user?id=5"}, "url"},
		"empty url is none":     {map[string]any{"text": "a", "url": "", "callback_data": "x"}, "callback_data"},
		"game":                  {map[string]any{"text": "a", "callback_game": map[string]any{}}, "callback_game"},
		"pay":                   {map[string]any{"text": "a", "pay": true}, "pay"},
		"inline":                {map[string]any{"text": "a", "switch_inline_query": ""}, "switch_inline_query"},
		"inline here":           {map[string]any{"text": "a", "switch_inline_query_current_chat": "q"}, "switch_inline_query_current_chat"},
		"login":                 {map[string]any{"text": "a", "login_url": map[string]any{"url": "https://a.md"}}, "login_url"},
		"number as data":        {map[string]any{"text": "a", "callback_data": 7}, "callback_data"},
		"number as text":        {map[string]any{"text": 7, "callback_data": "x"}, "callback_data"},
		"object as data":        {map[string]any{"text": "a", "callback_data": map[string]any{}}, `!can't parse inline keyboard button: Field "callback_data" must be of type String`},
		"object as text":        {map[string]any{"text": []string{}, "callback_data": "x"}, `!can't parse inline keyboard button: Field "text" must be of type String`},
		"a link with a space":   {map[string]any{"text": "a", "url": "https://a b"}, `!inline keyboard button URL 'https://a b' is invalid: Wrong HTTP URL`},
		"a word as a link":      {map[string]any{"text": "a", "url": "слово"}, `!inline keyboard button URL 'слово' is invalid: Wrong HTTP URL`},
		"copy_text is a string": {map[string]any{"text": "a", "copy_text": "x"}, `!field "copy_text" must be of type Object`},
		"long copy_text":        {map[string]any{"text": "a", "copy_text": map[string]any{"text": strings.Repeat("я", 257)}}, "!BUTTON_COPY_TEXT_INVALID"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k, err := parseKeyboard(keyboardOf([]map[string]any{c.button}), true)
			if complaint, ok := strings.CutPrefix(c.want, "!"); ok {
				require.NotNil(t, err)
				require.Equal(t, "Bad Request: "+complaint, err.Description)
				return
			}
			require.Nil(t, err)
			var back struct {
				Rows [][]map[string]any `json:"inline_keyboard"`
			}
			require.NoError(t, json.Unmarshal(k.raw, &back))
			require.Len(t, back.Rows[0][0], 2)
			require.Contains(t, back.Rows[0][0], c.want)
		})
	}
}
