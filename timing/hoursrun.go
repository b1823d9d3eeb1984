package timing

// A run is a stretch of a segment that holds only days or only times.
type run struct {
	hoursPart
	isDays    bool
	comma     bool // a comma stands before it
	list      bool // days with commas between them
	pauseLast bool // times that end with a comma and a break
}

// pair puts days and times together. A segment is a row of such pairs, in which
// either may come first; times alone at its start are for every day.
func pair(runs []run) (parts []hoursPart, err error) {
	runs, parts = takePauses(runs)
	several := len(runs) > 2
	if len(runs)%2 == 1 && !runs[0].isDays {
		if len(runs) > 1 && runs[1].isDays && !runs[1].comma {
			return nil, runs[0].unclear()
		}
		parts = append(parts, runs[0].with(everyDay))
		runs = runs[1:]
	}
	for ; len(runs) > 0; runs = runs[2:] {
		if len(runs) == 1 || runs[0].isDays == runs[1].isDays {
			return nil, runs[0].lonely()
		}
		days, times := runs[0], runs[1]
		if !days.isDays {
			days, times = times, days
		}
		if len(runs) > 2 && !runs[2].comma && (runs[1].comma || runs[1].list) {
			return nil, days.unclear()
		}
		if len(runs) == 2 && several && times.pauseLast {
			return nil, times.errorf("it is not clear for which days the break is; set it apart by a semicolon")
		}
		parts = append(parts, times.with(days.days))
	}
	return parts, nil
}

// takePauses takes the runs that hold breaks and nothing else out of the others;
// they are for every day.
func takePauses(runs []run) (rest []run, parts []hoursPart) {
	for _, r := range runs {
		if r.isDays || !r.onlyPauses() {
			rest = append(rest, r)
			continue
		}
		parts = append(parts, r.with(everyDay))
	}
	return rest, parts
}

// with returns the times of the run as those of some days.
func (r *run) with(days daySet) hoursPart {
	part := r.hoursPart
	part.days = days
	return part
}

// lonely is the error for days without times or times without days.
func (r *run) lonely() error {
	if r.isDays {
		return r.errorf("%s has no hours", r.days)
	}
	return r.errorf("hours without days in the middle")
}

// unclear is the error for days that may belong to the times on either side.
func (r *run) unclear() error {
	return r.errorf("it is not clear which hours go with which days; set the parts apart by a semicolon")
}
