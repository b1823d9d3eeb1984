package apitest_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot/telegram/apitest"
)

// The files in testdata/api are scripts, one step a line:
//
//	== NAME            a test begins, on a server of its own
//	# …                says why
//	do {…}             an apitest.Action
//	say ID TEXT        the same for the commonest: a customer writes to the bot
//	call METHOD {…}    the bot calls a method
//	is {…}             the result has these fields, among others; or is this
//	                   value; "…" is a string that is not empty
//	not FIELD…         the result has none of these fields
//	no CODE TEXT       the call was refused with exactly this
//	gets KIND {…}      the bot's next update is of this kind and has these fields
//	gets nothing       there is no update for the bot
//	wait 25h           time passes
//
// In JSON, ⟨я*4097⟩ is a string of that many letters. What came of steps can be
// used: $message, $query, $connection, $topic, $file, and of updates $update.
//
// Every script runs once in each encoding of parameters, and must not care.
func TestScripts(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/api/*.txt")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		for _, s := range readScripts(t, file) {
			for encoding := range encodings {
				t.Run(strings.TrimSuffix(filepath.Base(file), ".txt")+"/"+s.name+"/"+encoding, func(t *testing.T) {
					t.Parallel()
					s.run(t, encoding)
				})
			}
		}
	}
}

type script struct {
	name, file string
	lines      []string
	first      int // number of the first line
}

func readScripts(t *testing.T, file string) []script {
	t.Helper()
	f, err := os.Open(file)
	require.NoError(t, err)
	defer func() { require.NoError(t, f.Close()) }()
	var out []script
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if name, ok := strings.CutPrefix(line, "== "); ok {
			out = append(out, script{name: name, file: file, first: n + 1})
			continue
		}
		require.True(t, len(out) > 0 || line == "" || line[0] == '#', "%s:%d: a step before the first ==", file, n)
		if len(out) > 0 {
			out[len(out)-1].lines = append(out[len(out)-1].lines, line)
		}
	}
	require.NoError(t, lines.Err())
	return out
}

// player is a script being run.
type player struct {
	*bench
	encoding string
	last     reply
	waiting  []update
	known    map[string]string
}

func (s script) run(t *testing.T, encoding string) {
	t.Helper()
	p := &player{bench: newBench(t, apitest.Options{Seed: 7}), encoding: encoding, known: map[string]string{}}
	p.allow()
	refused := false
	for i, line := range s.lines {
		if line == "" || line[0] == '#' {
			continue
		}
		verb, rest, _ := strings.Cut(line, " ")
		if refused {
			require.Equal(t, "no", verb, "%s:%d: the call before was refused: %s", s.file, s.first+i-1, p.last.Description)
		}
		err := p.step(verb, p.expand(rest))
		require.NoError(t, err, "%s:%d: %s", s.file, s.first+i, line)
		refused = verb == "call" && !p.last.OK
	}
	require.False(t, refused, "%s: the last call was refused: %s", s.file, p.last.Description)
}

// allow asks for every kind of update, once.
func (p *player) allow() {
	all := []string{
		"message", "edited_message", "callback_query", "my_chat_member", "chat_member", "message_reaction",
		"business_connection", "business_message", "edited_business_message", "deleted_business_messages",
	}
	p.good("getUpdates", params{"allowed_updates": all, "offset": 1}, nil)
	p.clock.Advance(4 * time.Second)
}

var repeated = regexp.MustCompile(`⟨(.)\*(\d+)⟩`)

func (p *player) expand(s string) string {
	s = repeated.ReplaceAllStringFunc(s, func(m string) string {
		part := repeated.FindStringSubmatch(m)
		n, _ := strconv.Atoi(part[2])
		return strings.Repeat(part[1], n)
	})
	for name, value := range p.known {
		s = strings.ReplaceAll(s, "$"+name, value)
	}
	return s
}

func (p *player) step(verb, rest string) error {
	switch verb {
	case "say":
		id, text, _ := strings.Cut(rest, " ")
		customer, err := strconv.ParseInt(id, 10, 64)
		if err != nil {
			return err
		}
		return p.do(apitest.Action{Do: "say", Customer: customer, Text: text})
	case "do":
		var a apitest.Action
		if err := json.Unmarshal([]byte(rest), &a); err != nil {
			return err
		}
		return p.do(a)
	case "call":
		return p.callMethod(rest)
	case "is":
		return p.is(rest)
	case "not":
		return p.isNot(strings.Fields(rest))
	case "no":
		return p.no(rest)
	case "gets":
		return p.gets(rest)
	case "wait":
		d, err := time.ParseDuration(rest)
		p.clock.Advance(d)
		return err
	default:
		return fmt.Errorf("no step %q", verb)
	}
}

func (p *player) do(a apitest.Action) error {
	done, err := p.srv.Do(a)
	if err != nil {
		return err
	}
	for i, id := range done.Messages {
		p.known["message"] = strconv.Itoa(id)
		p.known["message"+strconv.Itoa(i+1)] = strconv.Itoa(id)
	}
	if done.Query != "" {
		p.known["query"] = done.Query
	}
	if done.Connection != "" {
		if old := p.known["connection"]; old != "" {
			p.known["old_connection"] = old
		}
		p.known["connection"] = done.Connection
	}
	if done.Topic != 0 {
		p.known["topic"] = strconv.Itoa(done.Topic)
	}
	return nil
}

func (p *player) callMethod(rest string) error {
	method, text, _ := strings.Cut(rest, " ")
	in := params{}
	if text != "" {
		if err := json.Unmarshal([]byte(text), &in); err != nil {
			return err
		}
	}
	r := encodings[p.encoding](p.t.Context(), "/bot"+apitest.DefaultToken+"/"+method, in)
	var dropped bool
	if p.last, dropped = p.serve(r); dropped {
		return errors.New("the connection was dropped")
	}
	var sent struct {
		ID       int `json:"message_id"`
		Document struct {
			ID string `json:"file_id"`
		} `json:"document"`
	}
	if p.last.OK && json.Unmarshal(p.last.Result, &sent) == nil {
		if sent.ID != 0 {
			p.known["message"] = strconv.Itoa(sent.ID)
		}
		if sent.Document.ID != "" {
			p.known["file"] = sent.Document.ID
		}
	}
	return nil
}

func (p *player) is(rest string) error {
	var want, got any
	if err := json.Unmarshal([]byte(rest), &want); err != nil {
		return err
	}
	if err := json.Unmarshal(p.last.Result, &got); err != nil {
		return err
	}
	return has(got, want, "result")
}

// has tells where got lacks something of want.
func has(got, want any, where string) error {
	switch want := want.(type) {
	case map[string]any:
		g, ok := got.(map[string]any)
		if !ok {
			return fmt.Errorf("%s is %v, want an object", where, got)
		}
		for k, v := range want {
			if err := has(g[k], v, where+"."+k); err != nil {
				return err
			}
		}
		return nil
	case []any:
		g, ok := got.([]any)
		if !ok || len(g) != len(want) {
			return fmt.Errorf("%s is %v, want %d elements: %v", where, got, len(want), want)
		}
		for i, v := range want {
			if err := has(g[i], v, fmt.Sprintf("%s[%d]", where, i)); err != nil {
				return err
			}
		}
		return nil
	case string:
		if g, ok := got.(string); ok && want == "…" && g != "" {
			return nil
		}
	}
	if got != want {
		return fmt.Errorf("%s is %#v, want %#v", where, got, want)
	}
	return nil
}

func (p *player) isNot(fields []string) error {
	var got map[string]any
	if err := json.Unmarshal(p.last.Result, &got); err != nil {
		return err
	}
	for _, f := range fields {
		if v, ok := got[f]; ok {
			return fmt.Errorf("result.%s is %v, want none", f, v)
		}
	}
	return nil
}

func (p *player) no(rest string) error {
	got := fmt.Sprintf("%d %s", p.last.Code, p.last.Description)
	if p.last.OK || got != rest || p.last.Status != p.last.Code {
		return fmt.Errorf("answered %d, ok=%t, %q", p.last.Status, p.last.OK, got)
	}
	return nil
}

func (p *player) gets(rest string) error {
	p.waiting = append(p.waiting, p.updates()...)
	kind, text, _ := strings.Cut(rest, " ")
	if kind == "nothing" {
		if len(p.waiting) > 0 {
			return fmt.Errorf("there is %s %v", p.waiting[0].Kind, p.waiting[0].Body)
		}
		return nil
	}
	if len(p.waiting) == 0 {
		return errors.New("there is no update")
	}
	u := p.waiting[0]
	p.waiting = p.waiting[1:]
	if u.Kind != kind {
		return fmt.Errorf("the next update is %s %v", u.Kind, u.Body)
	}
	p.known["update"] = strconv.FormatInt(u.ID, 10)
	if text == "" {
		return nil
	}
	var want any
	if err := json.Unmarshal([]byte(text), &want); err != nil {
		return err
	}
	return has(u.Body, want, kind)
}
