//go:build second

package main

import (
	dbm "github.com/cometbft/cometbft-db"
	"github.com/cosmos/cosmos-sdk/baseapp"
	storetypes "github.com/cosmos/cosmos-sdk/store/types"
	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/module"
	upgradetypes "github.com/cosmos/cosmos-sdk/x/upgrade/types"

	streaming "abcistream.org/go/sdk047"
)

// releaseStore is added by the upgrade.
const releaseStore = "visitors"

// prepareUpgrade takes over from the first release, with one store more and one less.
func (app *App) prepareUpgrade(db dbm.DB) {
	app.upgrade.SetUpgradeHandler(upgradeName,
		func(_ sdk.Context, _ upgradetypes.Plan, versions module.VersionMap) (module.VersionMap, error) {
			return versions, nil
		})
	streaming.SetUpgradeHandlers(app.BaseApp, app.upgrade.HasHandler)
	plan, err := app.upgrade.ReadUpgradeInfoFromDisk()
	if err != nil {
		exit("%v", err)
	}
	loader := baseapp.DefaultStoreLoader
	if plan.Name == upgradeName {
		stores := storetypes.StoreUpgrades{Added: []string{"visitors"}, Deleted: []string{"visits"}}
		loader = upgradetypes.UpgradeStoreLoader(plan.Height, &stores)
	}
	app.SetStoreLoader(streaming.StoreLoader(db, loader))
}
