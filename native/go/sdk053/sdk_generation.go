package sdk053

// All that differs between the SDK's generations is here. v0.50 lacks methods, which are asked for as it runs; v0.51 and
// v0.52 were never released. In v0.54 the packages of the store lie below github.com/cosmos/cosmos-sdk/store/v2, and
// CometBFT is v0.39.

import (
	"fmt"
	"reflect"

	"cosmossdk.io/log"
	"cosmossdk.io/store/metrics"
	"cosmossdk.io/store/rootmulti"
	storetypes "cosmossdk.io/store/types"
	cmtdb "github.com/cometbft/cometbft-db"
	abci "github.com/cometbft/cometbft/abci/types"
	cmtstate "github.com/cometbft/cometbft/state"
	cmtstore "github.com/cometbft/cometbft/store"
	dbm "github.com/cosmos/cosmos-db"
	"github.com/cosmos/cosmos-sdk/baseapp"

	"abcistream.org/go/abcistream/recovery"
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
	listeners     = storetypes.StreamingManager
	multiStore    = storetypes.CommitMultiStore
	rootStore     = rootmulti.Store
	commitInfo    = storetypes.CommitInfo
	engineStore   = cmtdb.DB
)

// listenersOf are the listeners that an app has already. BaseApp of v0.50 has them set and does not tell them: there its
// field is read, since a listener that is set takes the place of all others.
func listenersOf(app *baseapp.BaseApp) listeners {
	if telling, ok := any(app).(interface{ StreamingManager() listeners }); ok {
		return telling.StreamingManager()
	}
	field := reflect.ValueOf(app).Elem().FieldByName("streamingManager")
	return *(*listeners)(field.Addr().UnsafePointer())
}

// newRootStore is a multistore of its own over an app's database, with the stores that have a version of their own in
// the commit.
func newRootStore(db Database, logger log.Logger, noFastNodes bool, commit *commitInfo) *rootStore {
	ms := rootmulti.NewStore(db, logger, metrics.NewNoOpMetrics())
	ms.SetIAVLDisableFastNode(noFastNodes)
	// v0.50 never prunes in the background.
	if pruning, ok := any(ms).(interface{ SetIAVLSyncPruning(sync bool) }); ok {
		pruning.SetIAVLSyncPruning(true)
	}
	for _, store := range commit.StoreInfos {
		if store.CommitId.Version == commit.Version {
			ms.MountStoreWithDB(storetypes.NewKVStoreKey(store.Name), storetypes.StoreTypeIAVL, nil)
		}
	}
	return ms
}

// versionKeys are those of what a multistore has beside its stores when it has committed one version.
func versionKeys(version int64) [][]byte {
	return [][]byte{fmt.Appendf(nil, "s/%d", version), []byte("s/latest")}
}

// storePart is the part of the database in which a store has all that it has.
func storePart(db Database, store string) Database {
	return dbm.NewPrefixDB(db, []byte("s/k:"+store+"/"))
}

// The databases of the consensus engine.
const (
	engineBlocks = "blockstore"
	engineState  = "state"
)

func openEngine(name, backend, dir string) (engineStore, error) {
	return cmtdb.NewDB(name, cmtdb.BackendType(backend), dir)
}

func readEngine(blocks, state engineStore) (recovery.Engine, error) {
	known, err := cmtstate.NewStore(state, cmtstate.StoreOptions{}).Load()
	return recovery.Engine{
		FirstBlock: cmtstore.LoadBlockStoreState(blocks).Base, InitialHeight: known.InitialHeight,
	}, err
}
