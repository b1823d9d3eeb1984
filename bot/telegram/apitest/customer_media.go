package apitest

import (
	"fmt"

	"github.com/go-telegram/bot/models"
)

// attach makes a message with a file in it, one copy for each bot that could
// download it being too many: the file belongs to the bot of the chat.
func (c *Customer) attach(kind string, up upload, seconds int, caption string, details []Detail) *models.Message {
	s := c.bot.srv
	s.mu.Lock()
	defer s.mu.Unlock()
	return c.attached(kind, up, seconds, caption, "", details)
}

func (c *Customer) attached(kind string, up upload, seconds int, caption, album string, details []Detail) *models.Message {
	msg := c.new()
	owner := c.bot.id
	if c.account != nil && c.account.conn != nil {
		owner = c.account.conn.bot.id
	}
	c.bot.srv.newFile(owner, kind, up).show(kind, msg, seconds)
	if caption != "" {
		f, err := formatted{text: caption}.tidy()
		if err != nil || utf16Len(f.text) > maxCaption {
			panic(fmt.Sprintf("apitest: a caption has at most %d UTF-16 units", maxCaption))
		}
		msg.Caption, msg.CaptionEntities = f.text, f.entities
	}
	msg.MediaGroupID = album
	return c.send(msg, details)
}

// picture is the smallest thing that passes for a file's contents.
var picture = upload{name: "photo.jpg", mime: "image/jpeg", size: 4, data: []byte{0xff, 0xd8, 0xff, 0xd9}}

// Photo sends a photo; an empty caption is none.
func (c *Customer) Photo(caption string, details ...Detail) *models.Message {
	return c.attach("photo", picture, 0, caption, details)
}

// Album sends 2 to 10 photos as one album: as many messages with one
// media_group_id. An empty caption is none.
func (c *Customer) Album(captions ...string) []*models.Message {
	if len(captions) < 2 || len(captions) > 10 {
		panic(fmt.Sprintf("apitest: an album of %d, an app sends 2 to 10", len(captions)))
	}
	s := c.bot.srv
	s.mu.Lock()
	defer s.mu.Unlock()
	album := s.dice.digits()
	out := make([]*models.Message, len(captions))
	for i, caption := range captions {
		out[i] = c.attached("photo", picture, 0, caption, album, nil)
	}
	return out
}

// Document sends a file.
func (c *Customer) Document(name string, data []byte, caption string, details ...Detail) *models.Message {
	up := upload{name: name, mime: "application/octet-stream", size: int64(len(data)), data: data}
	return c.attach("document", up, 0, caption, details)
}

// Voice sends a voice message so many seconds long.
func (c *Customer) Voice(seconds int, details ...Detail) *models.Message {
	return c.attach("voice", upload{mime: "audio/ogg", size: int64(seconds) * 4000}, seconds, "", details)
}

// Video sends a video so many seconds long; an empty caption is none.
func (c *Customer) Video(seconds int, caption string, details ...Detail) *models.Message {
	return c.attach("video", upload{mime: "video/mp4", size: int64(seconds) * 100_000}, seconds, caption, details)
}

// VideoNote sends a round video message so many seconds long.
func (c *Customer) VideoNote(seconds int, details ...Detail) *models.Message {
	return c.attach("video_note", upload{size: int64(seconds) * 50_000}, seconds, "", details)
}

// Sticker sends a sticker that stands for the emoji.
func (c *Customer) Sticker(emoji string, details ...Detail) *models.Message {
	withEmoji := func(_ *chat, msg *models.Message) error {
		msg.Sticker.Emoji, msg.Sticker.SetName = emoji, "apitest"
		return nil
	}
	return c.attach("sticker", upload{size: 20_000}, 0, "", append(details, withEmoji))
}

// Contact shares a phone number: the person's own if user is his id, somebody
// else's if it is another or 0.
func (c *Customer) Contact(phone, firstName string, user int64, details ...Detail) *models.Message {
	return c.share(details, func(msg *models.Message) {
		msg.Contact = &models.Contact{PhoneNumber: phone, FirstName: firstName, UserID: user}
	})
}

// Location shares a place.
func (c *Customer) Location(latitude, longitude float64, details ...Detail) *models.Message {
	return c.share(details, func(msg *models.Message) {
		msg.Location = &models.Location{Latitude: latitude, Longitude: longitude}
	})
}

func (c *Customer) share(details []Detail, put func(*models.Message)) *models.Message {
	c.bot.srv.mu.Lock()
	defer c.bot.srv.mu.Unlock()
	msg := c.new()
	put(msg)
	return c.send(msg, details)
}

// Forward sends on a message from another chat that the person is in.
func (c *Customer) Forward(msg *models.Message, details ...Detail) *models.Message {
	return c.share(details, func(to *models.Message) {
		copyContent(to, msg)
		from := origin(&message{msg: msg})
		to.ForwardOrigin = &from
	})
}
