package main

import (
	"errors"
	"time"

	dbm "github.com/cometbft/cometbft-db"
	abci "github.com/cometbft/cometbft/abci/types"
	"github.com/cometbft/cometbft/libs/log"
	cmtproto "github.com/cometbft/cometbft/proto/tendermint/types"
	"github.com/cosmos/cosmos-sdk/baseapp"
	"github.com/cosmos/cosmos-sdk/client/flags"
	pruningtypes "github.com/cosmos/cosmos-sdk/store/pruning/types"
	storetypes "github.com/cosmos/cosmos-sdk/store/types"
	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/spf13/viper"

	"abcistream.org/go/blockcost"
)

// costChain is a BaseApp with stores that each block writes to.
type costChain struct {
	app *baseapp.BaseApp
	txs int
}

func newCostChain(home, streamer string, shape blockcost.Shape) (blockcost.Chain, error) {
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
		flags.FlagHome: home, flagStreamer: streamer, "with-tendermint": true, "store.streamers": []string{"file"},
		"streamers.file.keys": []string{"*"}, "streamers.file.write_dir": "streamed", "streamers.file.output-metadata": true,
		"streamers.file.stop-node-on-error": true,
	} {
		options.Set(key, value)
	}
	if err := loadStreaming(app, options, newEncoding().codec, log.NewNopLogger(), keys); err != nil {
		return nil, err
	}
	return &costChain{app: app, txs: shape.Txs}, app.LoadLatestVersion()
}

func writeToAll(keys map[string]*storetypes.KVStoreKey, pairs int) sdk.BeginBlocker {
	return func(ctx sdk.Context, req abci.RequestBeginBlock) abci.ResponseBeginBlock {
		for _, key := range keys {
			store := ctx.KVStore(key)
			for i := range pairs {
				store.Set(blockcost.Key(req.Header.Height, i), make([]byte, blockcost.ValueSize))
			}
		}
		return abci.ResponseBeginBlock{}
	}
}

func (chain *costChain) Block(height int64) error {
	chain.app.BeginBlock(abci.RequestBeginBlock{
		Header: cmtproto.Header{ChainID: chainID, Height: height, Time: time.Unix(height, 0)},
	})
	for range chain.txs {
		chain.app.DeliverTx(abci.RequestDeliverTx{Tx: make([]byte, blockcost.TxSize)})
	}
	chain.app.EndBlock(abci.RequestEndBlock{Height: height})
	chain.app.Commit()
	return nil
}

// Close has nothing to do: the streamers of this SDK end with the process.
func (chain *costChain) Close() {}
