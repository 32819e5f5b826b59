// Package streaming brings the blocks of an app of Cosmos SDK v0.47 to Java streaming services. It takes the place of
// the SDK's package store/streaming: an app that imports this one in its stead streams without another change.
//
//	import streaming "abcistream.org/go/sdk047"
//
// Only a node that runs has services: `start` with the consensus engine in the process. Every other command builds the
// app without a JVM, and finds the database as it is.
//
// An app that can be upgraded says more, so that a crash around an upgrade loses no block either: [SetUpgradeHandlers],
// and [StoreLoader] where it sets a store loader of its own.
package streaming

import (
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"

	"github.com/cometbft/cometbft/libs/log"
	"github.com/cosmos/cosmos-sdk/baseapp"
	"github.com/cosmos/cosmos-sdk/client/flags"
	"github.com/cosmos/cosmos-sdk/codec"
	servertypes "github.com/cosmos/cosmos-sdk/server/types"
	"github.com/cosmos/cosmos-sdk/store/rootmulti"
	storetypes "github.com/cosmos/cosmos-sdk/store/types"
	"github.com/spf13/cast"

	"abcistream.org/go/abcistream"
	"abcistream.org/go/abcistream/appconfig"
)

// LoadStreamingServices loads the services that the options name, and registers them with the app. It is called as
// that of the SDK is: when the app's stores are known, and before the latest version is loaded. The codec is not used,
// since the messages encode themselves.
//
// Where the services lack blocks that the node has committed, the app's LoadLatestVersion rolls the state back, and the
// consensus engine replays them; where that cannot be, LoadLatestVersion fails and has changed nothing. Services that
// have no block yet begin with the next one, and lack none but the first that there is at all; where that is the chain's
// own first, it takes [StoreLoader] to bring it back.
func LoadStreamingServices(
	bApp *baseapp.BaseApp,
	appOpts servertypes.AppOptions,
	_ codec.BinaryCodec,
	logger log.Logger,
	keys map[string]*storetypes.KVStoreKey,
) ([]baseapp.StreamingService, *sync.WaitGroup, error) {
	wg := new(sync.WaitGroup)
	logger = logger.With("module", "abcistream")
	if !runs(appOpts, logger) {
		return nil, wg, nil
	}
	config, err := appconfig.Read(appOpts)
	if err != nil || len(config.Services) == 0 {
		return nil, wg, err
	}
	if root, ok := bApp.CommitMultiStore().(*rootmulti.Store); ok {
		if err := config.CheckQueues(root.GetPruning().KeepRecent); err != nil {
			return nil, nil, err
		}
	}
	s, err := open(bApp, appOpts, config, logger, keys)
	if err != nil {
		return nil, nil, err
	}
	bApp.SetStreamingService(s)
	return []baseapp.StreamingService{s}, wg, nil
}

// runs tells whether this is a node that runs, with the consensus engine in the process.
func runs(appOpts servertypes.AppOptions, logger log.Logger) bool {
	// Only `start` has this option.
	engine := appOpts.Get("with-tendermint")
	if engine == nil {
		return false
	}
	if !cast.ToBool(engine) || cast.ToBool(appOpts.Get("grpc-only")) {
		logger.Error("nothing is streamed, since the consensus engine is not in the process")
		return false
	}
	return true
}

func open(bApp *baseapp.BaseApp, appOpts servertypes.AppOptions, config appconfig.Config, logger log.Logger,
	keys map[string]*storetypes.KVStoreKey,
) (*service, error) {
	// The multistore, which is not loaded yet, tells what its database has.
	committed := bApp.CommitMultiStore().LastCommitID().Version
	names := slices.Sorted(maps.Keys(keys))
	stream, err := abcistream.Open(abcistream.Options{
		Home:       cast.ToString(appOpts.Get(flags.FlagHome)),
		ChainID:    cast.ToString(appOpts.Get(flags.FlagChainID)),
		NodeHeight: committed,
		Config:     config.TOML,
		Stores:     names,
		Log:        func(record abcistream.Record) { write(logger, record) },
	})
	if err != nil {
		return nil, err
	}
	s := &service{stream: stream, logger: logger, gate: newGate()}
	for _, name := range names {
		s.stores = append(s.stores, keys[name])
	}
	if s.rollback, err = planRollback(bApp, appOpts, config, logger, stream, committed); err == nil {
		err = drainBeforeQuit(func() { _ = s.Close() })
	}
	if err != nil {
		_ = stream.Close()
		return nil, fmt.Errorf("the streaming services cannot be loaded: %w", err)
	}
	return s, nil
}

// write passes a record of the library's on to the node's log.
func write(logger log.Logger, record abcistream.Record) {
	say := logger.Debug
	switch {
	case record.Level >= slog.LevelWarn:
		// The node's logger has nothing between information and error.
		say = logger.Error
	case record.Level >= slog.LevelInfo:
		say = logger.Info
	}
	say(record.Message, "by", record.Logger)
}
