//go:build second

package main

import (
	"context"

	storetypes "cosmossdk.io/store/types"
	upgradetypes "cosmossdk.io/x/upgrade/types"
	dbm "github.com/cosmos/cosmos-db"
	"github.com/cosmos/cosmos-sdk/types/module"

	"abcistream.org/go/sdk053"
)

// releaseStore is added by the upgrade.
const releaseStore = "visitors"

// release takes over from the first one, with one store more and one less.
func (app *chainApp) release(db dbm.DB) []sdk053.Option {
	app.upgrade.SetUpgradeHandler(upgradeName,
		func(_ context.Context, _ upgradetypes.Plan, versions module.VersionMap) (module.VersionMap, error) {
			return versions, nil
		})
	options := []sdk053.Option{sdk053.WithDatabase(db), sdk053.WithUpgradeHandlers(upgradeName)}
	plan, err := app.upgrade.ReadUpgradeInfoFromDisk()
	if err != nil {
		fail("%v", err)
	}
	if plan.Name == upgradeName {
		stores := &storetypes.StoreUpgrades{Added: []string{"visitors"}, Deleted: []string{"visits"}}
		options = append(options, sdk053.WithStoreLoader(upgradetypes.UpgradeStoreLoader(plan.Height, stores)))
	}
	return options
}
