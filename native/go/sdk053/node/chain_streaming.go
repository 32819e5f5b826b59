package main

import (
	"fmt"

	"cosmossdk.io/log"
	storetypes "cosmossdk.io/store/types"
	dbm "github.com/cosmos/cosmos-db"
	"github.com/cosmos/cosmos-sdk/baseapp"
	servertypes "github.com/cosmos/cosmos-sdk/server/types"
	"github.com/spf13/cast"

	"abcistream.org/go/sdk053"
)

// stream is what an app does with Register alone; the rest is so that streamers can be compared and the node be killed
// at a given point.
func (app *chainApp) stream(logger log.Logger, db dbm.DB, options servertypes.AppOptions) (err error) {
	app.streaming, err = register(app.BaseApp, options, logger, app.keys, app.release(db)...)
	return err
}

func register(app *baseapp.BaseApp, options servertypes.AppOptions, logger log.Logger,
	keys map[string]*storetypes.KVStoreKey, more ...sdk053.Option,
) (*sdk053.Streaming, error) {
	who := cast.ToString(options.Get(flagStreamer))
	switch who {
	case "", "abcistream", "both", "sdk", "none":
	default:
		return nil, fmt.Errorf("--%s is %q, and can be sdk, abcistream, both or none", flagStreamer, who)
	}
	if who == "sdk" || who == "both" {
		if err := addSeenFiles(app, options, keys); err != nil {
			return nil, err
		}
	}
	if who == "sdk" || who == "none" {
		// Without services of ours: a node that does not run has none.
		return sdk053.Register(app, withoutEngine{}, logger, keys, more...)
	}
	kill, err := readKillPoint()
	if err != nil {
		return nil, err
	}
	return kill.watch(app, func() (*sdk053.Streaming, error) {
		return sdk053.Register(app, options, logger, keys, more...)
	})
}

// withoutEngine are the options of a node that does not run.
type withoutEngine struct{}

func (withoutEngine) Get(string) any { return nil }

// addListener adds one behind those that there are.
func addListener(app *baseapp.BaseApp, listener storetypes.ABCIListener) {
	manager := app.StreamingManager()
	manager.ABCIListeners = append(manager.ABCIListeners, listener)
	app.SetStreamingManager(manager)
}
