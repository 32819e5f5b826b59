package crashtest

import (
	_ "embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

//go:embed preload/kill_at_file.c
var killAtFile []byte

// FilePoints are the points at which a node dies that is preloaded with [BuildKillAtFile]: each between two calls of the
// system for the files of a block, or in the middle of one.
var FilePoints = []string{
	"in-write-data", "in-write-meta", "before-rename-data", "after-rename-data", "before-rename-meta",
	"after-rename-meta", "before-write-progress", "in-write-progress", "after-write-progress",
}

// BuildKillAtFile builds what is preloaded, and returns the variable that does so.
func BuildKillAtFile(dir string) (string, error) {
	source, library := filepath.Join(dir, "kill_at_file.c"), filepath.Join(dir, "kill_at_file.so")
	if err := os.WriteFile(source, killAtFile, 0o644); err != nil {
		return "", err
	}
	// Whoever builds these nodes has the compiler that cgo takes.
	out, err := exec.Command("cc", "-O1", "-Wall", "-Werror", "-shared", "-fPIC", "-o", library, source, "-ldl").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("what kills a node at its files does not build: %w\n%s", err, out)
	}
	return "LD_PRELOAD=" + library, nil
}
