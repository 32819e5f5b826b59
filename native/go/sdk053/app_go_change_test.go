package sdk053_test

import (
	"errors"

	"cosmossdk.io/log"
	storetypes "cosmossdk.io/store/types"
	dbm "github.com/cosmos/cosmos-db"
	"github.com/cosmos/cosmos-sdk/baseapp"
	servertypes "github.com/cosmos/cosmos-sdk/server/types"

	"abcistream.org/go/sdk053"
)

// App is an app as its app.go has it.
type App struct {
	*baseapp.BaseApp
	keys          map[string]*storetypes.KVStoreKey
	upgradeLoader baseapp.StoreLoader

	streaming *sdk053.Streaming
}

// Close drains the services before the database is closed.
func (app *App) Close() error {
	return errors.Join(app.streaming.Close(), app.BaseApp.Close())
}

// The change of an app.go: a field, Close, and Register before the latest version is loaded. An app with upgrades hands
// over what it has told BaseApp before.
func Example() {
	newApp := func(app *App, logger log.Logger, db dbm.DB, appOpts servertypes.AppOptions) (err error) {
		app.MountKVStores(app.keys)
		app.streaming, err = sdk053.Register(app.BaseApp, appOpts, logger, app.keys,
			sdk053.WithDatabase(db),
			sdk053.WithUpgradeHandlers("v2", "v3"),
			sdk053.WithStoreLoader(app.upgradeLoader))
		if err != nil {
			return err
		}
		return app.LoadLatestVersion()
	}
	_ = newApp
}
