package main

import (
	"fmt"
	"os"
	"testing"
)

// goesOn has the chain go on to a height without streaming.
func (c *chain) goesOn(height int64, flags ...string) {
	c.t.Helper()
	process := c.start(c.node(append(flags, "--"+flagStreamer, "none", "--halt-height", fmt.Sprint(height+1))...))
	c.waits(process, haltWords)
	if err := process.Kill(); err != nil {
		c.t.Fatal(err)
	}
}

func TestHeightsThatWereMissedComeBack(t *testing.T) {
	t.Parallel()
	c := newChain(t)
	c.dies("after-commit@5")
	c.goesOn(60)
	const missing = "heights 6 to 60 are missing"

	c.set(`max-rollback-blocks = 100`, `max-rollback-blocks = 10`)
	c.refuses([]string{missing, "max-rollback-blocks, which is 10"})
	c.committed(60)

	c.set(`on-gap = "rollback"`, `on-gap = "stop"`)
	c.refuses([]string{"up to height 5, and the node has committed height 60"})
	c.committed(60)

	c.set(`on-gap = "stop"`, `on-gap = "rollback"`)
	c.set(`max-rollback-blocks = 10`, `max-rollback-blocks = 100`)
	c.lives(63)
	c.last()
}

func TestPrunedHeightsAreNamedAndNothingIsChanged(t *testing.T) {
	t.Parallel()
	c := newChain(t)
	c.dies("after-commit@5")
	c.goesOn(60, "--pruning", "everything")
	c.refuses([]string{"heights 6 to 60 are missing", "pruning"}, "--pruning", "everything")
	c.committed(60)

	c.set(`on-gap = "rollback"`, `on-gap = "ignore"`)
	c.lives(63, "--pruning", "everything")
}

func TestTheChainsFirstBlockComesBack(t *testing.T) {
	t.Parallel()
	c := newChain(t)
	c.dies("before-commit@1")
	c.set(`on-gap = "rollback"`, `on-gap = "stop"`)
	c.refuses([]string{"height 1 is missing", `abcistream.on-gap is "stop"`})
	c.committed(1)

	c.set(`on-gap = "stop"`, `on-gap = "rollback"`)
	c.lives(5)
	c.last()
}

func TestOptionsOfFlagsAndVariablesReachTheService(t *testing.T) {
	t.Parallel()
	c := newChain(t)
	process := c.start(c.node("--streamers.file.prefix", "x", "--halt-height", "4"), "NODE_STREAMERS_FILE_WRITE_DIR=elsewhere")
	c.waits(process, haltWords)
	if err := process.Kill(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"x-block-3-data", "x-block-3-meta"} {
		if _, err := os.Stat(c.in("elsewhere", name)); err != nil {
			t.Error(err)
		}
	}
}
