package timing

import (
	"fmt"
	"slices"
	"strings"
)

// The small enumerations of this package share one table-driven way to and
// from their names, so that every one of them fits JSON, TOML and flags.

func nameOf[E ~uint8](kind string, names []string, e E) string {
	if int(e) < len(names) {
		return names[e]
	}
	return fmt.Sprintf("%s(%d)", kind, uint8(e))
}

func marshalName[E ~uint8](kind string, names []string, e E) ([]byte, error) {
	if int(e) < len(names) {
		return []byte(names[e]), nil
	}
	return nil, fmt.Errorf("timing: %d is not a %s", uint8(e), kind)
}

func parseName[E ~uint8](kind string, names []string, name string) (E, error) {
	if i := slices.Index(names, name); i >= 0 {
		return E(i), nil
	}
	return 0, fmt.Errorf("timing: unknown %s %q; one of %s", kind, name, strings.Join(names, ", "))
}
