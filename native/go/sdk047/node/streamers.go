package main

import (
	"fmt"

	"github.com/cometbft/cometbft/libs/log"
	"github.com/cosmos/cosmos-sdk/baseapp"
	"github.com/cosmos/cosmos-sdk/codec"
	servertypes "github.com/cosmos/cosmos-sdk/server/types"
	storetypes "github.com/cosmos/cosmos-sdk/store/types"
	"github.com/spf13/cast"

	streaming "abcistream.org/go/sdk047"
)

// loadStreaming is what an app does with LoadStreamingServices alone; the rest is so that streamers can be compared and
// the node be killed at a given point.
func loadStreaming(bApp *baseapp.BaseApp, appOpts servertypes.AppOptions, cdc codec.Codec, logger log.Logger,
	keys map[string]*storetypes.KVStoreKey,
) error {
	who := cast.ToString(appOpts.Get(flagStreamer))
	switch who {
	case "", "none", "sdk", "abcistream", "both":
	default:
		return fmt.Errorf("--%s is %q, and can be sdk, abcistream, both or none", flagStreamer, who)
	}
	if who == "sdk" || who == "both" {
		reference, err := newFreshReference(appOpts, cdc, logger, keys)
		if err != nil {
			return err
		}
		bApp.SetStreamingService(reference)
	}
	if who == "none" || who == "sdk" {
		return nil
	}
	kill, err := readKillSwitch()
	if err != nil {
		return err
	}
	return kill.watch(bApp, keys, func() error {
		_, _, err := streaming.LoadStreamingServices(bApp, appOpts, cdc, logger, keys)
		return err
	})
}
