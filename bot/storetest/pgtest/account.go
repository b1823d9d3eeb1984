//go:build unix

package pgtest

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"strconv"
	"syscall"
)

// An account is as whom the server runs; nil for as whom the test runs.
type account struct{ uid, gid int }

// serverAccount returns nil unless the test runs as root.
func serverAccount() (*account, error) {
	if os.Geteuid() != 0 {
		return nil, nil //nolint:nilnil // no other account is needed
	}
	var faults []error
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		uid, errUID := strconv.Atoi(u.Uid)
		gid, errGID := strconv.Atoi(u.Gid)
		if err := errors.Join(errUID, errGID); err != nil {
			return nil, err
		}
		return &account{uid: uid, gid: gid}, nil
	}
	return nil, fmt.Errorf("pgtest: PostgreSQL does not run as root: %w", errors.Join(faults...))
}

// give makes a folder the account's own.
func (a *account) give(folder string) error {
	if a == nil {
		return nil
	}
	return os.Chown(folder, a.uid, a.gid)
}

// run has a command run as the account.
func (a *account) run(cmd *exec.Cmd) {
	if a != nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{
			Credential: &syscall.Credential{Uid: uint32(a.uid), Gid: uint32(a.gid)}, //nolint:gosec // ids are not negative
		}
	}
}
