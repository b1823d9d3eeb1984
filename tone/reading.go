package tone

// A Reading is what a message says about its writer. The zero value is a
// neutral reading of nothing.
type Reading struct {
	// State is the state that should set the tone of the reply; Neutral when
	// the reader abstained.
	State State

	// Second is another state worth minding in the reply, or Neutral when there
	// is none.
	Second State

	// Confidence is the calibrated probability, from 0 to 1, that a careful
	// person would give the message this State.
	Confidence float64

	// Intensity is 0 for Neutral, else 1 slight, 2 clear, 3 strong.
	Intensity int

	// Scores are the probabilities before deciding, whether or not the reader
	// abstained.
	Scores Scores

	// Topic is what the message is mostly about, TopicConfidence the calibrated
	// probability of that, and OtherTopics what else it touches, likeliest
	// first; nil if nothing.
	Topic           Topic
	TopicConfidence float64
	OtherTopics     []Topic

	// Language is the language of the text alone; see ReplyLanguage for the one
	// to answer in. Script is its writing system. Mixed is the same as
	// Language == Mixed.
	//
	// Dominant is Russian or Romanian, whichever more of the text is in, also of a
	// mixed one; LanguageNone if it is in neither. ContentWords is how many words
	// of some length are of that language beyond doubt, greetings, thanks, names,
	// brands and codes aside.
	Language     Language
	Dominant     Language
	ContentWords int
	Script       Script
	Mixed        bool

	// Evidence is what speaks for State (or, when the reader abstained, for the
	// leading state), strongest first; nil if nothing stands out.
	Evidence []Evidence

	// Abstained says that the two best states were too close to call.
	Abstained bool

	// Entities are the order numbers, amounts, times and the like in the text,
	// in the order in which they stand; nil if there are none.
	Entities []Entity

	// Register is how the customer addresses the business.
	Register Register

	// Truncated says that the text was longer than MaxRunes and its rest was
	// not read. Valid says that the text was valid UTF-8.
	Truncated bool
	Valid     bool
}

// Leading returns the state with the highest score: State itself, or what State
// would have been had the reader not abstained.
func (r Reading) Leading() State {
	if !r.Abstained {
		return r.State
	}
	best, _ := r.Scores.Best()
	return best
}

// A Source tells where a piece of evidence comes from.
type Source uint8

// The sources.
const (
	FromText    Source = iota // a span of the message
	FromContext               // a fact of the Context
)

var sourceNames = [...]string{"text", "context"}

// String returns the source's name.
func (s Source) String() string { return nameOf("Source", sourceNames[:], s) }

// MarshalText returns the name.
func (s Source) MarshalText() ([]byte, error) { return marshalName("source", sourceNames[:], s) }

// UnmarshalText accepts what MarshalText returns.
func (s *Source) UnmarshalText(text []byte) (err error) {
	*s, err = parseName[Source]("source", sourceNames[:], string(text))
	return err
}

// Evidence is one reason for a verdict.
type Evidence struct {
	Source Source

	// Start and End are the byte offsets of the span in the text as given, End
	// exclusive; both 0 for evidence from the context. Spans begin and end at
	// the edges of words and, unless they grow too long, hold the words of
	// negation before them.
	Start, End int

	// Text is the span itself; empty for evidence from the context.
	Text string

	// State is what the evidence speaks for, Weight how strongly: the share of
	// State's score that would be lost without it, between 0 and 1.
	State  State
	Weight float64

	// Cue names the reason: for a span the cue that was recognised ("deadline",
	// "praise and failure"), or "wording" where the learned model alone speaks;
	// for the context a phrase such as "third message without an answer". It is
	// in English; Describe has it in the operators' languages.
	Cue string
}
