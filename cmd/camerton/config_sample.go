package main

import (
	"encoding"
	"fmt"
	"strconv"
	"strings"
)

// sample returns a config file in which every key stands with its default,
// commented out.
func sample() string {
	var b strings.Builder
	b.WriteString(`# The configuration of ` + "`camerton bot`" + `, written by ` + "`camerton config sample`" + `.
#
# Every key stands here with its default: take away the # before those that you
# change. ` + "`camerton config check`" + ` tells what is wrong, by line. Secrets are not
# written here but set in the environment: CAMERTON_TOKEN, CAMERTON_WEBHOOK_SECRET,
# CAMERTON_DATABASE. Times are written "8s", "15m", "1h30m", "90d".
`)
	for _, s := range defaultConfig().sections() {
		fmt.Fprintf(&b, "\n%s[%s]\n", comment(s.about), s.name)
		for _, k := range s.keys {
			if k.about != "" {
				b.WriteString("\n" + comment(k.about))
			}
			fmt.Fprintf(&b, "#%s = %s\n", k.name, valueOf(k.field))
		}
	}
	return b.String()
}

// comment puts a sign before every line.
func comment(about string) string {
	var b strings.Builder
	for line := range strings.Lines(about + "\n") {
		b.WriteString("# " + line)
	}
	return b.String()
}

// valueOf writes the value of a field as TOML.
func valueOf(field any) string {
	switch f := field.(type) {
	case *string:
		return strconv.Quote(*f)
	case *bool:
		return strconv.FormatBool(*f)
	case *int:
		return strconv.Itoa(*f)
	case *int64:
		return strconv.FormatInt(*f, 10)
	case *[2]int:
		return fmt.Sprintf("[%d, %d]", f[0], f[1])
	case *span:
		return strconv.Quote(f.String())
	case encoding.TextMarshaler:
		text, err := f.MarshalText()
		if err == nil {
			return strconv.Quote(string(text))
		}
	}
	panic(fmt.Sprintf("a key has a value of an unknown kind, %T", field)) // a test reads the sample
}
