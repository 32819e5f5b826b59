package streaming

import (
	"testing"
	"time"
)

func TestAGateIsHeldOnlyBetweenBlocks(t *testing.T) {
	g := newGate()
	if !g.enter(false) {
		t.Fatal("the first block may not begin")
	}
	if g.hold(time.Millisecond) {
		t.Fatal("the gate is held while a block is on its way")
	}
	g.leave()
	if !g.hold(time.Minute) {
		t.Fatal("the gate is not held after the block")
	}
}

func TestABlockThatWaitsAtAGateIsTurnedAwayWhenItCloses(t *testing.T) {
	g := newGate()
	if !g.hold(time.Minute) {
		t.Fatal("the gate is not held")
	}
	entered := make(chan bool)
	go func() { entered <- g.enter(false) }()
	select {
	case <-entered:
		t.Fatal("a block has passed a gate that is held")
	default:
	}
	g.close()
	if <-entered {
		t.Error("a block has passed a gate that is closed")
	}
}
