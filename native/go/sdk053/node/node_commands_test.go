package main

import (
	"os/exec"
	"strings"
	"testing"
)

// The last block that the node has committed, of height 6, is missing in the services of these chains.

func TestNoCommandButStartBringsUpAJVMOrRollsBack(t *testing.T) {
	t.Parallel()
	c := newChain(t)
	c.dies("before-commit@6")
	c.set(`home = ""`, `home = "/nowhere"`)
	c.refuses([]string{"/nowhere"})

	// Each of them finds the state of height 6, which start would take back to 5. The last but one takes it back itself.
	for _, command := range []struct{ line, says string }{
		{"export", `"initial_height":7`},
		{"export --height 5", `"initial_height":6`},
		{"snapshots list", ""},
		{"snapshots export", "Snapshotcreatedatheight6"},
		{"comet version", "0.38"},
		{"comet show-validator", "ed25519"},
		{"version", ""},
		{"prune everything", ""},
		{"export", `"initial_height":7`},
		{"rollback", "Rolledbackstatetoheight5"},
		{"export", `"initial_height":6`},
	} {
		out, err := c.run(strings.Fields(command.line)...)
		if said := strings.NewReplacer(" ", "", "\n", "").Replace(out); err != nil || !strings.Contains(said, command.says) {
			t.Errorf("%s: %v, without %q:\n%.300s", command.line, err, command.says, out)
		}
	}
	for _, command := range []string{"query tx 00", "query block"} {
		out, err := exec.Command(c.binary, append(strings.Fields(command), "--home", c.home, "--node", "tcp://127.0.0.1:1")...).
			CombinedOutput()
		if err == nil || !strings.Contains(string(out), "connection refused") {
			t.Errorf("%s: %v\n%s", command, err, out)
		}
	}
}

func TestWithoutTheEngineInTheProcessNothingIsStreamed(t *testing.T) {
	for name, flags := range map[string][]string{
		"queries only": {"--grpc-only", "--grpc.address", "127.0.0.1:0"},
		"no engine":    {"--with-comet=false", "--address", "tcp://127.0.0.1:0"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newChain(t)
			c.dies("before-commit@6")
			c.set(`home = ""`, `home = "/nowhere"`)
			process := c.start(c.node(append(flags, "--log_level", "info")...))
			c.waits(process, "starting")
			if err := process.Kill(); err != nil {
				t.Fatal(err)
			}
			c.committed(6)
		})
	}
}
