package timing

import (
	"fmt"
	"slices"
)

// An hoursPart is some days with their hours.
type hoursPart struct {
	number int    // of the segment it stands in, from 1
	text   string // the segment
	days   daySet
	open   []Interval
	pauses []Interval
	closed bool
}

func (p *hoursPart) errorf(format string, args ...any) error {
	return fmt.Errorf("hours part %d %q: %w; write it as %q", p.number, p.text, fmt.Errorf(format, args...), hoursSample)
}

// onlyPauses reports whether the part opens and closes nothing itself.
func (p *hoursPart) onlyPauses() bool { return len(p.open) == 0 && !p.closed }

// resolve gives each day the hours of the part that names the fewest days.
func resolve(parts []hoursPart) (Hours, error) {
	var h Hours
	for n, day := range week {
		part, err := narrowest(parts, n)
		if err != nil {
			return Hours{}, err
		}
		h.days[day], err = part.intervals()
		if err != nil {
			return Hours{}, part.errorf("%w", err)
		}
	}
	for _, part := range parts {
		if err := part.interrupt(&h); err != nil {
			return Hours{}, part.errorf("%w", err)
		}
	}
	return h, nil
}

// narrowest returns what the parts say of the nth day of the week: of the parts
// that name it, the one that names the fewest days, joined with others that name
// the same days. The zero part says closed.
func narrowest(parts []hoursPart, n int) (hoursPart, error) {
	var best hoursPart
	for _, part := range parts {
		switch common := part.days & best.days; {
		case !part.days.has(n) || part.onlyPauses():
		case best.days == 0 || common == part.days && common != best.days:
			best = part
		case common == part.days:
			if best.closed != part.closed {
				return best, part.errorf("%s is closed in one part and open in another", week[n])
			}
			best.open = slices.Concat(best.open, part.open)
			best.pauses = slices.Concat(best.pauses, part.pauses)
		case common != best.days:
			return best, part.errorf("%s is named here and in part %d; name it once", week[n], best.number)
		}
	}
	return best, nil
}

// intervals returns the open time of the part with its breaks taken out.
func (p *hoursPart) intervals() ([]Interval, error) {
	open, err := tidy(p.open)
	if err != nil {
		return nil, err
	}
	for _, pause := range p.pauses {
		var ok bool
		if open, ok = without(open, pause); !ok {
			return nil, outsideError(pause)
		}
	}
	return open, nil
}

// interrupt takes the breaks of a part that holds nothing else out of the days
// that it names, as far as they are open then.
func (p *hoursPart) interrupt(h *Hours) error {
	if !p.onlyPauses() {
		return nil
	}
	for _, pause := range p.pauses {
		found := false
		for n, day := range week {
			if !p.days.has(n) {
				continue
			}
			open, ok := without(h.days[day], pause)
			h.days[day] = open
			found = found || ok
		}
		if !found {
			return outsideError(pause)
		}
	}
	return nil
}

func outsideError(pause Interval) error {
	return fmt.Errorf("the break %s does not lie inside the hours", pause)
}
