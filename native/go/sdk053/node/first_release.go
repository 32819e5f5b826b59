//go:build !second

package main

import (
	dbm "github.com/cosmos/cosmos-db"

	"abcistream.org/go/sdk053"
)

// releaseStore is deleted by the upgrade.
const releaseStore = "visits"

// release says that this one has no handler for the upgrade: it halts at its height.
func (app *chainApp) release(db dbm.DB) []sdk053.Option {
	return []sdk053.Option{sdk053.WithDatabase(db), sdk053.WithUpgradeHandlers()}
}
