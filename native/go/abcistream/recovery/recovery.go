// Package recovery decides what a node does at its start when its streaming services lack blocks that it has committed.
// It knows no SDK and touches nothing.
package recovery

import (
	"errors"
	"fmt"
	"io/fs"
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
	// StartOver: the chain's first block is missing. The state goes away, and the consensus engine begins with the genesis.
	StartOver
)

// Plan is a decision.
type Plan struct {
	Action Action
	// To is the height that the services have reached; From the one that the node has. What lies between is missing.
	To, From int64
}

// Missing names the heights, as the beginning of a sentence: "height 7 is missing in the streaming services".
func (p Plan) Missing() string {
	heights := fmt.Sprintf("height %d is", p.From)
	if p.To+1 < p.From {
		heights = fmt.Sprintf("heights %d to %d are", p.To+1, p.From)
	}
	return heights + " missing in the streaming services"
}

// Engine is what the consensus engine knows, and the app does not.
type Engine struct {
	// FirstBlock is the height of the first block that it still has; 0 without any.
	FirstBlock int64
	// InitialHeight is that of the chain's first block.
	InitialHeight int64
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
	// Engine asks the consensus engine's databases. Changes nothing; fs.ErrNotExist where there are none.
	Engine func() (Engine, error)
}

// Gap tells what is missing, and what `on-gap` says to that. An error is the sentence with which the node refuses to
// start; it names the heights that are missing.
func (s Situation) Gap() (Plan, error) {
	plan := Plan{From: s.Committed, To: s.Streamed}
	action := RollBack
	if s.Streamed <= 0 && s.Committed > 0 {
		engine, err := s.Engine()
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return plan, fmt.Errorf("whether the streaming services lack the first block is not known: %w", err)
		}
		// Services without a block begin with the next one. But the first that there is at all they have lost: the process
		// has ended after its commit, and before they had it.
		if engine.FirstBlock != s.Committed {
			return plan, nil
		}
		plan.To = s.Committed - 1
		if engine.InitialHeight == s.Committed {
			action = StartOver
		}
	}
	switch {
	case plan.To >= plan.From:
	case s.OnGap == appconfig.Ignore:
		plan.Action = Ignore
	case s.OnGap == appconfig.Stop:
		return plan, plan.refuse("abcistream.on-gap is \"stop\": set it to \"rollback\" to have them replayed, or to " +
			"\"ignore\" to go on without them")
	default:
		plan.Action = action
	}
	return plan, nil
}

// Plan decides: [Situation.Gap], and whether it can be done.
func (s Situation) Plan() (Plan, error) {
	plan, err := s.Gap()
	if err != nil || plan.Action == None || plan.Action == Ignore {
		return plan, err
	}
	for _, check := range []func(Plan) error{s.checkCount, s.checkUpgrade, s.checkState, s.checkBlocks} {
		if err := check(plan); err != nil {
			return Plan{From: plan.From, To: plan.To}, err
		}
	}
	return plan, nil
}

func (s Situation) checkCount(plan Plan) error {
	if missing := plan.From - plan.To; missing > s.MaxBlocks {
		return plan.refuse("these %d are more than abcistream.max-rollback-blocks, which is %d: raise it to have them replayed",
			missing, s.MaxBlocks)
	}
	return nil
}

// checkUpgrade keeps this binary from replaying blocks that the release before it has made: the app hash would differ.
func (s Situation) checkUpgrade(plan Plan) error {
	if s.Upgrade.Name == "" || plan.To+1 >= s.Upgrade.Height {
		return nil
	}
	if s.Handlers == nil {
		return plan.refuse("whether this binary made those below %d is not known, the height of upgrade %q: let the app name "+
			"the upgrades that it has handlers for", s.Upgrade.Height, s.Upgrade.Name)
	}
	if slices.Contains(s.Handlers, s.Upgrade.Name) {
		return plan.refuse("those below %d were made by the release before upgrade %q: start that one once, and this one when "+
			"it has stopped for the upgrade", s.Upgrade.Height, s.Upgrade.Name)
	}
	return nil
}

func (s Situation) checkState(plan Plan) error {
	if plan.Action == StartOver {
		return nil
	}
	if err := s.CheckState(plan.To); err != nil {
		return plan.refuse("the state of height %d is not there any more, by pruning or a state sync since (%w): the node "+
			"cannot go back to it; with abcistream.on-gap = \"ignore\" it goes on without them", plan.To, err)
	}
	return nil
}

// checkBlocks: the engine would refuse to start with a state below what it has blocks for.
func (s Situation) checkBlocks(plan Plan) error {
	engine, err := s.Engine()
	if err == nil && engine.FirstBlock > plan.To+1 {
		err = fmt.Errorf("the block store begins at %d", engine.FirstBlock)
	}
	if err != nil {
		return plan.refuse("they cannot be replayed (%w): with abcistream.on-gap = \"ignore\" the node goes on without them",
			err)
	}
	return nil
}

func (p Plan) refuse(format string, args ...any) error {
	return fmt.Errorf(p.Missing()+", and "+format, args...)
}
