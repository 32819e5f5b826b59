package main

import (
	"encoding/binary"
	"encoding/json"
	"fmt"

	abci "github.com/cometbft/cometbft/abci/types"
	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/x/upgrade"
	upgradetypes "github.com/cosmos/cosmos-sdk/x/upgrade/types"
)

const (
	// upgradeName is the plan that leads from the first release to the second.
	upgradeName = "second"
	// genesisUpgrade is the part of the genesis that says at which height this is; 0 is never.
	genesisUpgrade = "upgrade_height"
)

// scheduleUpgrade plans what the genesis asks for, in place of a vote.
func (app *App) scheduleUpgrade(ctx sdk.Context, part json.RawMessage) {
	var height int64
	if err := json.Unmarshal(part, &height); err != nil {
		panic(fmt.Errorf("%s of the genesis: %w", genesisUpgrade, err))
	}
	if height == 0 {
		return
	}
	if err := app.upgrade.ScheduleUpgrade(ctx, upgradetypes.Plan{Name: upgradeName, Height: height}); err != nil {
		panic(err)
	}
}

// checkUpgrade halts the first release at the height of the upgrade, and lets the second one begin there.
func (app *App) checkUpgrade(ctx sdk.Context, req abci.RequestBeginBlock) {
	upgrade.BeginBlocker(app.upgrade, ctx, req)
}

// visit counts blocks in the store that only this release has.
func (app *App) visit(ctx sdk.Context) {
	store := ctx.KVStore(app.keys[releaseStore])
	height := binary.BigEndian.AppendUint64(nil, uint64(ctx.BlockHeight()))
	store.Set([]byte("last"), height)
	store.Set(append([]byte("visit/"), height...), []byte(ctx.BlockTime().String()))
	if ctx.BlockHeight() > 10 {
		store.Delete(append([]byte("visit/"), binary.BigEndian.AppendUint64(nil, uint64(ctx.BlockHeight()-10))...))
	}
}
