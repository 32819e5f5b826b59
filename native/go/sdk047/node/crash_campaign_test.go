package main

import (
	"fmt"
	"testing"
	"time"

	"abcistream.org/go/crashtest"
)

// points are all the places where a node is killed.
func points() []crashtest.Point {
	file := func(pattern string, what uint32) func(int64) crashtest.Event {
		return func(height int64) crashtest.Event {
			return crashtest.Event{Name: fmt.Sprintf(pattern, height), What: what}
		}
	}
	hidden := func(name string, what uint32) func(int64) crashtest.Event {
		return func(int64) crashtest.Event { return crashtest.Event{Name: name, What: what} }
	}
	rollback := crashtest.Within("load", 30*time.Millisecond, false)
	all := []crashtest.Point{
		crashtest.Exact("before-commit"),
		crashtest.Within("in-commit", 3*time.Millisecond, true),
		crashtest.Then("while it rolls back", crashtest.Exact("before-commit"), rollback),
		crashtest.Upon("when the data file is written", hidden(".block.tmp-data", crashtest.Written)),
		crashtest.Upon("before the data file is renamed", hidden(".block.tmp-data", crashtest.Closed)),
		crashtest.Upon("after the data file is renamed", file("block-%d-data", crashtest.Renamed)),
		crashtest.Upon("before the meta file is renamed", hidden(".block.tmp-meta", crashtest.Closed)),
		crashtest.Upon("after the meta file is renamed", file("block-%d-meta", crashtest.Renamed)),
		crashtest.Upon("when the progress is written", hidden(".block.progress", crashtest.Written)),
		crashtest.Exact("after-commit"),
		crashtest.Closing(60 * time.Millisecond),
		crashtest.Within("construct", time.Second, false),
		crashtest.Sometime(50 * time.Millisecond),
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
				Node: h.node("--pruning", pruning), Dir: h.streamed(), Points: points(), Crashes: *crashes,
				First: i * len(points()) / 3, Seed: *seed + uint64(i), Note: t.Logf,
			}
			if err := campaign.Run(); err != nil {
				t.Fatal(err)
			}
		})
	}
}
