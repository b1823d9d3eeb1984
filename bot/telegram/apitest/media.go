package apitest

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/go-telegram/bot/models"
)

// sendMedia makes the method that sends one file of a kind.
func sendMedia(kind string) func(*call) (any, *Error) {
	return func(c *call) (any, *Error) {
		if c.p.get(kind) == "" && c.p.fileOf(kind) == nil {
			return nil, badRequest("There is no %s in the request", strings.ReplaceAll(kind, "_", " "))
		}
		caption, err := c.text("caption", "caption_entities")
		if err != nil {
			return nil, err
		}
		to, msg, keys, err := c.outgoing()
		if err != nil {
			return nil, err
		}
		if caption, err = checkedCaption(caption); err != nil {
			return nil, err
		}
		f, err := c.inputFile(kind, kind)
		if err != nil {
			return nil, err
		}
		f.show(kind, msg, int(c.p.integer("duration", 0, 0, 86400)))
		if kind != "sticker" && kind != "video_note" {
			msg.Caption, msg.CaptionEntities = caption.text, caption.entities
		}
		return wire(c.deliver(to, msg, keys)), nil
	}
}

// show puts the file into a message.
func (f *file) show(kind string, msg *models.Message, seconds int) {
	switch kind {
	case "photo":
		msg.Photo = []models.PhotoSize{
			{FileID: f.id + small, FileUniqueID: f.unique + small, Width: 90, Height: 67, FileSize: 1},
			{FileID: f.id, FileUniqueID: f.unique, Width: 1280, Height: 960, FileSize: int(f.size)},
		}
	case "document":
		msg.Document = &models.Document{FileID: f.id, FileUniqueID: f.unique, FileName: f.name, MimeType: f.mime, FileSize: f.size}
	case "audio":
		msg.Audio = &models.Audio{FileID: f.id, FileUniqueID: f.unique, Duration: seconds, FileName: f.name, FileSize: f.size}
	case "video":
		msg.Video = &models.Video{FileID: f.id, FileUniqueID: f.unique, Width: 1280, Height: 720, Duration: seconds, FileSize: f.size}
	case "voice":
		msg.Voice = &models.Voice{FileID: f.id, FileUniqueID: f.unique, Duration: seconds, MimeType: "audio/ogg", FileSize: f.size}
	case "animation":
		msg.Animation = &models.Animation{FileID: f.id, FileUniqueID: f.unique, Width: 320, Height: 240, Duration: seconds, FileSize: f.size}
	case "video_note":
		msg.VideoNote = &models.VideoNote{FileID: f.id, FileUniqueID: f.unique, Length: 240, Duration: seconds, FileSize: int(f.size)}
	case "sticker":
		msg.Sticker = &models.Sticker{FileID: f.id, FileUniqueID: f.unique, Type: "regular", Width: 512, Height: 512, FileSize: int(f.size)}
	}
}

// caption reads and cleans the caption; an empty one is none.
func (c *call) caption() (formatted, *Error) {
	f, err := c.text("caption", "caption_entities")
	if err != nil {
		return f, err
	}
	return checkedCaption(f)
}

func checkedCaption(f formatted) (formatted, *Error) {
	out, err := f.tidy()
	if err == nil && utf16Len(out.text) > maxCaption {
		err = badRequest("Message caption is too long")
	}
	return out, err
}

// sendMediaGroup sends an album: 2 to 10 photos, videos, documents or audios.
func sendMediaGroup(c *call) (any, *Error) {
	var list []map[string]json.RawMessage
	if json.Unmarshal([]byte(c.p.get("media")), &list) != nil {
		return nil, badRequest("Expected an Array of InputMedia")
	}
	if len(list) < 2 || len(list) > 10 {
		return nil, badRequest("Wrong number of messages to send in the album, expected 2 to 10")
	}
	parts := make([]albumPart, len(list))
	for i, item := range list {
		var err *Error
		if parts[i], err = c.albumPart(item); err != nil {
			return nil, err
		}
	}
	group := c.srv.dice.digits()
	out := make([]any, len(parts))
	for i := range parts {
		part := &parts[i]
		part.msg.MediaGroupID = group
		out[i] = wire(part.c.deliver(part.to, part.msg, keyboard{}))
		c.then = append(c.then, part.c.then...)
	}
	first := parts[0].c
	c.chat, c.business, c.messageID, c.message = first.chat, first.business, first.messageID, first.message
	return out, nil
}

// albumPart is one item of an album, ready to go.
type albumPart struct {
	c   *call
	to  target
	msg *models.Message
}

// albumPart reads one item as a method of its own would.
func (c *call) albumPart(item map[string]json.RawMessage) (part albumPart, err *Error) {
	p, err := c.albumParams(item)
	if err != nil {
		return part, badRequest("Can't parse InputMedia: %s", sentence(err))
	}
	part.c = &call{srv: c.srv, bot: c.bot, m: c.m, now: c.now, p: p}
	if part.to, part.msg, _, err = part.c.outgoing(); err != nil {
		return part, err
	}
	caption, err := part.c.caption()
	if err != nil {
		return part, err
	}
	part.msg.Caption, part.msg.CaptionEntities = caption.text, caption.entities
	kind := p.get("type")
	f, err := part.c.inputFile(kind, "media")
	if err != nil {
		return part, err
	}
	f.show(kind, part.msg, 0)
	return part, nil
}

// albumParams are those of the call with those of the item in place of media.
func (c *call) albumParams(item map[string]json.RawMessage) (params, *Error) {
	p := params{values: map[string]string{}, files: c.p.files}
	for k, v := range c.p.values {
		if k != "media" {
			p.values[k] = v
		}
	}
	for k, v := range item {
		p.values[k] = string(v)
		if v[0] == '"' {
			p.values[k] = unquote(v)
		}
	}
	switch kind := p.get("type"); {
	case p.get("media") == "":
		return p, badRequest("media not found")
	case kind != "photo" && kind != "video" && kind != "document" && kind != "audio":
		return p, badRequest("type \"%s\" can't be used in sendMediaGroup", kind)
	}
	return p, nil
}

func sendContact(c *call) (any, *Error) {
	phone, err := c.p.required("phone_number")
	if err != nil {
		return nil, err
	}
	name, err := c.p.required("first_name")
	if err != nil {
		return nil, err
	}
	to, msg, keys, err := c.outgoing()
	if err != nil {
		return nil, err
	}
	msg.Contact = &models.Contact{PhoneNumber: phone, FirstName: name, LastName: c.p.get("last_name")}
	return wire(c.deliver(to, msg, keys)), nil
}

func sendLocation(c *call) (any, *Error) {
	at := &models.Location{}
	for _, f := range []struct {
		key   string
		value *float64
	}{{"latitude", &at.Latitude}, {"longitude", &at.Longitude}} {
		if c.p.get(f.key) == "" {
			return nil, badRequest("%s is empty", f.key)
		}
		v, err := strconv.ParseFloat(c.p.get(f.key), 64)
		if err != nil {
			return nil, badRequest("Can't parse %s as a number", f.key)
		}
		*f.value = v
	}
	to, msg, keys, err := c.outgoing()
	if err != nil {
		return nil, err
	}
	msg.Location = at
	return wire(c.deliver(to, msg, keys)), nil
}
