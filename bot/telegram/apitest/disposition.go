package apitest

import (
	"net/url"
	"strings"
)

// readDisposition reads the Content-Disposition of a part of a multipart form.
// It takes names as the Bot API does, quoted or not, in any letters; Go's own
// parser insists on the letter of the RFC, and clients do not keep to it.
func readDisposition(header string) (name, fileName string, isFile bool, failed *Error) {
	rest, ok := strings.CutPrefix(header, "form-data;")
	if !ok {
		if header == "" || header == "form-data" {
			return "", "", false, badRequest("field name in multipart/form-data not found")
		}
		return "", "", false, badRequest("expected form-data content disposition")
	}
	for {
		key, after, found := strings.Cut(rest, "=")
		if !found {
			break
		}
		value, left, err := dispositionValue(strings.TrimSpace(after))
		if err != nil {
			return "", "", false, err
		}
		if plain, err := url.PathUnescape(value); err == nil {
			value = plain // browsers write %22 for a quote
		}
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "name":
			name = value
		case "filename":
			fileName, isFile = value, true
		}
		rest = left
	}
	if name == "" {
		return "", "", false, badRequest("field name in multipart/form-data not found")
	}
	return name, fileName, isFile, nil
}

// dispositionValue reads one value and the semicolon behind it.
func dispositionValue(s string) (value, rest string, failed *Error) {
	if !strings.HasPrefix(s, `"`) {
		value, rest, _ = strings.Cut(s, ";")
		return strings.TrimSpace(value), rest, nil
	}
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
			if i == len(s) {
				return "", "", badRequest("wrong escape sequence in Content-Disposition header")
			}
			b.WriteByte(s[i])
		case '"':
			rest = strings.TrimSpace(s[i+1:])
			if rest != "" && rest[0] != ';' {
				return "", "", badRequest("expected ';' in Content-Disposition header")
			}
			return b.String(), strings.TrimPrefix(rest, ";"), nil
		default:
			b.WriteByte(s[i])
		}
	}
	return "", "", badRequest("unclosed quoted string in Content-Disposition header")
}
