package main

import (
	"testing"
	"time"

	"abcistream.org/go/crashtest"
)

// points are all the places where a node is killed.
func points() []crashtest.Point {
	rollback := crashtest.Within("load", 30*time.Millisecond, false)
	all := []crashtest.Point{
		crashtest.Exact("before-commit"),
		crashtest.Within("in-commit", 3*time.Millisecond, true),
		crashtest.Then("while it rolls back", crashtest.Exact("before-commit"), rollback),
		crashtest.Exact("after-commit"),
		crashtest.Closing(60 * time.Millisecond),
		crashtest.Within("construct", time.Second, false),
		crashtest.Sometime(50 * time.Millisecond),
	}
	for _, point := range crashtest.FilePoints {
		all = append(all, crashtest.Exact(point))
	}
	for _, hook := range []string{"begin_block", "deliver_tx", "end_block", "on_write"} {
		all = append(all, crashtest.Exact("before-"+hook), crashtest.Within("in-"+hook, 100*time.Microsecond, true),
			crashtest.Exact("after-"+hook))
	}
	return all
}

func TestNoBlockIsMissingTwiceOrTornAfterAnyCrash(t *testing.T) {
	for i, pruning := range []string{"nothing", "default", "everything"} {
		t.Run(pruning, func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			// Each mode begins elsewhere, so that few crashes still meet every point.
			campaign := crashtest.Campaign{
				Node: h.mortal(h.node("--pruning", pruning)), Dir: h.streamed(), Points: points(), Crashes: *crashes,
				First: i * len(points()) / 3, Seed: *seed + uint64(i), Note: t.Logf,
			}
			if err := campaign.Run(); err != nil {
				t.Fatal(err)
			}
		})
	}
}
