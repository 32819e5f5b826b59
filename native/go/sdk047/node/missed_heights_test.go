package main

import (
	"os"
	"strings"
	"testing"
)

// runWithout lets the chain go on to a height without streaming.
func (h home) runWithout(height string, flags ...string) {
	h.t.Helper()
	if code := h.ends(h.node(append(flags, "--streamer", "none", "--halt-height", height)...)); code != 0 {
		h.t.Fatalf("the node has ended with %d", code)
	}
}

// wantNext has export tell the height after the last one that the node has committed.
func (h home) wantNext(height string) {
	h.t.Helper()
	out := h.run(first(), "export")
	if out.err != nil || !strings.Contains(out.text, `"initial_height":"`+height+`"`) {
		h.t.Errorf("export: %v, and not %s:\n%s", out.err, height, out.text)
	}
}

func TestHeightsThatWereMissedComeBack(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.dies(h.node(), "after-commit@5")
	h.runWithout("80")

	h.configure(`max-rollback-blocks = 100`, `max-rollback-blocks = 10`)
	wantText(t, h.fails(), "heights 6 to 80", "max-rollback-blocks, which is 10")
	h.wantNext("81")

	h.configure(`max-rollback-blocks = 10`, `max-rollback-blocks = 100`)
	h.lives(h.node(), 85)
	h.blocks()
}

func TestPrunedHeightsAreNamedAndNothingIsChanged(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.dies(h.node(), "after-commit@5")
	h.runWithout("80", "--pruning", "everything")
	wantText(t, h.fails("--pruning", "everything"), "heights 6 to 80", "pruning")
	h.wantNext("81")

	h.configure(`on-gap = "rollback"`, `on-gap = "ignore"`)
	h.lives(h.node("--pruning", "everything"), 85)
}

func TestAQueueThatPruningOutrunsIsRefused(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.beAsync()
	wantText(t, h.fails("--pruning", "everything"), "file", "queue-blocks", "64", "keep-recent", "2")
}

func TestTheChainsFirstBlockComesBack(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	// This release hands over its database.
	h.dies(h.second(), "before-commit@1")
	h.lives(h.second(), 5)
	h.blocks()
}

func TestAChainThatHasLostItsFirstBlockSaysSo(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.dies(h.node(), "before-commit@1")
	wantText(t, h.fails(), "height 1 is missing", "in StoreLoader")
	h.configure(`on-gap = "rollback"`, `on-gap = "stop"`)
	wantText(t, h.fails(), "height 1 is missing", `abcistream.on-gap is "stop"`)
	h.wantNext("2")

	h.configure(`on-gap = "stop"`, `on-gap = "ignore"`)
	h.lives(h.node(), 5)
	said, _ := os.ReadFile(h.log())
	wantText(t, string(said), "blocks are missing in the streaming services, and stay so")
}
