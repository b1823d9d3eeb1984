//go:build unix

package storetest

import (
	"io"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// Unprivileged runs the test again as the user nobody if it runs as root, whom
// no file keeps out, and reports whether it did: the test is over then. For
// others it returns false and does nothing.
func Unprivileged(t *testing.T) bool {
	t.Helper()
	if os.Geteuid() != 0 {
		return false
	}
	nobody, err := user.Lookup("nobody")
	if err != nil {
		t.Fatal(err)
	}
	uid, errUID := strconv.ParseUint(nobody.Uid, 10, 32)
	gid, errGID := strconv.ParseUint(nobody.Gid, 10, 32)
	folder, errFolder := os.MkdirTemp("", "unprivileged-") //nolint:usetesting // nobody may not enter t.TempDir
	for _, err := range []error{errUID, errGID, errFolder} {
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	program := filepath.Join(folder, "test")
	if err := copyProgram(os.Args[0], program, folder, int(uid), int(gid)); err != nil {
		t.Fatal(err)
	}
	name := "^" + strings.ReplaceAll(t.Name(), "/", "$/^") + "$"
	cmd := exec.CommandContext(t.Context(), program, "-test.run", name, "-test.v") //nolint:gosec // the test's own program
	cmd.Dir, cmd.Env = folder, []string{"TMPDIR=" + folder, "CI=" + os.Getenv("CI")}
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "--- PASS: "+t.Name()) {
		t.Fatalf("as nobody: %v\n%s", err, out)
	}
	return true
}

// copyProgram copies a program to where its next user may run it, in a folder
// that is theirs.
func copyProgram(from, to, folder string, uid, gid int) error {
	in, err := os.Open(from) //nolint:gosec // the test's own program
	if err != nil {
		return err
	}
	defer in.Close()                                            //nolint:errcheck // it was only read
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY, 0o755) //nolint:gosec // others have to run it
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		return err
	}
	if err := out.Close(); err != nil {
		return err
	}
	return os.Chown(folder, uid, gid)
}
