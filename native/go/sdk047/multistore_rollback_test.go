package streaming

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	dbm "github.com/cometbft/cometbft-db"
	"github.com/cometbft/cometbft/libs/log"
	"github.com/cosmos/cosmos-sdk/baseapp"
	pruningtypes "github.com/cosmos/cosmos-sdk/store/pruning/types"
	"github.com/cosmos/cosmos-sdk/store/rootmulti"
	storetypes "github.com/cosmos/cosmos-sdk/store/types"
	sdk "github.com/cosmos/cosmos-sdk/types"

	"abcistream.org/go/abcistream/appconfig"
	"abcistream.org/go/abcistream/recovery"
)

// mount is a multistore that is not loaded yet.
func mount(db dbm.DB, names ...string) *rootmulti.Store {
	ms := rootmulti.NewStore(db, log.NewNopLogger())
	for _, name := range names {
		ms.MountStoreWithDB(storetypes.NewKVStoreKey(name), storetypes.StoreTypeIAVL, nil)
	}
	return ms
}

// commit writes the version to every store, and is the hash.
func commit(ms *rootmulti.Store) []byte {
	version := ms.LastCommitID().Version + 1
	for name, key := range ms.StoreKeysByName() {
		ms.GetKVStore(key).Set(fmt.Appendf(nil, "%s at %d", name, version), []byte("value"))
	}
	return ms.Commit().Hash
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// planned is a rollback as one is planned for a node that has committed and streamed so far.
func planned(committed, streamed int64) *rollback {
	return &rollback{
		situation: recovery.Situation{
			Committed: committed, Streamed: streamed, OnGap: appconfig.Rollback, MaxBlocks: 100,
			Engine: func() (recovery.Engine, error) { return recovery.Engine{FirstBlock: 1, InitialHeight: 1}, nil },
		},
		gap:    recovery.Plan{From: committed, To: streamed},
		logger: log.NewNopLogger(),
	}
}

func TestAStateIsRolledBackToWhatTheServicesHave(t *testing.T) {
	db := dbm.NewMemDB()
	ms := mount(db, "a", "b")
	must(t, ms.LoadLatestVersion())
	var hashes [][]byte
	for range 5 {
		hashes = append(hashes, commit(ms))
	}

	again := mount(db, "a", "b")
	r := planned(5, 3)
	if err := r.check(); err == nil || !strings.Contains(err.Error(), "from height 5 to 3") {
		t.Errorf("before it is done, its check says %v", err)
	}
	must(t, r.multiStore(again))
	must(t, r.check())
	if id := again.LastCommitID(); id.Version != 3 || !bytes.Equal(id.Hash, hashes[2]) {
		t.Errorf("the state is %v", id)
	}
	if hash := commit(again); !bytes.Equal(hash, hashes[3]) {
		t.Errorf("height 4 has the hash %X, and had %X", hash, hashes[3])
	}
}

func TestAStateThatIsPrunedIsRefusedAndNothingIsChanged(t *testing.T) {
	db := dbm.NewMemDB()
	ms := mount(db, "a")
	ms.SetPruning(pruningtypes.NewCustomPruningOptions(2, 10))
	must(t, ms.LoadLatestVersion())
	var hash []byte
	for range 10 {
		hash = commit(ms)
	}
	err := planned(10, 5).multiStore(mount(db, "a"))
	if err == nil || !strings.Contains(err.Error(), "heights 6 to 10") {
		t.Errorf("the error is %v", err)
	}
	again := mount(db, "a")
	must(t, again.LoadLatestVersion())
	if id := again.LastCommitID(); id.Version != 10 || !bytes.Equal(id.Hash, hash) {
		t.Errorf("the state is %v", id)
	}
}

func TestAStateFromBeforeAStateSyncIsRefused(t *testing.T) {
	db := dbm.NewMemDB()
	ms := mount(db, "a")
	// What a state sync leaves: the first version is a late one.
	must(t, ms.SetInitialVersion(4))
	must(t, ms.LoadLatestVersion())
	for range 2 {
		ms.GetKVStore(ms.StoreKeysByName()["a"]).Set([]byte("key"), []byte("value"))
		ms.Commit()
	}
	for name, roll := range map[string]func(*rollback, *rootmulti.Store) error{
		"the app's stores": func(r *rollback, ms *rootmulti.Store) error { return r.multiStore(ms) },
		"all stores":       func(r *rollback, ms *rootmulti.Store) error { return r.database(ms, db) },
	} {
		err := roll(planned(5, 3), mount(db, "a"))
		if err == nil || !strings.Contains(err.Error(), "heights 4 to 5 are missing") {
			t.Errorf("%s: the error is %v", name, err)
		}
	}
}

// upgrade makes three blocks with one pair of stores, then two with another.
func upgrade(t *testing.T, db dbm.DB) (hashes [][]byte) {
	t.Helper()
	ms := mount(db, "kept", "deleted")
	must(t, ms.LoadLatestVersion())
	for range 3 {
		hashes = append(hashes, commit(ms))
	}
	ms = mount(db, "kept", "added")
	must(t, ms.LoadLatestVersionAndUpgrade(&storetypes.StoreUpgrades{
		Added: []string{"added"}, Deleted: []string{"deleted"},
	}))
	return append(hashes, commit(ms), commit(ms))
}

func TestAStateIsRolledBackToBeforeStoresCameAndWent(t *testing.T) {
	db := dbm.NewMemDB()
	hashes := upgrade(t, db)
	ms := mount(db, "kept", "added")
	rollbacks.Store(storetypes.CommitMultiStore(ms), planned(5, 3))
	loader := StoreLoader(db, func(ms storetypes.CommitMultiStore) error {
		if version := ms.LastCommitID().Version; version != 3 {
			t.Errorf("the app's loader finds the state at %d", version)
		}
		return ms.LoadLatestVersionAndUpgrade(&storetypes.StoreUpgrades{Added: []string{"added"}})
	})
	must(t, loader(ms))
	if hash := ms.LastCommitID().Hash; !bytes.Equal(hash, hashes[2]) {
		t.Errorf("height 3 has the hash %X, and had %X", hash, hashes[2])
	}
	for height := 4; height <= 5; height++ {
		if hash := commit(ms); !bytes.Equal(hash, hashes[height-1]) {
			t.Errorf("height %d has the hash %X, and had %X", height, hash, hashes[height-1])
		}
	}
}

func TestAStoreThatIsNotMountedAnyMoreIsRefused(t *testing.T) {
	db := dbm.NewMemDB()
	ms := mount(db, "kept", "deleted")
	must(t, ms.LoadLatestVersion())
	for range 3 {
		commit(ms)
	}
	err := planned(3, 2).multiStore(mount(db, "kept"))
	if err == nil || !strings.Contains(err.Error(), `no store "deleted" any more: wrap its store loader`) {
		t.Errorf("the error is %v", err)
	}
}

func TestTheHandlersOfAnAppTellWhoseBlocksTheseAre(t *testing.T) {
	db := dbm.NewMemDB()
	app := baseapp.NewBaseApp("test", log.NewNopLogger(), db, nil)
	for _, c := range []struct {
		has  func(string) bool
		says string
	}{
		{nil, "let the app name the upgrades"},
		{func(name string) bool { return name == "second" }, "start that one once"},
	} {
		if c.has != nil {
			SetUpgradeHandlers(app, c.has)
		}
		r := planned(11, 5)
		r.situation.Upgrade = recovery.Upgrade{Name: "second", Height: 12}
		if err := r.multiStore(app.CommitMultiStore()); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("the error is %v", err)
		}
	}
}

func TestAChainThatStartsOverIsWhatItWas(t *testing.T) {
	db := dbm.NewMemDB()
	ms := mount(db, "a", "b")
	must(t, ms.LoadLatestVersion())
	hash := commit(ms)
	// A crash in the middle leaves the version, and less of the stores.
	must(t, removeStore(db, "a"))

	again := mount(db, "a", "b")
	loader := StoreLoader(db, baseapp.DefaultStoreLoader)
	rollbacks.Store(sdk.CommitMultiStore(again), planned(1, 0))
	must(t, loader(again))
	if version := again.LastCommitID().Version; version != 0 {
		t.Errorf("the version is %d", version)
	}
	if now := commit(again); !bytes.Equal(now, hash) {
		t.Errorf("height 1 has the hash %X, and had %X", now, hash)
	}
}

func TestAChainCannotStartOverWithoutTheDatabase(t *testing.T) {
	db := dbm.NewMemDB()
	ms := mount(db, "a")
	must(t, ms.LoadLatestVersion())
	commit(ms)
	again := mount(db, "a")
	const wanted = "height 1 is missing in the streaming services, and the rollback to 0 has failed: wrap the app's store " +
		"loader, or baseapp.DefaultStoreLoader, in StoreLoader to have this block replayed from the genesis; or set " +
		`abcistream.on-gap = "ignore" to go on without it, or reset the node`
	if err := planned(1, 0).multiStore(again); err == nil || err.Error() != wanted {
		t.Errorf("said %v", err)
	}
	if version := again.LastCommitID().Version; version != 1 {
		t.Errorf("the version is %d", version)
	}
}
