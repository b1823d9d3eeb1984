package apitest

import "github.com/go-telegram/bot/models"

// source is the message that is copied or forwarded.
func (c *call) source(what string) (*message, *Error) {
	if _, err := c.p.required("from_chat_id"); err != nil {
		return nil, err
	}
	ch, err := c.findChat("from_chat_id", toRead)
	if err != nil {
		return nil, err
	}
	m, err := ch.findMessage(c.p.messageID("message_id"), what)
	if err != nil {
		return nil, err
	}
	if m.msg.HasProtectedContent {
		return nil, badRequest("message has protected content and can't be forwarded")
	}
	return m, nil
}

func copyMessage(c *call) (any, *Error) {
	m, err := c.source("message to copy")
	if err != nil {
		return nil, err
	}
	if isService(m.msg) {
		return nil, badRequest("message can't be copied")
	}
	to, msg, keys, err := c.outgoing()
	if err != nil {
		return nil, err
	}
	copyContent(msg, m.msg)
	if c.p.has("caption") && hasMedia(m.msg) {
		caption, err := c.caption()
		if err != nil {
			return nil, err
		}
		msg.Caption, msg.CaptionEntities = caption.text, caption.entities
	}
	sent := c.deliver(to, msg, keys)
	return models.MessageID{ID: sent.msg.ID}, nil
}

func forwardMessage(c *call) (any, *Error) {
	m, err := c.source("message to forward")
	if err != nil {
		return nil, err
	}
	if isService(m.msg) {
		return nil, badRequest("message can't be forwarded")
	}
	to, msg, _, err := c.outgoing()
	if err != nil {
		return nil, err
	}
	copyContent(msg, m.msg)
	from := origin(m)
	if m.msg.ForwardOrigin != nil {
		from = *m.msg.ForwardOrigin
	}
	msg.ForwardOrigin = &from
	return wire(c.deliver(to, msg, keyboard{})), nil
}

// copyContent takes over what a message says and shows.
func copyContent(to, from *models.Message) {
	to.Text, to.Entities, to.LinkPreviewOptions = from.Text, from.Entities, from.LinkPreviewOptions
	to.Caption, to.CaptionEntities = from.Caption, from.CaptionEntities
	to.Photo, to.Document, to.Audio, to.Video = from.Photo, from.Document, from.Audio, from.Video
	to.Voice, to.VideoNote, to.Animation, to.Sticker = from.Voice, from.VideoNote, from.Animation, from.Sticker
	to.Contact, to.Location = from.Contact, from.Location
}

// hasMedia tells the messages that can have a caption.
func hasMedia(m *models.Message) bool {
	return len(m.Photo) > 0 || m.Document != nil || m.Audio != nil || m.Video != nil || m.Voice != nil || m.Animation != nil
}

// isService tells the messages that say that something happened.
func isService(m *models.Message) bool {
	content := m.Text != "" || hasMedia(m) || m.Sticker != nil || m.VideoNote != nil || m.Contact != nil || m.Location != nil
	return !content
}
