package sdk053

// All that differs in v0.54 is named here: there the packages of the store lie below
// github.com/cosmos/cosmos-sdk/store/v2, and CometBFT is v0.39.

import (
	"cosmossdk.io/log"
	"cosmossdk.io/store/metrics"
	"cosmossdk.io/store/rootmulti"
	storetypes "cosmossdk.io/store/types"
	cmtdb "github.com/cometbft/cometbft-db"
	abci "github.com/cometbft/cometbft/abci/types"
	cmtstore "github.com/cometbft/cometbft/store"
	dbm "github.com/cosmos/cosmos-db"
)

type (
	// Database is what an app keeps its stores in.
	Database = dbm.DB
	// StoreKey is the key of a store that is durable.
	StoreKey = storetypes.KVStoreKey
	// AnyStoreKey is the key of any store.
	AnyStoreKey = storetypes.StoreKey
	// StoreKVPair is a change.
	StoreKVPair = storetypes.StoreKVPair
	// FinalizeRequest and the two after it are the messages of the hooks.
	FinalizeRequest  = abci.RequestFinalizeBlock
	FinalizeResponse = abci.ResponseFinalizeBlock
	CommitResponse   = abci.ResponseCommit

	blockListener = storetypes.ABCIListener
	multiStore    = storetypes.CommitMultiStore
	rootStore     = rootmulti.Store
	commitInfo    = storetypes.CommitInfo
	blocksStore   = cmtdb.DB
)

// newRootStore is a multistore of its own over an app's database, with the stores that have a version of their own in
// the commit.
func newRootStore(db Database, logger log.Logger, noFastNodes bool, commit *commitInfo) *rootStore {
	ms := rootmulti.NewStore(db, logger, metrics.NewNoOpMetrics())
	ms.SetIAVLDisableFastNode(noFastNodes)
	ms.SetIAVLSyncPruning(true)
	for _, store := range commit.StoreInfos {
		if store.CommitId.Version == commit.Version {
			ms.MountStoreWithDB(storetypes.NewKVStoreKey(store.Name), storetypes.StoreTypeIAVL, nil)
		}
	}
	return ms
}

// storePart is the part of the database in which a store has all that it has.
func storePart(db Database, store string) Database {
	return dbm.NewPrefixDB(db, []byte("s/k:"+store+"/"))
}

func openBlocks(backend, dir string) (blocksStore, error) {
	return cmtdb.NewDB("blockstore", cmtdb.BackendType(backend), dir)
}

func firstBlock(blocks blocksStore) int64 { return cmtstore.LoadBlockStoreState(blocks).Base }
