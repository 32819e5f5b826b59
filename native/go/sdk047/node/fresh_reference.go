package main

import (
	"context"
	"os"
	"path/filepath"
	"sync"

	abci "github.com/cometbft/cometbft/abci/types"
	"github.com/cometbft/cometbft/libs/log"
	"github.com/cosmos/cosmos-sdk/baseapp"
	"github.com/cosmos/cosmos-sdk/client/flags"
	"github.com/cosmos/cosmos-sdk/codec"
	servertypes "github.com/cosmos/cosmos-sdk/server/types"
	"github.com/cosmos/cosmos-sdk/store/streaming/file"
	storetypes "github.com/cosmos/cosmos-sdk/store/types"
	"github.com/spf13/cast"
)

// referenceDir is where the SDK's own streamer writes, below the home.
const referenceDir = "reference"

// freshReference is the SDK's file streamer, made anew for each block: one that lives longer repeats the transactions
// of all earlier blocks in its metadata.
type freshReference struct {
	baseapp.StreamingService
	renew     func() (baseapp.StreamingService, error)
	listeners map[storetypes.StoreKey]*freshListener
}

// freshListener stands in for a store's listener of the service of the block. It costs a write next to nothing, so that
// the reference can be measured through it.
type freshListener struct{ storetypes.WriteListener }

func newFreshReference(appOpts servertypes.AppOptions, cdc codec.BinaryCodec, logger log.Logger,
	keys map[string]*storetypes.KVStoreKey,
) (*freshReference, error) {
	dir := filepath.Join(cast.ToString(appOpts.Get(flags.FlagHome)), referenceDir)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	reference := &freshReference{listeners: make(map[storetypes.StoreKey]*freshListener, len(keys))}
	storeKeys := make([]storetypes.StoreKey, 0, len(keys))
	for _, key := range keys {
		storeKeys = append(storeKeys, key)
		reference.listeners[key] = &freshListener{}
	}
	reference.renew = func() (baseapp.StreamingService, error) {
		return file.NewStreamingService(dir, "", storeKeys, cdc, logger, true, true, false)
	}
	return reference, nil
}

// Listeners stand in for those of the service of the block.
func (r *freshReference) Listeners() map[storetypes.StoreKey][]storetypes.WriteListener {
	listeners := make(map[storetypes.StoreKey][]storetypes.WriteListener, len(r.listeners))
	for key, listener := range r.listeners {
		listeners[key] = []storetypes.WriteListener{listener}
	}
	return listeners
}

// ListenBeginBlock begins with a new service.
func (r *freshReference) ListenBeginBlock(ctx context.Context, req abci.RequestBeginBlock,
	res abci.ResponseBeginBlock,
) error {
	service, err := r.renew()
	if err != nil {
		return err
	}
	r.StreamingService = service
	for key, listeners := range service.Listeners() {
		r.listeners[key].WriteListener = listeners[0]
	}
	return service.ListenBeginBlock(ctx, req, res)
}

// Stream has no loop to begin.
func (r *freshReference) Stream(*sync.WaitGroup) error { return nil }

// Close has nothing to close.
func (r *freshReference) Close() error { return nil }
