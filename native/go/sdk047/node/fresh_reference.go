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
	renew func() (baseapp.StreamingService, error)
	keys  []storetypes.StoreKey
	open  map[storetypes.StoreKey]storetypes.WriteListener
}

func newFreshReference(appOpts servertypes.AppOptions, cdc codec.BinaryCodec, logger log.Logger,
	keys map[string]*storetypes.KVStoreKey,
) (*freshReference, error) {
	dir := filepath.Join(cast.ToString(appOpts.Get(flags.FlagHome)), referenceDir)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	reference := &freshReference{}
	for _, key := range keys {
		reference.keys = append(reference.keys, key)
	}
	reference.renew = func() (baseapp.StreamingService, error) {
		return file.NewStreamingService(dir, "", reference.keys, cdc, logger, true, true, false)
	}
	return reference, nil
}

// Listeners stand in for those of the service of the block.
func (r *freshReference) Listeners() map[storetypes.StoreKey][]storetypes.WriteListener {
	listeners := make(map[storetypes.StoreKey][]storetypes.WriteListener, len(r.keys))
	for _, key := range r.keys {
		listeners[key] = []storetypes.WriteListener{r}
	}
	return listeners
}

// OnWrite passes the write on.
func (r *freshReference) OnWrite(key storetypes.StoreKey, name, value []byte, isDelete bool) error {
	return r.open[key].OnWrite(key, name, value, isDelete)
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
	r.open = make(map[storetypes.StoreKey]storetypes.WriteListener, len(r.keys))
	for key, listeners := range service.Listeners() {
		r.open[key] = listeners[0]
	}
	return service.ListenBeginBlock(ctx, req, res)
}

// Stream has no loop to begin.
func (r *freshReference) Stream(*sync.WaitGroup) error { return nil }

// Close has nothing to close.
func (r *freshReference) Close() error { return nil }
