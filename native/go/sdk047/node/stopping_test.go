package main

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	servertypes "github.com/cosmos/cosmos-sdk/server/types"
)

// wantNothingToRecover starts the node in a way that fails where a block is missing.
func wantNothingToRecover(t *testing.T, h home) {
	t.Helper()
	last := h.blocks().Last()
	h.configure(`on-gap = "rollback"`, `on-gap = "stop"`)
	h.lives(h.node(), last+3)
	h.blocks()
}

func TestANodeThatIsToldToStopDrainsFirstAndEndsAsWithoutUs(t *testing.T) {
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGINT} {
		// Before its start time is over, the SDK waits for the engine; later it ends the process without doing so; and what
		// it has not ended when it changes over, it forgets.
		for name, age := range map[string]time.Duration{
			"early": 0, "between": servertypes.ServerStartTime - 100*time.Millisecond,
			"late": servertypes.ServerStartTime + time.Second,
		} {
			t.Run(fmt.Sprintf("%v %s", signal, name), func(t *testing.T) {
				t.Parallel()
				without := newHome(t)
				wanted, err := without.tryLive(without.node("--streamer", "sdk"), without.path(referenceDir), 10, signal, age)
				if err != nil {
					t.Fatal(err)
				}
				h := newHome(t)
				h.beAsync()
				code, err := h.tryLive(h.node(), h.streamed(), 10, signal, age)
				if err != nil || code != wanted {
					t.Errorf("the node has ended with %d, and with %d without us: %v", code, wanted, err)
				}
				wantNothingToRecover(t, h)
			})
		}
	}
}

func TestANodeThatHaltsDrainsFirstAndEndsAsWithoutUs(t *testing.T) {
	for name, flag := range map[string]func() string{
		"height": func() string { return "--halt-height=20" },
		"time":   func() string { return fmt.Sprintf("--halt-time=%d", time.Now().Add(8*time.Second).Unix()) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			without := newHome(t)
			wanted := without.ends(without.node("--streamer", "none", flag()))
			h := newHome(t)
			h.beAsync()
			if code := h.ends(h.node(flag())); code != wanted {
				t.Fatalf("the node has ended with %d, and with %d without us", code, wanted)
			}
			if last := h.blocks().Last(); name == "height" && last != 20 {
				t.Errorf("the last height is %d", last)
			}
			wantNothingToRecover(t, h)
		})
	}
}

func TestAnErrorThatStopsTheNodeLosesNoBlock(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	inTheWay := h.path("streamed", "block-8-meta", "x")
	if err := os.MkdirAll(inTheWay, 0o755); err != nil {
		t.Fatal(err)
	}
	process, err := h.node().Start()
	if err != nil {
		t.Fatal(err)
	}
	h.awaitText(process, "CONSENSUS FAILURE")
	said, _ := os.ReadFile(h.log())
	wantText(t, string(said), "Commit listening hook failed, height: 8", "block-8-meta")
	if err := process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if code, err := process.Wait(patience); err != nil || code != 0 {
		t.Errorf("the node has ended with %d: %v", code, err)
	}

	if err := os.RemoveAll(filepath.Dir(inTheWay)); err != nil {
		t.Fatal(err)
	}
	h.lives(h.node(), 12)
	h.blocks()
}
