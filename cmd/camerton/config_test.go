package main

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/timing"
)

// TestSampleIsFresh: the sample in the repository is what the program prints.
func TestSampleIsFresh(t *testing.T) {
	t.Parallel()
	committed, err := os.ReadFile("../../camerton.sample.toml")
	require.NoError(t, err)
	require.Equal(t, sample(), string(committed), "run: go run ./cmd/camerton config sample > camerton.sample.toml")
}

// TestSampleIsTheDefault, as it stands and with every key in force.
func TestSampleIsTheDefault(t *testing.T) {
	t.Parallel()
	c, err := parseConfig("sample", []byte(sample()))
	require.NoError(t, err)
	require.Equal(t, defaultConfig(), c)
	inForce := regexp.MustCompile(`(?m)^#(\w+ = )`).ReplaceAllString(sample(), "$1")
	require.Contains(t, inForce, "\ntake_over = \"8h\"\n")
	c, err = parseConfig("sample", []byte(inForce))
	require.NoError(t, err)
	require.Equal(t, defaultConfig(), c)
	for line := range strings.Lines(sample()) {
		require.LessOrEqual(t, len([]rune(line)), 104, line)
	}
}

// TestEveryKeyIsDescribedAndCounts: a key has words, and what it is set to is in
// the config.
func TestEveryKeyIsDescribedAndCounts(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, s := range defaultConfig().sections() {
		require.NotEmpty(t, s.about, s.name)
		for _, k := range s.keys {
			name := s.name + "." + k.name
			require.False(t, seen[name], name)
			seen[name] = true
			repeated := strings.HasPrefix(s.name, "timing.") && seen["timing.neutral."+k.name] || s.name == "timing.call.amounts"
			require.True(t, k.about != "" || repeated, "%s is not described", name)
			require.NotContains(t, k.about, "secret", name)

			c, _ := parseConfig("", fmt.Appendf(nil, "[%s]\n%s = %s\n", s.name, k.name, another(t, k)))
			if c == nil { // the other value does not go together with the rest, but it was read
				continue
			}
			require.NotEqual(t, defaultConfig(), c, name)
		}
	}
	require.Greater(t, len(seen), 100)
}

// another returns a value that a key does not have by default.
func another(t *testing.T, k configKey) string {
	t.Helper()
	switch f := k.field.(type) {
	case *string:
		for _, word := range k.words {
			if word != *f {
				return `"` + word + `"`
			}
		}
		return `"x` + *f + `"`
	case *bool:
		return strconv.FormatBool(!*f)
	case *int:
		return strconv.Itoa(*f + 1)
	case *int64:
		return strconv.FormatInt(*f+1, 10)
	case *[2]int:
		return "[40, 70]"
	case *span:
		return `"` + (*f + span(time.Second)).String() + `"`
	case *timing.QuietHours:
		return `"22:00-07:00"`
	case *timing.Clock:
		return `"10:00"`
	case *timing.FollowUp:
		return `"3h"`
	}
	require.FailNow(t, "unknown kind", "%T", k.field)
	return ""
}

// TestPolicyHasNoOtherKeys: what can be set in the policy and the settings can
// be set in the file.
func TestPolicyHasNoOtherKeys(t *testing.T) {
	t.Parallel()
	fields := map[uintptr]bool{}
	c := defaultConfig()
	for _, s := range c.sections() {
		for _, k := range s.keys {
			fields[reflect.ValueOf(k.field).Pointer()] = true
		}
	}
	var look func(path string, v reflect.Value)
	look = func(path string, v reflect.Value) {
		for i := range v.NumField() {
			field, name := v.Field(i), path+"."+v.Type().Field(i).Name
			if tag := v.Type().Field(i).Tag.Get("toml"); tag == "-" || name == ".NoNames" || name == ".NoFollowUps" || name == ".NoReactions" {
				continue
			}
			switch field.Addr().Interface().(type) {
			case *timing.QuietHours, *timing.FollowUp:
			default:
				if field.Kind() == reflect.Struct {
					look(name, field)
					continue
				}
			}
			require.True(t, fields[field.Addr().Pointer()], "%s can't be set in the file", name)
		}
	}
	look("", reflect.ValueOf(&c.decisions).Elem())
}

func TestSwitches(t *testing.T) {
	t.Parallel()
	s := defaultConfig().settings()
	require.Equal(t, bot.DefaultSettings(), s)
	c, err := parseConfig("", []byte("[decisions]\nnames = false\nfollow_ups = false\nreactions = false\n[operators]\nlanguage='ro'\nchat=-5\n"))
	require.NoError(t, err)
	s = c.settings()
	require.True(t, s.NoNames && s.NoFollowUps && s.NoReactions)
	require.Equal(t, "ro", c.people().Language.String())
	require.EqualValues(t, -5, c.people().Chat)
	require.NoError(t, c.rates().Validate())
}

func TestConfigFaults(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"[telegram\n":                                     "expected '.' or ']' to end table name",
		"[telegram]\nupdates = \"webhok\"":                `c.toml:2: telegram.updates: "webhok" is none of the words that may stand here — did you mean webhook?`,
		"[log]\nlevel = \"zzzzzzz\"":                      "one of debug, error, info, warn",
		"[stor]\npath = 'x'":                              "c.toml:1: stor: this key is not known here — did you mean store?",
		"store = 3":                                       "c.toml:1: store: this is no table — write [store] on a line of its own, and its keys below",
		"[store]\n\npaht = 'x'":                           "c.toml:3: store.paht: this key is not known here — did you mean path?",
		"workers = 3":                                     "c.toml:1: workers: this key is not known here — this key belongs into [run]",
		"[store]\nworkers = 3":                            "c.toml:2: store.workers: this key is not known here — this key belongs into [run]",
		"[run]\nworkers = \"3\"":                          "c.toml:2: run.workers: this value is of the wrong kind — write a whole number",
		"[run]\nworkers = 0":                              "c.toml:2: run.workers: 0 is out of bounds — give 1 to 1000",
		"[run]\nlease = \"1s\"":                           "c.toml:2: run.lease: 1s is out of bounds — give 2s to 1h",
		"[run]\nlease = 30":                               `c.toml:2: run.lease: "30" is no length of time; write it as "8s"`,
		"[run]\nhealth = \"0.0.0.0:80\"":                  "c.toml:2: run.health: this is no address of this machine alone",
		"[run]\nhealth = \"8181\"":                        "c.toml:2: run.health: this is no address of this machine alone",
		"[decisions]\nnames = \"no\"":                     "c.toml:2: decisions.names: this value is of the wrong kind — write true or false",
		"[decisions]\ntake_over = \"1s\"":                 "c.toml:2: decisions.take_over: 1s is out of bounds — it must be from",
		"[decisions]\nflood_lines = 0":                    "c.toml:2: decisions.flood_lines: 0 is out of bounds — give 1 or more, or -1 for never",
		"[decisions]\nsitting = '0s'":                     "c.toml:2: decisions.sitting: 0s is out of bounds",
		"[limits]\nchat = 0":                              "c.toml:2: limits.chat: 0 lets nothing through — give 1 or more, or -1 for no limit",
		"[store]\nkeep = \"1h\"":                          `c.toml:2: store.keep: 1h is too short — give "2d" or more, or "0s" for good`,
		"[store]\npath = \"\"":                            "c.toml:2: store.path: the path is empty",
		"[telegram]\napi = \"api.telegram.org\"":          "c.toml:2: telegram.api: this is no address — write it as https://api.telegram.org",
		"[telegram]\nupdates = \"webhook\"":               "c.toml: webhook.url: Telegram can't call this",
		"[timing]\nquiet_hours = \"9 to 5\"":              `c.toml:2: timing.quiet_hours: "9 to 5" are no quiet hours`,
		"[timing.neutral]\nmerge_window = \"1h\"":         "c.toml:2: timing.neutral.merge_window: 1h is out of bounds — give 0s to 45s",
		"[timing.clocks]\nwarnings = [1,2,3]":             "c.toml:2: timing.clocks.warnings:",
		"[timing]\nneutral.follow_up = \"soon\"":          `c.toml:2: timing.neutral.follow_up: "soon" is no follow-up`,
		"[telegram]\napi=3\n[log]\nlevel=4\n[x]\n[y]\n":   "c.toml:6: y: this key is not known here",
		"telegram = { updates = \"poling\", timeout = 3}": "c.toml:1: telegram.updates:",
	} {
		_, err := parseConfig("c.toml", []byte(text))
		var faults templates.Faults
		require.ErrorAs(t, err, &faults, text)
		require.Contains(t, err.Error(), want, text)
	}
}

func TestWebhookConfig(t *testing.T) {
	t.Parallel()
	for url, want := range map[string]string{
		"https://bot.example.com/telegram": "",
		"https://bot.example.com":          "webhook.url: the address has no path — add one: https://bot.example.com/telegram",
		"http://bot.example.com/telegram":  "Telegram can't call this",
	} {
		_, err := parseConfig("c.toml", []byte("[telegram]\nupdates = 'webhook'\n[webhook]\nurl = '"+url+"'\n"))
		if want == "" {
			require.NoError(t, err)
			continue
		}
		require.ErrorContains(t, err, want)
	}
	_, err := parseConfig("c.toml", []byte("[telegram]\nupdates='webhook'\n[webhook]\nurl='https://a.example/x'\nlisten='80'\nconnections=101\n"))
	require.ErrorContains(t, err, "c.toml:5: webhook.listen: this is no address")
	require.ErrorContains(t, err, "c.toml:6: webhook.connections: 101 is out of bounds")
}

func TestSpans(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]time.Duration{
		"8s": 8 * time.Second, "90d": 90 * day, "1h30m": 90 * time.Minute, "0s": 0, "-1ns": -1, "2m": 2 * time.Minute, "3h": 3 * time.Hour,
	} {
		s, err := parseSpan(text)
		require.NoError(t, err)
		require.Equal(t, want, time.Duration(s))
		require.Equal(t, text, s.String())
	}
	for _, text := range []string{"", "d", "-1d", "1.5d", "40000d", "8", "8 s", "soon"} {
		_, err := parseSpan(text)
		require.ErrorContains(t, err, "write it as", text)
	}
}

func FuzzParseConfig(f *testing.F) {
	f.Add(sample())
	f.Add("[store]\nkeep = \"1d\"\n")
	f.Add("a.b.c = [1, {d = 2}]\n[[x]]\n[[x]]\n")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := parseConfig("c.toml", []byte(text))
		require.Equal(t, err == nil, c != nil)
	})
}

// check runs `config check` on a folder with the given files.
func check(t *testing.T, files map[string]string, args ...string) (int, string) {
	t.Helper()
	s := &shop{t: t, dir: t.TempDir()}
	for name, text := range files {
		s.write(name, text)
	}
	out := newJournal()
	p := &program{in: strings.NewReader(""), out: out, err: out, environ: []string{"CAMERTON_TOKEN=x"}}
	status := p.run(t.Context(), append([]string{"config", "check", s.path(configFile)}, args...))
	return status, strings.ReplaceAll(out.String(), s.dir, "DIR")
}

func TestConfigCheck(t *testing.T) {
	t.Parallel()
	status, said := check(t, map[string]string{configFile: ""})
	require.Equal(t, exitOK, status)
	require.Equal(t, "no faults\nnote: operators.chat is 0: nobody is told when a customer needs a person\n", said)

	status, said = check(t, map[string]string{configFile: "[operators]\nchat = 5\n[store]\nkind = 'postgres'\n"})
	require.Equal(t, exitOK, status)
	require.Contains(t, said, "note: CAMERTON_DATABASE is not set")

	status, said = check(t, map[string]string{configFile: "[run]\nworkers = 0\nlease = '1s'\n"})
	require.Equal(t, exitWrong, status)
	require.Equal(t, 2, strings.Count(said, "\n"), said)

	status, said = check(t, map[string]string{configFile: "[texts]\nbusiness = 'b.toml'", "b.toml": "nam = 'x'\n"})
	require.Equal(t, exitWrong, status)
	require.Contains(t, said, "DIR/b.toml:1: nam: ")

	status, said = check(t, map[string]string{configFile: "[texts]\nbusiness = 'b.toml'"})
	require.Equal(t, exitUsage, status)
	require.Contains(t, said, "b.toml: no such file")

	status, said = check(t, map[string]string{})
	require.Equal(t, exitUsage, status)
	require.Contains(t, said, "camerton config sample")

	status, said = check(t, map[string]string{configFile: ""}, "--format", "json")
	require.Equal(t, exitOK, status)
	require.Empty(t, said)
	status, said = check(t, map[string]string{configFile: "x = 1"}, "--format", "json")
	require.Equal(t, exitWrong, status)
	var fault struct{ File, Key string }
	require.NoError(t, json.Unmarshal([]byte(said), &fault), said)
	require.Equal(t, "x", fault.Key)
}

func TestConfigSampleCommand(t *testing.T) {
	t.Parallel()
	out := newJournal()
	p := &program{in: strings.NewReader(""), out: out, err: out}
	require.Equal(t, exitOK, p.run(t.Context(), []string{"config", "sample"}))
	require.Equal(t, sample(), out.String())
}

func TestSecrets(t *testing.T) {
	t.Parallel()
	s, err := readSecrets([]string{"CAMERTON_TOKEN=123:abcdefgh", "CAMERTON_DATABASE=postgres://u:pa55word@h/d", "PATH=/bin"})
	require.NoError(t, err)
	require.Equal(t, secrets{Token: "123:abcdefgh", Database: "postgres://u:pa55word@h/d"}, s)
	out := newJournal()
	w := s.hidden(out)
	n, err := w.Write([]byte("call bot123:abcdefgh/getMe of postgres://u:pa55word@h/d\n"))
	require.NoError(t, err)
	require.Equal(t, 56, n)
	require.Equal(t, "call bot***/getMe of ***\n", out.String())
}
