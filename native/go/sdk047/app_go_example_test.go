package streaming_test

import (
	dbm "github.com/cometbft/cometbft-db"
	"github.com/cometbft/cometbft/libs/log"
	"github.com/cosmos/cosmos-sdk/baseapp"
	"github.com/cosmos/cosmos-sdk/codec"
	servertypes "github.com/cosmos/cosmos-sdk/server/types"
	storetypes "github.com/cosmos/cosmos-sdk/store/types"
	upgradekeeper "github.com/cosmos/cosmos-sdk/x/upgrade/keeper"
	upgradetypes "github.com/cosmos/cosmos-sdk/x/upgrade/types"

	streaming "abcistream.org/go/sdk047"
)

// What changes in an app.go: the import, and two lines where the app can be upgraded.
func Example() {
	type App struct {
		*baseapp.BaseApp
		UpgradeKeeper *upgradekeeper.Keeper
	}
	_ = func(app *App, db dbm.DB, appOpts servertypes.AppOptions, appCodec codec.Codec, logger log.Logger,
		keys map[string]*storetypes.KVStoreKey,
	) error {
		if _, _, err := streaming.LoadStreamingServices(app.BaseApp, appOpts, appCodec, logger, keys); err != nil {
			return err
		}
		streaming.SetUpgradeHandlers(app.BaseApp, app.UpgradeKeeper.HasHandler)

		plan, err := app.UpgradeKeeper.ReadUpgradeInfoFromDisk()
		if err != nil {
			return err
		}
		upgrades := storetypes.StoreUpgrades{Added: []string{"new"}}
		app.SetStoreLoader(streaming.StoreLoader(db, upgradetypes.UpgradeStoreLoader(plan.Height, &upgrades)))

		return app.LoadLatestVersion()
	}
}
