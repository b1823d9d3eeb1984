package apitest

import (
	"fmt"
	"io"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/go-telegram/bot/models"
)

// file is something that can be downloaded by a bot.
type file struct {
	id     string
	unique string
	bot    int64
	name   string
	mime   string
	size   int64
	data   []byte // nil: as many zero bytes as size says
	path   string
	until  time.Time // the path works so long
}

// fileOf is an uploaded file: under its own name, or where attach://… points.
func (p params) fileOf(key string) *upload {
	if f := p.files[key]; f != nil {
		return f
	}
	if name, ok := strings.CutPrefix(p.get(key), "attach://"); ok {
		return p.files[name]
	}
	return nil
}

// folders is where the files of each kind seem to lie.
var folders = map[string]string{
	"photo": "photos", "document": "documents", "audio": "music", "video": "videos", "voice": "voice",
	"animation": "animations", "video_note": "video_notes", "sticker": "stickers",
}

// newFile stores a file for a bot.
func (s *Server) newFile(bot int64, kind string, up upload) *file {
	s.fileCount++
	ext := path.Ext(up.name)
	if ext == "" {
		ext = map[string]string{"photo": ".jpg", "voice": ".oga", "sticker": ".webp", "video": ".mp4"}[kind]
	}
	f := &file{
		id: "AgAC" + s.dice.word(52), unique: "AQAD" + s.dice.word(12), bot: bot,
		name: up.name, mime: up.mime, size: up.size, data: up.data,
		path: fmt.Sprintf("%s/file_%d%s", folders[kind], s.fileCount, ext),
	}
	if f.size > s.opt.KeepFile {
		f.data = nil
	}
	s.files[f.id] = f
	s.fileOrder = append(s.fileOrder, f.id)
	for s.opt.KeepFiles > 0 && len(s.fileOrder) > s.opt.KeepFiles {
		delete(s.files, s.fileOrder[0])
		s.fileOrder = s.fileOrder[1:]
	}
	return f
}

// inputFile is the file that a parameter names: uploaded, known by its id, or
// behind a link, which is not followed.
func (c *call) inputFile(kind, key string) (*file, *Error) {
	if up := c.p.fileOf(key); up != nil {
		if up.size == 0 {
			return nil, badRequest("file must be non-empty")
		}
		if kind == "photo" && up.size > 10<<20 {
			return nil, badRequest("file is too big")
		}
		if up.size > maxUpload {
			return nil, &Error{Code: http.StatusRequestEntityTooLarge, Description: "Request Entity Too Large"}
		}
		return c.srv.newFile(c.bot.id, kind, *up), nil
	}
	id := c.p.get(key)
	switch {
	case strings.HasPrefix(id, "http://"), strings.HasPrefix(id, "https://"):
		return c.srv.newFile(c.bot.id, kind, upload{name: path.Base(id), size: 1}), nil
	}
	f := c.srv.file(id)
	if f == nil || f.bot != c.bot.id {
		return nil, badRequest("wrong remote file identifier specified: Wrong string length")
	}
	return f, nil
}

// small is what the id of a photo's small size has behind that of the photo.
const small = "s"

// file finds a file by its id; the sizes of a photo are one file.
func (s *Server) file(id string) *file {
	if f := s.files[id]; f != nil {
		return f
	}
	return s.files[strings.TrimSuffix(id, small)]
}

func getFile(c *call) (any, *Error) {
	id := c.p.get("file_id")
	if id == "" {
		return nil, badRequest("file_id not specified")
	}
	f := c.srv.file(id)
	if f == nil || f.bot != c.bot.id {
		return nil, badRequest("invalid file_id")
	}
	if f.size > maxDownload {
		return nil, badRequest("file is too big")
	}
	f.until = c.now.Add(pathLife)
	return models.File{FileID: f.id, FileUniqueID: f.unique, FileSize: f.size, FilePath: f.path}, nil
}

// serveFile answers /file/bot<TOKEN>/<path> for an hour after getFile.
func (s *Server) serveFile(w http.ResponseWriter, r *http.Request) {
	token, name, test, ok := splitPath(strings.TrimPrefix(r.URL.Path, "/file"))
	b := s.botFor(token, test)
	if !ok || b == nil {
		writeError(w, notFound(""))
		return
	}
	f := s.fileAt(b.id, name)
	if f == nil {
		writeError(w, notFound(""))
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Length", strconv.FormatInt(f.size, 10))
	if f.data != nil {
		_, _ = w.Write(f.data)
		return
	}
	_, _ = io.CopyN(w, zeros{}, f.size)
}

func (s *Server) fileAt(bot int64, name string) *file {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.clock.Now()
	for _, f := range s.files {
		if f.bot == bot && f.path == name && !now.After(f.until) {
			return f
		}
	}
	return nil
}

// zeros is an endless file of zero bytes.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}
