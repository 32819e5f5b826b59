package main

import (
	"fmt"
	"testing"
	"time"

	"abcistream.org/go/crashtest"
)

// crashPoints are all the places where a node is killed.
func crashPoints() []crashtest.Point {
	ofBlock := func(pattern string, what uint32) func(int64) crashtest.Event {
		return func(height int64) crashtest.Event {
			return crashtest.Event{Name: fmt.Sprintf(pattern, height), What: what}
		}
	}
	ofService := func(name string, what uint32) func(int64) crashtest.Event {
		return func(int64) crashtest.Event { return crashtest.Event{Name: name, What: what} }
	}
	rollback := crashtest.Within("load", 30*time.Millisecond, false)
	return []crashtest.Point{
		crashtest.Exact("before-commit"),
		crashtest.Then("while it rolls back", crashtest.Exact("before-commit"), rollback),
		crashtest.Upon("when the data file is written", ofService(".block.tmp-data", crashtest.Written)),
		crashtest.Exact("before-finalize_block"),
		crashtest.Upon("before the data file is renamed", ofService(".block.tmp-data", crashtest.Closed)),
		crashtest.Within("in-commit", 3*time.Millisecond, true),
		crashtest.Upon("after the data file is renamed", ofBlock("block-%d-data", crashtest.Renamed)),
		crashtest.Within("in-finalize_block", time.Millisecond, true),
		crashtest.Upon("before the meta file is renamed", ofService(".block.tmp-meta", crashtest.Closed)),
		crashtest.Exact("after-finalize_block"),
		crashtest.Upon("after the meta file is renamed", ofBlock("block-%d-meta", crashtest.Renamed)),
		crashtest.Within("construct", time.Second, false),
		crashtest.Upon("when the progress is written", ofService(".block.progress", crashtest.Written)),
		crashtest.Closing(60 * time.Millisecond),
		crashtest.Exact("after-commit"),
		crashtest.Sometime(50 * time.Millisecond),
	}
}

func TestNoBlockIsMissingTwiceOrTornAfterAnyCrash(t *testing.T) {
	points := crashPoints()
	for i, pruning := range []string{"nothing", "default", "everything"} {
		t.Run(pruning, func(t *testing.T) {
			t.Parallel()
			c := newChain(t)
			// Each mode begins elsewhere, so that few crashes still meet every point.
			campaign := crashtest.Campaign{
				Node: c.node("--pruning", pruning), Dir: c.in("streamed"), Points: points, Crashes: *crashes,
				First: i * len(points) / 3, Seed: *seed + uint64(i), Note: t.Logf,
			}
			if err := campaign.Run(); err != nil {
				t.Fatal(err)
			}
		})
	}
}
