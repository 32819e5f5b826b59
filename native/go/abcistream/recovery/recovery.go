// Package recovery decides what a node does at its start when its streaming services lack blocks that it has committed.
// It knows no SDK and touches nothing.
package recovery

import (
	"fmt"
	"slices"

	"abcistream.org/go/abcistream/appconfig"
)

// Action is what is to be done before the node's first block.
type Action int

const (
	// None: no service lacks a block.
	None Action = iota
	// Ignore: blocks are missing and stay so, since `on-gap` says it.
	Ignore
	// RollBack: the state goes back to [Plan.To], and the consensus engine replays what comes after that.
	RollBack
)

// Plan is a decision.
type Plan struct {
	Action Action
	// To is the height that the services have reached; From the one that the node has. What lies between is missing.
	To, From int64
}

// Upgrade is one that the node has reached: what its upgrade-info.json says. Without a name there is none.
type Upgrade struct {
	Name string `json:"name"`
	// Height is that of the first block that the release after the upgrade makes.
	Height int64 `json:"height"`
}

// Situation is what a node knows at its start.
type Situation struct {
	// Committed is the last height that the node has committed; 0 before the first.
	Committed int64
	// Streamed is the lowest of the heights that the services have durable; 0 where none keeps one.
	Streamed int64

	OnGap     appconfig.OnGap
	MaxBlocks int64

	Upgrade Upgrade
	// Handlers are the names of the upgrades that this binary can make; nil where the app has not said.
	Handlers []string

	// CheckState says why the state of a height cannot be loaded: pruned, or before a state sync. Changes nothing.
	CheckState func(height int64) error
	// CheckBlocks says why the consensus engine cannot replay from a height on. Changes nothing.
	CheckBlocks func(first int64) error
}

// Plan decides. An error is the sentence with which the node refuses to start; it names the heights that are missing.
func (s Situation) Plan() (Plan, error) {
	plan := Plan{From: s.Committed, To: s.Streamed}
	if s.Streamed <= 0 || s.Streamed >= s.Committed {
		return plan, nil
	}
	switch s.OnGap {
	case appconfig.Ignore:
		plan.Action = Ignore
		return plan, nil
	case appconfig.Stop:
		return plan, s.refuse("abcistream.on-gap is \"stop\": set it to \"rollback\" to have them replayed, or to " +
			"\"ignore\" to go on without them")
	}
	for _, check := range []func() error{s.checkCount, s.checkUpgrade, s.checkState, s.checkBlocks} {
		if err := check(); err != nil {
			return plan, err
		}
	}
	plan.Action = RollBack
	return plan, nil
}

func (s Situation) checkCount() error {
	if missing := s.Committed - s.Streamed; missing > s.MaxBlocks {
		return s.refuse("these %d are more than abcistream.max-rollback-blocks, which is %d: raise it to have them replayed",
			missing, s.MaxBlocks)
	}
	return nil
}

// checkUpgrade keeps this binary from replaying blocks that the release before it has made: the app hash would differ.
func (s Situation) checkUpgrade() error {
	if s.Upgrade.Name == "" || s.Streamed+1 >= s.Upgrade.Height {
		return nil
	}
	if s.Handlers == nil {
		return s.refuse("whether this binary made those below %d is not known, the height of upgrade %q: let the app name "+
			"the upgrades that it has handlers for", s.Upgrade.Height, s.Upgrade.Name)
	}
	if slices.Contains(s.Handlers, s.Upgrade.Name) {
		return s.refuse("those below %d were made by the release before upgrade %q: start that one once, and this one when "+
			"it has stopped for the upgrade", s.Upgrade.Height, s.Upgrade.Name)
	}
	return nil
}

func (s Situation) checkState() error {
	if err := s.CheckState(s.Streamed); err != nil {
		return s.refuse("the state of height %d is not there any more, by pruning or a state sync since (%w): the node "+
			"cannot go back to it; with abcistream.on-gap = \"ignore\" it goes on without them", s.Streamed, err)
	}
	return nil
}

func (s Situation) checkBlocks() error {
	if err := s.CheckBlocks(s.Streamed + 1); err != nil {
		return s.refuse("they cannot be replayed (%w): with abcistream.on-gap = \"ignore\" the node goes on without them", err)
	}
	return nil
}

func (s Situation) refuse(format string, args ...any) error {
	heights := fmt.Sprintf("height %d is", s.Committed)
	if s.Streamed+1 < s.Committed {
		heights = fmt.Sprintf("heights %d to %d are", s.Streamed+1, s.Committed)
	}
	return fmt.Errorf("%s missing in the streaming services, and "+format, append([]any{heights}, args...)...)
}
