package templates

import (
	"fmt"
	"maps"
	"reflect"

	"github.com/camerton/camerton/tone"
)

// ContractFile is the file that says which keys, variables, promises and limits
// there are. It is loaded by this name and never read as messages.
const ContractFile = "contract.toml"

// contractVersion is the version of the contract's own format.
const contractVersion = 1

// A contract is the content of contract.toml, of all folders together. Fields
// are in the order in which the file explains them.
type contract struct {
	Version  int                    `toml:"version"`
	Vars     map[string]varRule     `toml:"vars"`
	Promises map[string]promiseRule `toml:"promises"`
	Topics   map[string]topicRule   `toml:"topics"`
	Special  map[string]specialRule `toml:"special"`
	Phrases  map[string]phraseRule  `toml:"phrases"`
	States   map[string]stateRule   `toml:"states"`
	Words    map[string]wordRule    `toml:"words"`
	Channels map[string]channelRule `toml:"channels"`
	Keys     map[string]keyRule     `toml:"keys"`
	Share    map[string]shareRule   `toml:"share"`

	Experiments map[string]experimentRule `toml:"experiments"`

	sources map[string]source // where each dotted key was read, by the file's last word on it
	own     map[string]bool   // the Keys that a folder laid over the first has set
}

// A varRule declares a variable that texts may use.
type varRule struct {
	Type    string    `toml:"type"`
	Source  string    `toml:"source"`
	About   string    `toml:"about"`
	Example Bilingual `toml:"example"`
}

// The sources of variables.
const (
	fromBusiness = "business" // configured facts
	fromCustomer = "customer" // what the customer wrote, or is called
	fromPlan     = "plan"     // computed for this reply
)

// varTypes are the types that a variable may have. A flag is never printed: it
// only opens an {{if}}.
var varTypes = []string{"text", "name", "number", "amount", "moment", "phone", "link", "place", "flag"}

// A promiseRule declares a kind of promise and the words that make it.
type promiseRule struct {
	About string   `toml:"about"`
	Cues  wordRule `toml:"cues"`

	// Needs is a variable: in a text that asks whether it is there, the promise
	// is made only if it is.
	Needs string `toml:"needs"`
}

// A topicRule declares a topic: one of the sixteen, or a business's own.
type topicRule struct {
	About string   `toml:"about"`
	Cues  wordRule `toml:"cues"` // phrases by which a topic of one's own is known
}

// A specialRule declares a key that is no topic: "hold", "hours.closed".
type specialRule struct {
	About string `toml:"about"`
}

// A phraseRule declares a phrase from which values are put together:
// "system.time.today". Its variables are its own.
type phraseRule struct {
	About string   `toml:"about"`
	Vars  []string `toml:"vars"`
}

// A channelRule says which form a channel takes and how long a text may be.
type channelRule struct {
	Form  Form   `toml:"form"`
	Limit int    `toml:"limit"` // 0 is no limit
	Unit  string `toml:"unit"`
}

// A keyRule says something about one text or about all whose ids begin so.
// Where several rules fit, the longest that sets a thing decides it.
type keyRule struct {
	Promises []string `toml:"promises"`
	Weight   *int     `toml:"weight"`
	Arm      string   `toml:"arm"` // of an experiment, "hello.a": only its customers get the text
}

// over returns the rule with what it leaves unsaid taken from the one below it.
func (r keyRule) over(below keyRule) keyRule {
	if r.Promises == nil {
		r.Promises = below.Promises
	}
	if r.Weight == nil {
		r.Weight = below.Weight
	}
	if r.Arm == "" {
		r.Arm = below.Arm
	}
	return r
}

// A shareRule lets a cell use another's texts.
type shareRule struct {
	With    string `toml:"with"`
	Because string `toml:"because"`
}

// readContract reads contract.toml of each folder; later ones add keys and
// replace those that have the same name, but for [keys], where each says only
// what it says.
func readContract(layers []layer, faults *Faults) *contract {
	all := &contract{sources: map[string]source{}, own: map[string]bool{}}
	for depth, l := range layers {
		data, ok := l.read(ContractFile, faults)
		if !ok {
			continue
		}
		tree, src := parseTOML(l.path(ContractFile), data, faults)
		if tree == nil {
			continue
		}
		one := contract{}
		strictDecoder{src, faults}.table("", tree, reflect.ValueOf(&one).Elem())
		if one.Version != contractVersion {
			faults.add(src.fault("version", "this program reads version 1 of the contract", "write version = 1"))
		}
		for key, rule := range one.Keys {
			all.own[key] = depth > 0 && (rule.Promises != nil || all.own[key])
		}
		all.merge(one, src)
	}
	all.check(faults)
	return all
}

// readProvenContract reads a contract that a test has checked.
func readProvenContract(l layer) *contract {
	var faults Faults
	all := &contract{sources: map[string]source{}, own: map[string]bool{}}
	data, _ := l.read(ContractFile, &faults)
	tree, src := parseTOML(l.path(ContractFile), data, &faults)
	one := contract{}
	strictDecoder{src, &faults}.table("", tree, reflect.ValueOf(&one).Elem())
	if err := faults.err(); err != nil {
		panic(fmt.Sprintf("templates: a contract that was said to be proven is wrong: %v", err))
	}
	src.lines = nil
	all.merge(one, src)
	return all
}

// merge lays one folder's contract over those before it.
func (c *contract) merge(over contract, src source) {
	mergeInto(&c.Vars, over.Vars)
	mergeInto(&c.Promises, over.Promises)
	mergeInto(&c.Topics, over.Topics)
	mergeInto(&c.Special, over.Special)
	mergeInto(&c.Phrases, over.Phrases)
	mergeInto(&c.States, over.States)
	mergeInto(&c.Words, over.Words)
	mergeInto(&c.Channels, over.Channels)
	for key, rule := range over.Keys {
		over.Keys[key] = rule.over(c.Keys[key])
	}
	mergeInto(&c.Keys, over.Keys)
	mergeInto(&c.Share, over.Share)
	mergeInto(&c.Experiments, over.Experiments)
	if src.lines != nil {
		for key := range src.lines() {
			c.sources[key] = src
		}
	}
}

func mergeInto[V any](into *map[string]V, over map[string]V) {
	if *into == nil {
		*into = map[string]V{}
	}
	maps.Copy(*into, over)
}

// fault makes a fault at a key of the contract, in the file that set it.
func (c *contract) fault(key, problem, fix string) Fault {
	for at := key; at != ""; at = parentKey(at) {
		if src, ok := c.sources[at]; ok {
			return src.fault(key, problem, fix)
		}
	}
	return source{name: ContractFile}.fault(key, problem, fix)
}

// rule returns what the contract says about a text: the promises it opens, its
// weight in the draw, and whether its promises are the word of a folder laid
// over the first.
func (c *contract) rule(id string) (promises []string, weight int, own bool) {
	weight = 1
	for i := 0; i <= len(id); i++ {
		if i < len(id) && id[i] != '.' {
			continue
		}
		rule, ok := c.Keys[id[:i]]
		if !ok {
			continue
		}
		if rule.Promises != nil {
			promises, own = rule.Promises, c.own[id[:i]]
		}
		if rule.Weight != nil {
			weight = *rule.Weight
		}
	}
	return promises, weight, own
}

// stateRule returns the tone rules of a state; none for texts of no one state.
func (c *contract) stateRule(s tone.State) stateRule {
	if s == anyState {
		return stateRule{}
	}
	return c.States[s.String()]
}

// channel returns the rule of a channel.
func (c *contract) channel(ch tone.Channel) channelRule { return c.Channels[ch.String()] }
