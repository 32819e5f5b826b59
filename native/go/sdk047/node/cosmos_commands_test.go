package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// leaveGap leaves a home whose services lack the last block that the node has committed, which is of height 6.
func leaveGap(t *testing.T, flags ...string) home {
	t.Helper()
	h := newHome(t)
	h.dies(h.node(flags...), "before-commit@6")
	return h
}

func TestNoCommandButStartBringsUpAJVMOrRollsBack(t *testing.T) {
	t.Parallel()
	h := leaveGap(t)
	// Whoever starts a JVM fails.
	h.configure(`home = ""`, `home = "/nowhere"`)
	wantText(t, h.fails(), "/nowhere")

	// Each sees the state of height 6, which start would roll back to 5. Two change it, since that is their job.
	for _, command := range []struct{ line, says string }{
		{"export", `"initial_height":"7"`},
		{"export --height 5", `"initial_height":"6"`},
		{"snapshots list", ""},
		{"snapshots export", "Snapshot created at height 6"},
		{"tendermint version", "0.37.4"},
		{"version", ""},
		{"prune everything", "pruning"},
		{"export", `"initial_height":"7"`},
		{"rollback", "Rolled back state to height 5"},
	} {
		out := h.run(first(), strings.Fields(command.line)...)
		if out.err != nil || !strings.Contains(out.text, command.says) {
			t.Errorf("%s: %v, without %q:\n%s", command.line, out.err, command.says, out.text)
		}
	}
	query := h.run(first(), "query", "block", "--node", "tcp://127.0.0.1:1")
	if query.err == nil || !strings.Contains(query.text, "connection refused") {
		t.Errorf("query: %v\n%s", query.err, query.text)
	}
}

func TestWithoutTheEngineInTheProcessNothingIsStreamed(t *testing.T) {
	t.Parallel()
	for _, flags := range [][]string{
		{"--grpc-only", "--grpc.address", "127.0.0.1:0"},
		{"--with-tendermint=false", "--address", "tcp://127.0.0.1:0"},
	} {
		h := leaveGap(t)
		if err := os.Remove(h.log()); err != nil {
			t.Fatal(err)
		}
		h.configure(`home = ""`, `home = "/nowhere"`)
		process, err := h.node(flags...).Start()
		if err != nil {
			t.Fatal(err)
		}
		h.awaitText(process, "nothing is streamed")
		_ = process.Kill()
	}
}

func TestAVariableBeatsAppToml(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	node := h.node()
	node.Env = []string{
		"NODE_STREAMERS_FILE_PREFIX=by", "NODE_STREAMERS_FILE_WRITE_DIR=elsewhere", "NODE_STREAMERS_FILE_KEYS=bank acc",
	}
	h.dies(node, "after-commit@3")
	files, err := filepath.Glob(h.path("elsewhere", "by-block-*"))
	if err != nil || len(files) != 2*3 {
		t.Errorf("the files are %v, %v", files, err)
	}
	data, err := os.ReadFile(h.path("elsewhere", "by-block-3-data"))
	if err != nil || !strings.Contains(string(data), "\x04bank") || strings.Contains(string(data), "staking") {
		t.Errorf("the stores are not bank and acc alone: %v", err)
	}
}
