package apitest_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot/telegram/apitest"
)

// ask sends any request to the handler.
func (b *bench) ask(method, path, contentType, body string) reply {
	b.t.Helper()
	r := httptest.NewRequestWithContext(b.t.Context(), method, path, strings.NewReader(body))
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	out, dropped := b.serve(r)
	require.False(b.t, dropped)
	return out
}

const api = "/bot" + apitest.DefaultToken + "/"

func TestPaths(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	for path, want := range map[string]string{
		"/":                           "404 Not Found",
		"/nothing":                    "404 Not Found",
		"/bot" + apitest.DefaultToken: "404 Not Found",
		"/bot/getMe":                  "401 Unauthorized: invalid token specified",
		"/bot0123:abc/getMe":          "401 Unauthorized: invalid token specified",
		"/botabc/getMe":               "401 Unauthorized: invalid token specified",
		"/bot12:" + strings.Repeat("a", 80) + "/getMe":  "401 Unauthorized: invalid token specified",
		"/bot12:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/getMe": "401 Unauthorized",
		"/bot" + apitest.DefaultToken + "x/getMe":       "401 Unauthorized",
		"/bot" + apitest.DefaultToken + "/test/getMe":   "401 Unauthorized",
		api:                     "404 Not Found: method not found",
		api + "getmee":          "404 Not Found: method not found",
		api + "getMe/":          "404 Not Found: method not found",
		"/file" + api + "x.jpg": "404 Not Found",
		"/file/botnobody/x.jpg": "404 Not Found",
	} {
		r := b.ask(http.MethodGet, path, "", "")
		require.False(t, r.OK, path)
		require.Equal(t, want, strings.TrimSpace(strings.Join([]string{jsonInt(int64(r.Code)), r.Description}, " ")), path)
		require.Equal(t, r.Code, r.Status, path)
		require.Equal(t, "application/json", r.Header.Get("Content-Type"), path)
	}
}

func TestTestEnvironment(t *testing.T) {
	t.Parallel()
	const token = "7000000002:apitest-not-a-real-token-001"
	b := newBench(t, apitest.Options{Bots: []apitest.BotConfig{{}, {Token: token, TestDC: true, Name: "In Test"}}})
	r := b.ask(http.MethodGet, "/bot"+token+"/test/getMe", "", "")
	require.True(t, r.OK)
	require.Contains(t, string(r.Result), "In Test")
	require.Equal(t, 401, b.ask(http.MethodGet, "/bot"+token+"/getMe", "", "").Status)
}

func TestBodies(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	b.srv.Customer(5).Say("a")
	good := func(name string, r reply, text string) {
		require.True(t, r.OK, "%s: %s", name, r.Description)
		require.Contains(t, string(r.Result), text, name)
	}
	good("query and form together", b.ask(http.MethodPost, api+"sendMessage?chat_id=5", "application/x-www-form-urlencoded", "text=a+b%26c"), "a b\\u0026c")
	good("the body wins", b.ask(http.MethodPost, api+"sendMessage?chat_id=6&text=x", "application/json", `{"chat_id":5,"text":"y"}`), "y")
	good("JSON numbers and strings", b.ask(http.MethodPost, api+"sendMessage", "application/json", ` {"chat_id":"5","text":"\u0434\u0430"} `), "да")
	good("JSON with rubbish behind", b.ask(http.MethodPost, api+"sendMessage", "application/json", `{"chat_id":5,"text":"y"} rubbish`), "y")
	good("JSON broken off", b.ask(http.MethodPost, api+"sendMessage", "application/json", `{"chat_id":5,"text":"y","entities":[`), "y")
	good("form half broken", b.ask(http.MethodPost, api+"sendMessage", "application/x-www-form-urlencoded", "chat_id=5&text=y&x=%zz"), "y")
	good("any verb", b.ask(http.MethodPut, api+"sendMessage?chat_id=5&text=y", "", ""), "y")
	good("another kind of body is ignored", b.ask(http.MethodPost, api+"sendMessage?chat_id=5&text=y", "text/plain", "text=z"), "y")
	good("a multipart form without fields", b.ask(http.MethodPost, api+"getMe", "multipart/form-data; boundary=x", ""), "apitest_bot")

	for name, c := range map[string]struct{ contentType, body, want string }{
		"empty JSON":         {"application/json", "", "message text is empty"},
		"a list":             {"application/json", `[{"chat_id":5}]`, "message text is empty"},
		"no JSON":            {"application/json", `chat_id=5`, "message text is empty"},
		"JSON key no string": {"application/json", `{5:5}`, "message text is empty"},
		"no boundary":        {"multipart/form-data", "x", "boundary not found"},
		"broken off":         {"multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nab", "unexpected end of request content"},
		"no name":            {"multipart/form-data; boundary=x", "--x\r\nContent-Type: text/plain\r\n\r\nab\r\n--x--\r\n", "field name in multipart/form-data not found"},
	} {
		r := b.ask(http.MethodPost, api+"sendMessage", c.contentType, c.body)
		require.Equal(t, "Bad Request: "+c.want, r.Description, name)
	}
}

// upload makes a multipart request with one file and some fields.
func uploadRequest(t *testing.T, method, field, name string, data []byte, fields map[string]string) *http.Request {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for k, v := range fields {
		require.NoError(t, w.WriteField(k, v))
	}
	part, err := w.CreatePart(textproto.MIMEHeader{
		"Content-Disposition": {`form-data; name="` + field + `"; filename="` + name + `"`}, "Content-Type": {"application/pdf"},
	})
	require.NoError(t, err)
	_, err = part.Write(data)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, api+method, &body)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return r
}

func TestUploadAndDownload(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{KeepFile: 10})
	b.srv.Customer(5).Say("a")
	send := func(data string, field string, fields map[string]string) string {
		fields["chat_id"] = "5"
		r, _ := b.serve(uploadRequest(t, "sendDocument", field, "счёт.pdf", []byte(data), fields))
		require.True(t, r.OK, r.Description)
		require.Contains(t, string(r.Result), "счёт.pdf")
		require.Contains(t, string(r.Result), "application/pdf")
		require.NotNil(t, b.lastCall().Message.Document)
		id := b.lastCall().Message.Document.FileID
		var f struct {
			Path string `json:"file_path"`
			Size int    `json:"file_size"`
		}
		b.good("getFile", params{"file_id": id}, &f)
		require.Equal(t, len(data), f.Size)
		return f.Path
	}
	download := func(path string) (int, string) {
		w := httptest.NewRecorder()
		b.srv.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/file/bot"+apitest.DefaultToken+"/"+path, nil))
		return w.Code, w.Body.String()
	}
	path := send("%PDF", "document", map[string]string{})
	status, body := download(path)
	require.Equal(t, 200, status)
	require.Equal(t, "%PDF", body)
	require.Equal(t, "attach:счёт.pdf, 4 bytes", b.srv.Record()[1].Params["document"])

	attached := send("%PDF2", "somewhere", map[string]string{"document": "attach://somewhere"})
	_, body = download(attached)
	require.Equal(t, "%PDF2", body)

	large := send("more than ten bytes", "document", map[string]string{})
	_, body = download(large)
	require.Equal(t, strings.Repeat("\x00", 19), body, "of a large file only the size is kept")

	b.clock.Advance(time.Hour + time.Second)
	status, _ = download(path)
	require.Equal(t, 404, status, "links work for an hour")
}

func TestUploadsThatAreRefused(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{KeepFile: -1})
	b.srv.Customer(5).Say("a")
	r, _ := b.serve(uploadRequest(t, "sendDocument", "document", "a.bin", nil, map[string]string{"chat_id": "5"}))
	require.Equal(t, "Bad Request: file must be non-empty", r.Description)

	// Nothing larger than an upload may be is even read, whether it says so or not.
	req := httptest.NewRequestWithContext(t.Context(), http.MethodPost, api+"sendDocument", http.NoBody)
	req.ContentLength = 52 << 20
	r, _ = b.serve(req)
	require.Equal(t, 413, r.Code)
	require.Equal(t, "Request Entity Too Large: content length is 54525952", r.Description)

	req = httptest.NewRequestWithContext(t.Context(), http.MethodPost, api+"sendDocument", io.LimitReader(blanks{}, 52<<20))
	req.Header.Set("Content-Type", "application/json")
	r, _ = b.serve(req)
	require.Equal(t, 413, r.Code)
	require.Equal(t, "Request Entity Too Large", r.Description)
}

// blanks is an endless file.
type blanks struct{}

func (blanks) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

func TestFilesBelongToTheirBot(t *testing.T) {
	t.Parallel()
	const other = "7000000002:apitest-not-a-real-token-001"
	b := newBench(t, apitest.Options{Bots: []apitest.BotConfig{{}, {Token: other}}})
	photo := b.srv.Customer(5).Photo("a").Photo
	id := photo[len(photo)-1].FileID
	b.good("getFile", params{"file_id": id}, nil)
	b.good("getFile", params{"file_id": photo[0].FileID}, nil) // the small size
	require.Equal(t, "Bad Request: invalid file_id", b.callAs(other, "getFile", params{"file_id": id}).Description)
	b.srv.Bot(other).Customer(5).Say("a")
	require.Equal(t, 400, b.callAs(other, "sendPhoto", params{"chat_id": 5, "photo": id}).Code)
	b.good("sendPhoto", params{"chat_id": 5, "photo": id}, nil)
}

func TestKeepFiles(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{KeepFiles: 2})
	var ids []string
	for range 3 {
		photo := b.srv.Customer(5).Photo("a").Photo
		ids = append(ids, photo[len(photo)-1].FileID)
	}
	b.bad("getFile", params{"file_id": ids[0]}, 400, "Bad Request: invalid file_id")
	b.good("getFile", params{"file_id": ids[1]}, nil)
	b.good("getFile", params{"file_id": ids[2]}, nil)
}

func TestAlbumUpload(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	b.srv.Customer(5).Say("a")
	r, _ := b.serve(uploadRequest(t, "sendMediaGroup", "one", "a.jpg", []byte("jpeg"), map[string]string{
		"chat_id": "5", "media": `[{"type":"photo","media":"attach://one"},{"type":"photo","media":"attach://one"}]`,
	}))
	require.True(t, r.OK, r.Description)
	require.Len(t, b.lastCall().Message.Photo, 2)
}

func FuzzRequest(f *testing.F) {
	f.Add("application/json", `{"chat_id":5,"text":"a"}`)
	f.Add("application/x-www-form-urlencoded", "chat_id=5&text=%D0")
	f.Add("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\na\r\n--x--\r\n")
	f.Add("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a\"\r\n\r\na\r\n--x--\r\n")
	f.Fuzz(func(t *testing.T, contentType, body string) {
		b := newBench(t, apitest.Options{})
		b.srv.Customer(5).Say("a")
		for _, method := range []string{"sendMessage", "sendPhoto", "setMyCommands", "getUpdates", "deleteMessages", "setWebhook"} {
			r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, api+method+"?chat_id=5&timeout=0", strings.NewReader(body))
			r.Header.Set("Content-Type", contentType)
			w := httptest.NewRecorder()
			if strings.Contains(body, "timeout") {
				return // it might wait
			}
			b.srv.ServeHTTP(w, r)
			require.Contains(t, []int{200, 400, 404, 409, 413, 429}, w.Code)
			require.Equal(t, w.Code == 200, strings.HasPrefix(w.Body.String(), `{"ok":true`))
		}
	})
}
