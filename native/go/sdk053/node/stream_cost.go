package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"cosmossdk.io/log"
	pruningtypes "cosmossdk.io/store/pruning/types"
	storetypes "cosmossdk.io/store/types"
	abci "github.com/cometbft/cometbft/abci/types"
	dbm "github.com/cosmos/cosmos-db"
	"github.com/cosmos/cosmos-sdk/baseapp"
	"github.com/cosmos/cosmos-sdk/client/flags"
	sdk "github.com/cosmos/cosmos-sdk/types"
	banktypes "github.com/cosmos/cosmos-sdk/x/bank/types"
	"github.com/spf13/viper"

	"abcistream.org/go/blockcost"
	"abcistream.org/go/sdk053"
)

// bareChain is a BaseApp whose transactions write to its stores.
type bareChain struct {
	app       *baseapp.BaseApp
	streaming *sdk053.Streaming
	txs       [][]byte
}

func newBareChain(home, streamer string, shape blockcost.Shape) (blockcost.Chain, error) {
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
	txs := make([][]byte, shape.Txs)
	for i := range txs {
		if txs[i], err = writingTx(encoding, i); err != nil {
			return nil, err
		}
	}
	return &bareChain{app, streaming, txs}, app.LoadLatestVersion()
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

func (b *bareChain) Block(height int64) error {
	res, err := b.app.FinalizeBlock(&abci.RequestFinalizeBlock{Height: height, Time: time.Unix(height, 0), Txs: b.txs})
	if err != nil {
		return err
	}
	for i, tx := range res.TxResults {
		if tx.IsErr() {
			return fmt.Errorf("transaction %d of height %d: %s", i, height, tx.Log)
		}
	}
	_, err = b.app.Commit()
	return err
}

func (b *bareChain) Close() { _ = b.streaming.Close() }
