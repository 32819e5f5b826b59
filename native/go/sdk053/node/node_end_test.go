package main

import (
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"
)

// haltWords are those of a node that has come to its halt-height or halt-time. Its engine then stands still, and the
// process stays until it is told to stop.
const haltWords = "halt per configuration"

func TestANodeThatIsToldToStopDrainsFirstAndEndsAsWithoutUs(t *testing.T) {
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGINT} {
		t.Run(signal.String(), func(t *testing.T) {
			t.Parallel()
			without := newChain(t)
			wanted := without.livesUntil(20, seenDir, signal, "--"+flagStreamer, "sdk")
			c := newChain(t)
			c.set(`delivery = "sync"`, `delivery = "async"`)
			if code := c.livesUntil(20, "streamed", signal); code != wanted {
				t.Errorf("the node has ended with %d, and with %d without us", code, wanted)
			}
			c.lacksNothing()
		})
	}
}

func TestANodeThatHaltsEndsAsWithoutUsAndHasDrained(t *testing.T) {
	for name, flag := range map[string]func() string{
		"height": func() string { return "--halt-height=20" },
		"time":   func() string { return fmt.Sprintf("--halt-time=%d", time.Now().Add(10*time.Second).Unix()) },
	} {
		for _, streamer := range []string{"none", "abcistream"} {
			t.Run(name+" "+streamer, func(t *testing.T) {
				t.Parallel()
				c := newChain(t)
				c.set(`delivery = "sync"`, `delivery = "async"`)
				process := c.start(c.node(flag(), "--"+flagStreamer, streamer))
				c.waits(process, haltWords)
				if err := process.Signal(syscall.SIGTERM); err != nil {
					t.Fatal(err)
				}
				c.ends(process, 0)
				if streamer == "none" {
					return
				}
				if last := c.last(); name == "height" && last != 19 {
					t.Errorf("the last height is %d", last)
				}
				c.lacksNothing()
			})
		}
	}
}

func TestAnErrorThatStopsTheNodeEndsItAndTheBlockComesBack(t *testing.T) {
	t.Parallel()
	c := newChain(t)
	c.lives(5)
	last := c.last()
	c.set(`fsync = false`, "fsync = false\nmin-free-bytes = 9223372036854775807")
	c.refuses([]string{"the node stops, since a block has not been streamed", "min-free-bytes"})
	if now := c.last(); now != last {
		t.Errorf("the last height is %d, and was %d", now, last)
	}
	if said := c.said(); strings.Count(said, "the node stops") != 1 {
		t.Errorf("the node has not stopped at once:\n%s", said)
	}
	c.set("min-free-bytes = 9223372036854775807", "min-free-bytes = 0")
	c.lives(last + 5)
	c.last()
}
