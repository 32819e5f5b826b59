package main

import (
	"fmt"
	"testing"

	"abcistream.org/go/crashtest"
)

const upgradeHeight = 12

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
