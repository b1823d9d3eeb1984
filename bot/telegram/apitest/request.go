package apitest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
)

// upload is a file that came with a request.
type upload struct {
	name string
	mime string
	size int64
	data []byte // nil if larger than is kept
}

// params are what a method was called with, wherever in the request it stood.
// Values of JSON bodies that are no strings are kept as JSON text.
type params struct {
	values map[string]string
	files  map[string]*upload
}

func (p params) get(key string) string { return p.values[key] }

func (p params) has(key string) bool {
	_, ok := p.values[key]
	return ok
}

// recorded is what the record shows of the parameters.
func (p params) recorded() map[string]string {
	if len(p.files) == 0 {
		return p.values
	}
	out := make(map[string]string, len(p.values)+len(p.files))
	maps.Copy(out, p.values)
	for k, f := range p.files {
		out[k] = fmt.Sprintf("attach:%s, %d bytes", f.name, f.size)
	}
	return out
}

// readParams takes the parameters from the query and from a multipart, JSON or
// urlencoded body. A body of any other kind is ignored, as the Bot API does.
func readParams(w http.ResponseWriter, r *http.Request, keep int64) (params, *Error) {
	p := params{values: map[string]string{}, files: map[string]*upload{}}
	if r.URL.RawQuery != "" {
		p.addForm(r.URL.RawQuery)
	}
	const most = maxUpload + 1<<20
	if r.ContentLength > most {
		text := fmt.Sprintf("Request Entity Too Large: content length is %d", r.ContentLength)
		return p, &Error{Code: http.StatusRequestEntityTooLarge, Description: text}
	}
	r.Body = http.MaxBytesReader(w, r.Body, most)
	return p, p.readBody(r.Body, r.Header.Get("Content-Type"), keep)
}

func (p params) readBody(body io.Reader, contentType string, keep int64) *Error {
	kind, attrs, _ := mime.ParseMediaType(contentType)
	if kind == "multipart/form-data" {
		if attrs["boundary"] == "" {
			return badRequest("boundary not found")
		}
		err := p.readMultipart(multipart.NewReader(body, attrs["boundary"]), keep)
		_, _ = io.Copy(io.Discard, body) // to its end, or the server does not see the client go
		return err
	}
	data, err := io.ReadAll(body)
	if err != nil {
		return bodyError(err)
	}
	switch kind {
	case "application/json":
		p.addJSON(data)
	case "application/x-www-form-urlencoded":
		p.addForm(string(data))
	}
	return nil
}

func bodyError(err error) *Error {
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return &Error{Code: http.StatusRequestEntityTooLarge, Description: "Request Entity Too Large"}
	}
	return badRequest("unexpected end of request content")
}

// addForm is lenient: what cannot be decoded is skipped.
func (p params) addForm(query string) {
	values, err := url.ParseQuery(query)
	if err != nil && len(values) == 0 {
		return
	}
	for k, v := range values {
		p.values[k] = v[0]
	}
}

// addJSON takes what it can: behind a mistake nothing more is read, and the
// mistake is not complained about, as with the Bot API.
func (p params) addJSON(data []byte) {
	dec := json.NewDecoder(bytes.NewReader(data))
	if first, err := dec.Token(); err != nil || first != json.Delim('{') {
		return
	}
	for dec.More() {
		key, err := dec.Token()
		name, ok := key.(string)
		var raw json.RawMessage
		if err != nil || !ok || dec.Decode(&raw) != nil {
			return
		}
		p.values[name] = string(raw)
		if raw[0] == '"' {
			p.values[name] = unquote(raw)
		}
	}
}

func unquote(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return string(raw)
	}
	return s
}

func (p params) readMultipart(r *multipart.Reader, keep int64) *Error {
	for {
		part, err := r.NextPart()
		if errors.Is(err, io.EOF) {
			return nil // an empty body too: a form without fields
		}
		if err != nil {
			return bodyError(err)
		}
		name, fileName, isFile, bad := readDisposition(part.Header.Get("Content-Disposition"))
		if bad != nil {
			return bad
		}
		if isFile {
			err = p.readFile(name, fileName, part, keep)
		} else {
			err = p.readField(name, part)
		}
		if err != nil {
			return bodyError(err)
		}
	}
}

func (p params) readField(name string, part io.Reader) error {
	data, err := io.ReadAll(part)
	p.values[name] = string(data)
	return err
}

func (p params) readFile(name, fileName string, part *multipart.Part, keep int64) error {
	f := &upload{name: fileName, mime: part.Header.Get("Content-Type")}
	data, err := io.ReadAll(io.LimitReader(part, max(keep, 0)+1))
	if err != nil {
		return err
	}
	rest, err := io.Copy(io.Discard, part)
	if err != nil {
		return err
	}
	f.size = int64(len(data)) + rest
	if f.size <= keep {
		f.data = data
	}
	p.files[name] = f
	return nil
}

// splitPath takes /bot<TOKEN>/[test/]<method> apart.
func splitPath(path string) (token, method string, test, ok bool) {
	rest, ok := strings.CutPrefix(path, "/bot")
	if !ok {
		return "", "", false, false
	}
	token, method, ok = strings.Cut(rest, "/")
	if !ok {
		return "", "", false, false
	}
	if m, isTest := strings.CutPrefix(method, "test/"); isTest {
		return token, m, true, true
	}
	return token, method, false, true
}
