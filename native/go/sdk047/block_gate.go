package streaming

import "time"

// gate lets blocks through whole: from their begin to their commit, or not at all once it is shut.
type gate struct {
	turn chan struct{} // holds a token while no block is on its way
	shut chan struct{} // closed when no block may begin any more
}

func newGate() gate {
	g := gate{turn: make(chan struct{}, 1), shut: make(chan struct{})}
	g.turn <- struct{}{}
	return g
}

// enter waits until a block may begin, and tells whether it may. None may where the gate is about to be closed.
func (g gate) enter(closing bool) bool {
	if closing {
		<-g.shut
		return false
	}
	select {
	case <-g.turn:
		return true
	case <-g.shut:
		return false
	}
}

// leave ends the block.
func (g gate) leave() { g.turn <- struct{}{} }

// hold waits for the block that is on its way, for no longer than patience, and lets no other one begin. It tells
// whether the gate is held: no hook is under way then.
func (g gate) hold(patience time.Duration) bool {
	select {
	case <-g.turn:
		return true
	case <-time.After(patience):
		return false
	}
}

// close turns away whoever waits to enter.
func (g gate) close() { close(g.shut) }
