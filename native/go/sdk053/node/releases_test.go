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

// reachesTheUpgrade runs the first release until it halts for the second one.
func (c *chain) reachesTheUpgrade(flags ...string) {
	c.t.Helper()
	watch, err := crashtest.NewWatch(c.in("data"))
	if err != nil {
		c.t.Fatal(err)
	}
	defer watch.Close()
	process := c.start(c.node(flags...))
	told := crashtest.Event{Name: "upgrade-info.json", What: crashtest.Closed}
	err = watch.Await(process, patience, func(event crashtest.Event) bool { return event == told })
	time.Sleep(rand.N(haltDelay))
	if killed := process.Kill(); err == nil {
		err = killed
	}
	if err != nil {
		c.t.Fatal(err)
	}
}

func TestABlockThatIsLostAroundTheUpgradeComesBack(t *testing.T) {
	for _, point := range []string{
		"load", "before-finalize_block@12", "after-finalize_block@12", "before-commit@12", "after-commit@12", "before-commit@13",
	} {
		t.Run(point, func(t *testing.T) {
			t.Parallel()
			c := newChain(t, "--"+flagUpgradeHeight, fmt.Sprint(upgradeHeight))
			c.reachesTheUpgrade()
			second := c.upgraded()
			second.dies(point)
			second.lives(upgradeHeight + 5)
			second.last()
		})
	}
}

func TestNoBlockIsMissingTwiceOrTornAfterCrashesAroundTheUpgrade(t *testing.T) {
	points := crashPoints()
	for i := range max(3, *crashes/10) {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			c := newChain(t, "--"+flagUpgradeHeight, fmt.Sprint(upgradeHeight))
			campaign := crashtest.Campaign{
				Node: c.mortal(), Dir: c.in("streamed"), Points: points, Crashes: 1, First: 5 * i, Seed: *seed + uint64(i),
				// What comes after its target must come before the upgrade too.
				Target: func(_ int64, random *rand.Rand) int64 { return upgradeHeight - 3 + random.Int64N(2) }, Note: t.Logf,
			}
			if err := campaign.Crash(); err != nil {
				t.Fatal(err)
			}
			c.reachesTheUpgrade()
			campaign.Node, campaign.Crashes, campaign.First = c.upgraded().mortal(), 3, 5*i+1
			campaign.Target = func(last int64, random *rand.Rand) int64 { return last + 1 + random.Int64N(2) }
			if err := campaign.Run(); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func TestBlocksFromBeforeTheUpgradeAskForTheReleaseBeforeIt(t *testing.T) {
	t.Parallel()
	c := newChain(t, "--"+flagUpgradeHeight, fmt.Sprint(upgradeHeight))
	c.dies("before-commit@6")
	c.reachesTheUpgrade("--"+flagStreamer, "none")
	second := c.upgraded()
	second.refuses([]string{"heights 6 to 11 are missing", `upgrade "second"`, "start that one once"})

	// The first release brings them, and halts for the upgrade; then the second one goes on.
	c.reachesTheUpgrade()
	second.lives(upgradeHeight + 5)
	second.last()
}
