package main

import (
	"context"
	"fmt"
	"strings"
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
	banktypes "github.com/cosmos/cosmos-sdk/x/bank/types"
	"github.com/spf13/viper"

	"abcistream.org/go/blockcost"
)

// costChain is a BaseApp whose transactions write to its stores.
type costChain struct {
	app *baseapp.BaseApp
	txs [][]byte
}

func newCostChain(home, streamer string, shape blockcost.Shape) (blockcost.Chain, error) {
	db, err := dbm.NewDB("cost", dbm.BackendType(shape.DB), home)
	if err != nil {
		return nil, err
	}
	encoding := newEncoding()
	app := baseapp.NewBaseApp("cost", log.NewNopLogger(), db, encoding.tx.TxDecoder(), baseapp.SetChainID(chainID),
		baseapp.SetPruning(pruningtypes.NewPruningOptions(pruningtypes.PruningEverything)),
		baseapp.SetIAVLCacheSize(blockcost.CachedNodes))
	app.SetInterfaceRegistry(encoding.registry)
	writer := &pairWriter{shape: shape, stores: make([]*storetypes.KVStoreKey, shape.Stores)}
	keys := make(map[string]*storetypes.KVStoreKey, shape.Stores)
	for i := range writer.stores {
		name := blockcost.StoreName(i)
		writer.stores[i] = storetypes.NewKVStoreKey(name)
		keys[name] = writer.stores[i]
	}
	app.MountKVStores(keys)
	banktypes.RegisterMsgServer(app.MsgServiceRouter(), writer)
	options := viper.New()
	for key, value := range map[string]any{
		flags.FlagHome: home, flagStreamer: streamer, "with-tendermint": true, "store.streamers": []string{"file"},
		"streamers.file.keys": []string{"*"}, "streamers.file.write_dir": "streamed", "streamers.file.output-metadata": true,
		"streamers.file.stop-node-on-error": true,
	} {
		options.Set(key, value)
	}
	if err := loadStreaming(app, options, encoding.codec, log.NewNopLogger(), keys); err != nil {
		return nil, err
	}
	txs := make([][]byte, shape.Txs)
	for i := range txs {
		if txs[i], err = writingTx(encoding, i); err != nil {
			return nil, err
		}
	}
	return &costChain{app, txs}, app.LoadLatestVersion()
}

// writingTx encodes a transaction that has a pairWriter write. The amount that it sends is its number in the block.
func writingTx(encoding encoding, number int) ([]byte, error) {
	builder := encoding.tx.NewTxBuilder()
	builder.SetMemo(strings.Repeat("m", blockcost.MemoSize))
	coin := sdk.NewInt64Coin(sdk.DefaultBondDenom, int64(number)+1)
	if err := builder.SetMsgs(banktypes.NewMsgSend(accountAddress(0), accountAddress(1), sdk.NewCoins(coin))); err != nil {
		return nil, err
	}
	return encoding.tx.TxEncoder()(builder.GetTx())
}

// pairWriter answers the message Send with writes to the stores.
type pairWriter struct {
	banktypes.UnimplementedMsgServer
	shape  blockcost.Shape
	stores []*storetypes.KVStoreKey
}

func (w *pairWriter) Send(goCtx context.Context, msg *banktypes.MsgSend) (*banktypes.MsgSendResponse, error) {
	ctx := sdk.UnwrapSDKContext(goCtx)
	w.shape.Writes(int(msg.Amount[0].Amount.Int64())-1, func(store, number int) {
		ctx.KVStore(w.stores[store]).Set(blockcost.Key(ctx.BlockHeight(), number), make([]byte, blockcost.ValueSize))
	})
	return &banktypes.MsgSendResponse{}, nil
}

func (chain *costChain) Block(height int64) error {
	chain.app.BeginBlock(abci.RequestBeginBlock{
		Header: cmtproto.Header{ChainID: chainID, Height: height, Time: time.Unix(height, 0)},
	})
	for i, tx := range chain.txs {
		if res := chain.app.DeliverTx(abci.RequestDeliverTx{Tx: tx}); res.IsErr() {
			return fmt.Errorf("transaction %d of height %d: %s", i, height, res.Log)
		}
	}
	chain.app.EndBlock(abci.RequestEndBlock{Height: height})
	chain.app.Commit()
	return nil
}

// Close has nothing to do: the streamers of this SDK end with the process.
func (chain *costChain) Close() {}
