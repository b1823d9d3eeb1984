package bot

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"github.com/camerton/camerton/tone"
)

// A Reason is one thing that led to a decision, as a short name: "legal_threat".
// The list is open, as that of event kinds is. Describe has it in words.
type Reason string

// The reasons, in the order of precedence of what they lead to. What each means
// is said in reasons.txt.
const (
	TakenOverByPerson Reason = "taken_over"
	OtherIsBot        Reason = "other_is_bot"
	AutomaticText     Reason = "automatic_text"
	OwnWords          Reason = "own_words"
	Flood             Reason = "flood"
	RepeatedText      Reason = "repeated_text"
	BudgetUsed        Reason = "budget_used"

	ClosingLine Reason = "closing_line"
	BareSign    Reason = "bare_sign"
	WarmThanks  Reason = "warm_thanks"
	WarmAgain   Reason = "warm_again"
	StopAsked   Reason = "stop_asked"

	LegalThreat     Reason = "legal_threat"
	Danger          Reason = "danger"
	Despair         Reason = "despair"
	DangerContinues Reason = "danger_continues"
	Bereaved        Reason = "bereaved"
	AsksPerson      Reason = "asks_person"
	CallAccepted    Reason = "call_accepted"
	EraseData       Reason = "erase_data"
	FailedTwice     Reason = "failed_twice"
	SecondBad       Reason = "second_bad_experience"

	MoreMayCome    Reason = "more_may_come"
	UnfinishedLine Reason = "unfinished_line"
	RestOfBurst    Reason = "rest_of_burst"
	NewLine        Reason = "new_line"
	EditedLine     Reason = "edited_line"
	DeletedLine    Reason = "deleted_line"

	OutOfHours Reason = "out_of_hours"
	NeedsWork  Reason = "needs_work"
	NoText     Reason = "no_text"

	AskedAgain  Reason = "asked_again"
	BetterAloud Reason = "better_aloud"
	MuchMoney   Reason = "much_money"
	LongMatter  Reason = "long_matter"

	KnownFact   Reason = "known_fact"
	AsksMissing Reason = "asks_missing"
	FirstStep   Reason = "first_step"
	SimpleReply Reason = "simple_reply"
	CommandText Reason = "command"

	FailedSolution  Reason = "failed_solution"
	PromiseNotKept  Reason = "promise_not_kept"
	BadExperience   Reason = "bad_experience"
	LowRating       Reason = "low_rating"
	DeadlineNear    Reason = "deadline_near"
	PersonAnswered  Reason = "person_answered"
	CustomerSilent  Reason = "customer_silent"
	GuardRanOut     Reason = "guard_ran_out"
	WarningBefore   Reason = "warning_before"
	CantBeReached   Reason = "cant_be_reached"
	WindowClosed    Reason = "window_closed"
	SendTooLate     Reason = "send_too_late"
	SendFailed      Reason = "send_failed"
	ArrivedAfterAll Reason = "arrived_after_all"
	LanguageWish    Reason = "language_wish"
	ForgetConfirmed Reason = "forget_confirmed"
	AnswerArrived   Reason = "answer_arrived"
)

//go:embed reasons.txt
var reasonText string

// reasonTexts are the meanings of the reasons in English, Russian and Romanian.
var reasonTexts = sync.OnceValue(func() map[Reason][3]string {
	texts, err := parseReasons(reasonText)
	if err != nil {
		panic(err) // the file is checked by this package's tests
	}
	return texts
})

// parseReasons reads lines of a name and its meaning in English, Russian and
// Romanian, with bars between them.
func parseReasons(text string) (map[Reason][3]string, error) {
	texts := make(map[Reason][3]string)
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		parts := strings.Split(line, "|")
		for i := range parts {
			parts[i] = strings.TrimSpace(parts[i])
		}
		if len(parts) != 4 || strings.Contains(line, "||") {
			return nil, fmt.Errorf("reasons.txt:%d: want name | English | Russian | Romanian", n)
		}
		name := Reason(parts[0])
		if _, ok := texts[name]; ok {
			return nil, fmt.Errorf("reasons.txt:%d: %s stands twice", n, name)
		}
		texts[name] = [3]string{parts[1], parts[2], parts[3]}
	}
	return texts, nil
}

// Describe says what the reason means in a language that operators read: Russian
// or Romanian, and English for any other. A reason that this program does not
// know is its name.
func (r Reason) Describe(l tone.Language) string {
	texts, ok := reasonTexts()[r]
	switch {
	case !ok:
		return string(r)
	case l == tone.Russian:
		return texts[1]
	case l == tone.Romanian:
		return texts[2]
	}
	return texts[0]
}
