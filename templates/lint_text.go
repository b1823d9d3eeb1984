package templates

import (
	"slices"
	"strconv"
	"strings"

	"github.com/camerton/camerton/templates/internal/wording"
	"github.com/camerton/camerton/tone"
)

// checkText runs the rules about one text.
func (l *linter) checkText(t *lintText) {
	l.checkVariables(t)
	l.checkTypography(t)
	for _, v := range t.views {
		v.checkMarkup()
		if t.phrase {
			continue
		}
		v.checkFigures()
		v.checkLists()
		v.checkPromises()
		v.checkLiterals()
		v.checkSentences()
		v.checkLength()
		v.checkReading()
	}
	l.checkOverlong(t)
}

// aboutThanks reports whether the text answers thanks.
func (t *lintText) aboutThanks() bool { return t.head == tone.TopicThanks.String() }

// checkFigures reports what there is too much of.
func (v *view) checkFigures() {
	whole := measureText(v.text, v.Text)
	body := whole
	if v.body > 0 {
		body = measureText(v.text[v.body:], wording.Read(v.text[v.body:], v.names))
	}
	rule := v.linter.contract.stateRule(v.id.state)
	v.atMost("sentences", rule.Sentences, body.Sentences)
	v.atMost("questions", rule.Questions, whole.Questions)
	v.atMost("exclaim", rule.Exclamations, whole.Exclamations)
	v.atMost("emoji", rule.Emoji, whole.Emoji)
	if one := 1; rule.Exclamations == nil || *rule.Exclamations > one {
		v.atMost("exclaim", &one, whole.Exclamations)
	}
}

func (v *view) atMost(rule string, most *int, n int) {
	if most != nil && n > *most {
		v.linter.addText(v.lintText, rule, "", "n", strconv.Itoa(n), "most", strconv.Itoa(*most), "state", v.stateName())
	}
}

// stateName returns the state that a text is for, as its id says it.
func (t *lintText) stateName() string {
	if t.id.state == anyState {
		return "*"
	}
	return t.id.state.String()
}

// ruleOfList names the rules that lists of words are found by.
var ruleOfList = map[string]string{
	"joy": "joy", "smalltalk": "smalltalk", "greeting": "smalltalk", "excuse": "excuses", "cheer": "jokes-cheer",
	"homework": "homework", "jargon": "jargon", "cliche": "cliche",
}

// checkLists reports words that the state never has, clichés and apologies.
func (v *view) checkLists() {
	never := v.linter.contract.stateRule(v.id.state).Never
	var apologies []wording.Hit
	for _, hit := range v.linter.lists[v.lang].tone.Find(v.Words) {
		start, end := v.Words[hit.First].Start, v.Words[hit.Last-1].End
		rule, ours := ruleOfList[hit.List]
		switch {
		case hit.List == apologyWords:
			apologies = append(apologies, hit)
		case hit.List == "cliche":
			v.add("cliche", instead(hit), start, end, "instead", hit.Entry.Instead)
		case !slices.Contains(never, hit.List), hit.List == listGuess:
		case ours:
			v.add(rule, "", start, end, "state", v.stateName())
		default:
			v.add("never", "", start, end, "list", hit.List, "state", v.stateName())
		}
	}
	v.checkApologies(apologies)
}

// listGuess is what an automatic text can't know. [Catalog.Breaches] minds it;
// words alone don't show whether a fact stands behind them.
const listGuess = "guess"

// instead names the message that tells a replacement, if there is one.
func instead(hit wording.Hit) string {
	if hit.Entry.Instead == "" {
		return ""
	}
	return "instead"
}

func (v *view) checkApologies(found []wording.Hit) {
	if len(found) == 0 {
		return
	}
	last := found[len(found)-1]
	start, end := v.Words[last.First].Start, v.Words[last.Last-1].End
	most := v.linter.contract.stateRule(v.id.state).Apologies
	if v.aboutThanks() || most != nil && *most == 0 {
		v.add("apology", "", start, end)
	}
	if len(found) > 1 {
		v.add("double-apology", "", start, end, "n", strconv.Itoa(len(found)))
	}
}

// checkPromises reports promises that the contract does not declare.
func (v *view) checkPromises() {
	declared, _, own := v.linter.contract.rule(v.message.id)
	if v.overlay && !own {
		return // its words say what it promises
	}
	for _, hit := range v.linter.lists[v.lang].promises.Find(v.Words) {
		kind := strings.TrimPrefix(hit.List, wording.PromiseList)
		if slices.Contains(declared, kind) {
			continue
		}
		all := slices.Sorted(slices.Values(append(slices.Clone(declared), kind)))
		v.add("promise", "", v.Words[hit.First].Start, v.Words[hit.Last-1].End,
			"kind", kind, "line", strconv.Quote(v.message.id)+".promises = [\""+strings.Join(all, "\", \"")+"\"]")
	}
}

// listTime and listPrice are what a text must not say by itself.
const (
	listTime  = "time"
	listPrice = "amount"
)

// checkLiterals reports times and amounts that are no variables.
func (v *view) checkLiterals() {
	for _, hit := range v.linter.lists[v.lang].literals.Find(v.Words) {
		start, end := v.Words[hit.First].Start, v.Words[hit.Last-1].End
		if hit.List == listTime {
			v.add("literal-time", "", start, end)
		} else {
			v.add("literal-price", "", start, end)
		}
	}
	for _, w := range v.Words {
		if w.Number && isClock(w.Text) {
			v.add("literal-time", "", w.Start, w.End)
		}
	}
	for _, at := range priceSigns.FindAllStringIndex(v.text, -1) {
		v.add("literal-price", "", at[0], at[1])
	}
}

// maxWords is how many words a sentence may have.
const maxWords = 25

// checkSentences reports sentences that are too long to be read at one go.
func (v *view) checkSentences() {
	for _, s := range v.Sentences {
		if n := s.Last - s.First; n > maxWords {
			v.add("readability", "", v.Words[s.First].Start, v.Words[s.Last-1].End, "n", strconv.Itoa(n), "most", strconv.Itoa(maxWords))
		}
	}
}

// checkReading reports a text that our own classifier reads as an angry or lost
// customer's.
func (v *view) checkReading() {
	if v.linter.options.Classify == nil {
		return
	}
	reading := v.linter.options.Classify(v.filled(v.linter.samples[v.lang]))
	angry := reading.State == tone.Irritated && sounds(reading.State, reading.Evidence)
	lost := reading.State == tone.Confused && v.isLost() && (sounds(reading.State, reading.Evidence) || v.isHelpless())
	if angry || lost {
		v.linter.addText(v.lintText, "own-reading", "", "state", reading.State.String())
	}
}

// isHelpless reports whether the text says what is not, and not to the customer.
func (v *view) isHelpless() bool {
	lists := v.linter.lists[v.lang]
	return len(lists.address.Find(v.Words)) == 0 &&
		slices.ContainsFunc(v.Words, func(w wording.Word) bool { return lists.denials[w.Text] })
}

// isLost reports whether the text does nothing but ask: one that explains to the
// confused has their words too.
func (v *view) isLost() bool {
	m := measureText(v.text, v.Text)
	return m.Questions > 0 && m.Questions == m.Sentences && len(v.linter.lists[v.lang].promises.Find(v.Words)) == 0
}

// ownFeelings are the cues of package tone that tell how the writer feels, for
// the states in which a reply must not sound. What a reply says about the
// customer's trouble has other cues.
var ownFeelings = map[tone.State][]string{
	tone.Irritated: {
		"words of outrage", "insults", "swears", "asks how long one must bear it", "is at the end of patience with them",
		"asks whether they are in their right mind", "appeals to shame and conscience", "asks by what right",
		"speaks of them with contempt", "makes demands, wants explanations", "calls it a lie or a deceit",
	},
	tone.Confused: {
		"does not understand", "is lost or mixed up", "does not know what to do", "finds it strange",
		"asks whether it is meant to be so", "hesitates or asks to wait", "wonders about an own mistake",
	},
}

// sounds reports whether the evidence tells of the writer's own feelings.
func sounds(state tone.State, evidence []tone.Evidence) bool {
	return slices.ContainsFunc(evidence, func(e tone.Evidence) bool {
		return e.State == state && slices.Contains(ownFeelings[state], e.Cue)
	})
}
