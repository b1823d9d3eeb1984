package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// clockTick is the unit in which Linux counts the time of processes.
const clockTick = 10 * time.Millisecond

// cpu returns how much time processors have spent on a process; zero where
// /proc does not tell.
func cpu(pid int) time.Duration {
	fields := statOf(pid)
	return ticks(fields, 11, 12)
}

// cpuOfAll is cpu for a process with its children, those that have ended too.
func cpuOfAll(pid int) time.Duration {
	all := ticks(statOf(pid), 11, 12, 13, 14)
	paths, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		return all
	}
	for _, path := range paths {
		child, err := strconv.Atoi(filepath.Base(filepath.Dir(path)))
		if fields := statOf(child); err == nil && len(fields) > 1 && fields[1] == strconv.Itoa(pid) {
			all += ticks(fields, 11, 12)
		}
	}
	return all
}

// A usage is how many milliseconds processors have spent on each part of a trial.
type usage struct{ bot, database, own float64 }

// spent returns what has been spent so far.
func spent(pid int, database func() time.Duration) usage {
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	return usage{bot: ms(cpu(pid)), database: ms(database()), own: ms(ownCPU())}
}

func (u usage) since(before usage) usage {
	return usage{u.bot - before.bot, u.database - before.database, u.own - before.own}
}

// each returns the share of one message.
func (u usage) each(messages int) usage {
	n := float64(max(messages, 1))
	return usage{u.bot / n, u.database / n, u.own / n}
}

func (u usage) all() float64 { return u.bot + u.database + u.own }

// statOf returns what /proc tells of a process after its name, from its state on.
func statOf(pid int) []string {
	data, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return nil
	}
	return strings.Fields(string(data[bytes.LastIndexByte(data, ')')+1:]))
}

func ticks(fields []string, numbers ...int) (sum time.Duration) {
	for _, n := range numbers {
		if n < len(fields) {
			t, err := strconv.ParseInt(fields[n], 10, 64)
			if err == nil {
				sum += time.Duration(t) * clockTick
			}
		}
	}
	return sum
}

// memory returns how much memory a process has in use, in MiB.
func memory(pid int) int64 {
	data, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/statm")
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(data))
	pages, err := strconv.ParseInt(fields[1], 10, 64)
	if err != nil {
		return 0
	}
	return pages * int64(os.Getpagesize()) >> 20
}

// ownCPU is cpu for this process.
func ownCPU() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
