package main

import (
	"syscall"
	"testing"

	"abcistream.org/go/crashtest"
)

const upgradeHeight = 12

// runToUpgrade has the first release reach the upgrade.
func (h home) runToUpgrade(flags ...string) {
	h.t.Helper()
	watch, err := crashtest.NewWatch(h.path("data"))
	if err != nil {
		h.t.Fatal(err)
	}
	defer watch.Close()
	process, err := h.node(flags...).Start()
	if err != nil {
		h.t.Fatal(err)
	}
	err = watch.Await(process, patience, func(event crashtest.Event) bool {
		return event == crashtest.Event{Name: "upgrade-info.json", What: crashtest.Closed}
	})
	if err != nil {
		h.t.Error(err)
	}
	if err := process.Kill(); err != nil {
		h.t.Fatal(err)
	}
}

// second is the node of the release after the upgrade.
func (h home) second() crashtest.Node {
	node := h.node()
	node.Binary = second()
	return node
}

func TestABlockThatIsLostAtTheUpgradeComesBack(t *testing.T) {
	for _, kill := range []string{
		"before-begin_block@12", "before-end_block@12", "before-commit@12", "after-commit@12", "before-commit@13",
	} {
		t.Run(kill, func(t *testing.T) {
			t.Parallel()
			h := newHome(t, "--upgrade-height", height(upgradeHeight))
			h.runToUpgrade()
			h.dies(h.second(), kill)
			if code := h.liveAs(h.second(), upgradeHeight+5, syscall.SIGTERM); code != 0 {
				t.Fatalf("the node has ended with %d", code)
			}
			h.blocks()
		})
	}
}

func TestBlocksFromBeforeTheUpgradeAskForTheReleaseBeforeIt(t *testing.T) {
	t.Parallel()
	h := newHome(t, "--upgrade-height", height(upgradeHeight))
	h.dies(h.node(), "before-commit@6")
	h.runToUpgrade("--streamer", "none")
	wantText(t, h.failsAs(h.second()), "heights 6 to 11", upgradeName, "start that one once")

	// The first release brings them, and stops at the upgrade; then the second one goes on.
	h.runToUpgrade()
	if code := h.liveAs(h.second(), upgradeHeight+5, syscall.SIGTERM); code != 0 {
		t.Fatalf("the second release has ended with %d", code)
	}
	h.blocks()
}
