package main

import (
	"context"
	"time"

	"github.com/cometbft/cometbft/libs/log"
	"github.com/cosmos/cosmos-sdk/codec"
	codectypes "github.com/cosmos/cosmos-sdk/codec/types"
	"github.com/cosmos/cosmos-sdk/store/streaming/file"
	storetypes "github.com/cosmos/cosmos-sdk/store/types"
)

// reference is the SDK's own streamer. It keeps the transactions of all blocks that it has seen,
// so that each block gets a new one, whose making is not measured.
type reference struct {
	dir   string
	fsync bool
	codec codec.BinaryCodec
	keys  []storetypes.StoreKey
}

func newReference(w *workload, dir string, fsync bool) *reference {
	r := &reference{dir: dir, fsync: fsync, codec: codec.NewProtoCodec(codectypes.NewInterfaceRegistry())}
	for _, store := range w.stores {
		r.keys = append(r.keys, storetypes.NewKVStoreKey(store))
	}
	return r
}

func (r *reference) stream(b *block, height int64) (time.Duration, error) {
	keys := append([]storetypes.StoreKey(nil), r.keys...)
	service, err := file.NewStreamingService(r.dir, "", keys, r.codec, log.NewNopLogger(), true, true, r.fsync)
	if err != nil {
		return 0, err
	}
	listeners := make([]storetypes.WriteListener, len(r.keys))
	for i, key := range r.keys {
		listeners[i] = service.Listeners()[key][0]
	}
	b.begin.Header.Height, b.end.Height = height, height
	begun := time.Now()
	err = r.callHooks(service, listeners, b)
	return time.Since(begun), err
}

func (r *reference) callHooks(service *file.StreamingService, listeners []storetypes.WriteListener, b *block) error {
	ctx := context.Background()
	if err := service.ListenBeginBlock(ctx, b.begin, b.beginResult); err != nil {
		return err
	}
	for i := range b.txs {
		if err := service.ListenDeliverTx(ctx, b.txs[i], b.txResults[i]); err != nil {
			return err
		}
	}
	if err := service.ListenEndBlock(ctx, b.end, b.endResult); err != nil {
		return err
	}
	for i := range b.pairs {
		p := &b.pairs[i]
		if err := listeners[p.store].OnWrite(r.keys[p.store], p.key, p.value, p.isDelete); err != nil {
			return err
		}
	}
	return service.ListenCommit(ctx, b.commit)
}
