package main

import (
	"encoding/binary"
	"encoding/json"
	"fmt"

	"cosmossdk.io/x/upgrade"
	upgradetypes "cosmossdk.io/x/upgrade/types"
	abci "github.com/cometbft/cometbft/abci/types"
	sdk "github.com/cosmos/cosmos-sdk/types"
)

const (
	// upgradeName is the plan that leads from the first release to the second.
	upgradeName = "second"
	// genesisUpgrade is the part of the genesis that says at which height this is; 0 is never.
	genesisUpgrade = "upgrade_height"
)

// scheduleUpgrade plans what the genesis asks for, in place of a vote.
func (app *chainApp) scheduleUpgrade(ctx sdk.Context, part json.RawMessage) error {
	var height int64
	if err := json.Unmarshal(part, &height); err != nil {
		return fmt.Errorf("%s of the genesis: %w", genesisUpgrade, err)
	}
	if height == 0 {
		return nil
	}
	return app.upgrade.ScheduleUpgrade(ctx, upgradetypes.Plan{Name: upgradeName, Height: height})
}

// preBlock halts the first release at the height of the upgrade, and lets the second one begin there.
func (app *chainApp) preBlock(ctx sdk.Context, _ *abci.RequestFinalizeBlock) (*sdk.ResponsePreBlock, error) {
	response, err := upgrade.PreBlocker(ctx, app.upgrade)
	if err != nil {
		return nil, err
	}
	return &sdk.ResponsePreBlock{ConsensusParamsChanged: response.IsConsensusParamsChanged()}, nil
}

// visit counts blocks in the store that only this release has.
func (app *chainApp) visit(ctx sdk.Context) {
	const kept = 10
	store := ctx.KVStore(app.keys[releaseStore])
	height := binary.BigEndian.AppendUint64(nil, uint64(ctx.BlockHeight()))
	store.Set([]byte("last"), height)
	store.Set(append([]byte("visit/"), height...), []byte(ctx.BlockTime().String()))
	if ctx.BlockHeight() > kept {
		store.Delete(binary.BigEndian.AppendUint64([]byte("visit/"), uint64(ctx.BlockHeight()-kept)))
	}
}
