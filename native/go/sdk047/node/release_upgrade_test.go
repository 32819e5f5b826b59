package main

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"abcistream.org/go/crashtest"
)

const (
	upgradeHeight = 12
	// haltDelay is how long after it has come to the upgrade the first release is killed at most.
	haltDelay = 50 * time.Millisecond
)

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
	time.Sleep(rand.N(haltDelay))
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
		"load", "before-begin_block@12", "before-end_block@12", "before-commit@12", "after-commit@12", "before-commit@13",
	} {
		t.Run(kill, func(t *testing.T) {
			t.Parallel()
			h := newHome(t, "--upgrade-height", height(upgradeHeight))
			h.runToUpgrade()
			h.dies(h.second(), kill)
			h.lives(h.second(), upgradeHeight+5)
			h.blocks()
		})
	}
}

func TestNoBlockIsMissingTwiceOrTornAfterCrashesAroundTheUpgrade(t *testing.T) {
	all := points()
	for i := range max(3, *crashes/10) {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			h := newHome(t, "--upgrade-height", height(upgradeHeight))
			before := crashtest.Campaign{
				Node: h.mortal(h.node()), Dir: h.streamed(), Points: all, Crashes: 1, First: 7 * i, Seed: *seed + uint64(i), Note: t.Logf,
				// What comes after its target must come before the upgrade too.
				Target: func(_ int64, random *rand.Rand) int64 { return upgradeHeight - 3 + random.Int64N(2) },
			}
			if err := before.Crash(); err != nil {
				t.Fatal(err)
			}
			h.runToUpgrade()
			after := before
			after.Node, after.Crashes, after.First = h.mortal(h.second()), 3, 7*i+1
			after.Target = func(last int64, random *rand.Rand) int64 { return last + 1 + random.Int64N(2) }
			if err := after.Run(); err != nil {
				t.Fatal(err)
			}
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
	h.lives(h.second(), upgradeHeight+5)
	h.blocks()
}
