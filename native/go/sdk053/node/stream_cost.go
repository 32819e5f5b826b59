package main

import (
	"errors"
	"time"

	"cosmossdk.io/log"
	pruningtypes "cosmossdk.io/store/pruning/types"
	storetypes "cosmossdk.io/store/types"
	abci "github.com/cometbft/cometbft/abci/types"
	dbm "github.com/cosmos/cosmos-db"
	"github.com/cosmos/cosmos-sdk/baseapp"
	"github.com/cosmos/cosmos-sdk/client/flags"
	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/spf13/viper"

	"abcistream.org/go/blockcost"
	"abcistream.org/go/sdk053"
)

// bareChain is a BaseApp that writes to its stores in each block.
type bareChain struct {
	app       *baseapp.BaseApp
	streaming *sdk053.Streaming
	txs       int
}

func newBareChain(home, streamer string, shape blockcost.Shape) (blockcost.Chain, error) {
	db, err := dbm.NewDB("cost", dbm.BackendType(shape.DB), home)
	if err != nil {
		return nil, err
	}
	refuse := func([]byte) (sdk.Tx, error) { return nil, errors.New("refused") }
	app := baseapp.NewBaseApp("cost", log.NewNopLogger(), db, refuse, baseapp.SetChainID(chainID),
		baseapp.SetPruning(pruningtypes.NewPruningOptions(pruningtypes.PruningEverything)))
	keys := make(map[string]*storetypes.KVStoreKey, shape.Stores)
	for i := range shape.Stores {
		name := blockcost.StoreName(i)
		keys[name] = storetypes.NewKVStoreKey(name)
	}
	app.MountKVStores(keys)
	app.SetBeginBlocker(writeToAll(keys, shape.Pairs/shape.Stores))
	options := viper.New()
	for key, value := range map[string]any{
		flags.FlagHome: home, flagStreamer: streamer, "with-comet": true,
		"store.streamers": []string{"file"}, "streamers.file.keys": []string{"*"}, "streamers.file.write_dir": "streamed",
		"streamers.file.output-metadata": true, "streamers.file.stop-node-on-error": true,
	} {
		options.Set(key, value)
	}
	streaming, err := register(app, options, log.NewNopLogger(), keys)
	if err != nil {
		return nil, err
	}
	return &bareChain{app: app, streaming: streaming, txs: shape.Txs}, app.LoadLatestVersion()
}

func writeToAll(keys map[string]*storetypes.KVStoreKey, pairs int) sdk.BeginBlocker {
	return func(ctx sdk.Context) (sdk.BeginBlock, error) {
		for _, key := range keys {
			store := ctx.KVStore(key)
			for i := range pairs {
				store.Set(blockcost.Key(ctx.BlockHeight(), i), make([]byte, blockcost.ValueSize))
			}
		}
		return sdk.BeginBlock{}, nil
	}
}

func (b *bareChain) Block(height int64) error {
	txs := make([][]byte, b.txs)
	for i := range txs {
		txs[i] = make([]byte, blockcost.TxSize)
	}
	if _, err := b.app.FinalizeBlock(&abci.RequestFinalizeBlock{
		Height: height, Time: time.Unix(height, 0), Txs: txs,
	}); err != nil {
		return err
	}
	_, err := b.app.Commit()
	return err
}

func (b *bareChain) Close() { _ = b.streaming.Close() }
