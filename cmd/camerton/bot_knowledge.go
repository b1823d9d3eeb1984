package main

import (
	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/bot/telegram"
	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/tone"
)

// knowledge is what a bot says and decides with: all that can be read again
// while it runs.
type knowledge struct {
	brain *bot.Brain
	texts telegram.Texts
}

// loadKnowledge reads the texts, the facts and the model that a config names.
func loadKnowledge(c *config) (*knowledge, error) {
	classifier, err := loadModel(c.texts.model)
	if err != nil {
		return nil, err
	}
	desk, catalog, err := loadTexts(c)
	if err != nil {
		return nil, err
	}
	brain, err := bot.NewBrain(bot.Parts{Classifier: classifier, Catalog: catalog, Desk: desk, Settings: c.settings()})
	if err != nil {
		return nil, err
	}
	k := &knowledge{brain: brain, texts: telegram.Texts{First: desk.Language(tone.Reading{}), Zone: brain.Location()}}
	if k.texts.Russian, err = catalog.Words(tone.Russian); err != nil {
		return nil, err
	}
	k.texts.Romanian, err = catalog.Words(tone.Romanian)
	return k, err
}

// loadTexts reads the texts and the facts.
func loadTexts(c *config) (*templates.Desk, *templates.Catalog, error) {
	catalog, err := loadCatalog(c.texts.dir)
	if err != nil {
		return nil, nil, err
	}
	if c.texts.business == "" {
		desk, err := catalog.Desk(nil)
		return desk, catalog, err
	}
	business, err := readBusiness(c.texts.business)
	if err != nil {
		return nil, nil, err
	}
	desk, err := catalog.Desk(business)
	return desk, catalog, refused(err)
}
