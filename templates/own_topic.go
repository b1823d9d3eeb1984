package templates

import (
	"strings"

	"github.com/camerton/camerton/templates/internal/wording"
	"github.com/camerton/camerton/tone"
)

// OwnTopic returns the topic that a business added in its contract and that a
// customer's message is about, by the cue phrases of the topic: "tyres" for
//
//	[topics.tyres]
//	about = "Tyres and rims."
//	cues.ru = ["шин(а|ы|у|ах|)", "балансировк*"]
//	cues.ro = ["anvelop*", "jant(e|ele)"]
//
// The phrases match whatever the message is typed in: Cyrillic or Latin letters,
// with or without diacritics, ё or е. Of several topics it is the one with most
// phrases in the message, then the first one there. False means that the message
// is about none; its topic is then what the classifier says. Whoever answers asks
// before the query is made:
//
//	if own, ok := catalog.OwnTopic(text); ok {
//		q.Topic = own
//	}
func (c *Catalog) OwnTopic(text string) (string, bool) {
	m := c.topicCues()
	if m == nil {
		return "", false
	}
	best, most := "", 0
	count := map[string]int{}
	for _, hit := range m.Find(wording.Words(wording.Skeleton(text))) {
		if count[hit.List]++; count[hit.List] > most {
			best, most = hit.List, count[hit.List]
		}
	}
	return best, most > 0
}

// topicMatcher makes the matcher of the topics that are not among the sixteen;
// nil if there are none.
func (c *contract) topicMatcher() *wording.Matcher {
	var lists []wording.List
	for _, name := range sortedKeys(c.Topics) {
		if _, err := tone.ParseTopic(name); err == nil {
			continue
		}
		list := wording.List{Name: name}
		for lang := range langs {
			for _, pattern := range c.Topics[name].Cues.in(lang) {
				list.Entries = append(list.Entries, wording.Entry{Pattern: wording.Skeleton(strings.TrimSpace(pattern))})
			}
		}
		if len(list.Entries) > 0 {
			lists = append(lists, list)
		}
	}
	if lists == nil {
		return nil
	}
	m, err := wording.NewMatcher(nil, lists...)
	if err != nil {
		return nil // the patterns were checked as written; their skeletons have the same form
	}
	return m
}
