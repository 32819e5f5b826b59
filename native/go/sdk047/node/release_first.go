//go:build !second

package main

import (
	dbm "github.com/cometbft/cometbft-db"

	streaming "abcistream.org/go/sdk047"
)

// releaseStore is deleted by the upgrade.
const releaseStore = "visits"

// prepareUpgrade prepares none: this release knows no handler for the upgrade, and halts at its height.
func (app *App) prepareUpgrade(dbm.DB) {
	streaming.SetUpgradeHandlers(app.BaseApp, app.upgrade.HasHandler)
}
