package sdk053

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cosmossdk.io/log"
	storetypes "cosmossdk.io/store/types"
	"github.com/cometbft/cometbft/crypto/ed25519"
	cmtproto "github.com/cometbft/cometbft/proto/tendermint/store"
	cmtstate "github.com/cometbft/cometbft/state"
	cmttypes "github.com/cometbft/cometbft/types"
	dbm "github.com/cosmos/cosmos-db"
	"github.com/cosmos/cosmos-sdk/client/flags"
	"github.com/spf13/viper"

	"abcistream.org/go/abcistream/recovery"
)

// commitBlocks has a multistore with these stores commit up to a height, one key in each store per block, and returns
// its hashes.
func commitBlocks(t *testing.T, db dbm.DB, last int64, upgrades *storetypes.StoreUpgrades, stores ...string) map[int64]string {
	t.Helper()
	ms := newRootStore(db, log.NewNopLogger(), false, &commitInfo{})
	keys := storetypes.NewKVStoreKeys(stores...)
	for _, key := range keys {
		ms.MountStoreWithDB(key, storetypes.StoreTypeIAVL, nil)
	}
	if err := ms.LoadLatestVersionAndUpgrade(upgrades); err != nil {
		t.Fatal(err)
	}
	hashes := map[int64]string{}
	for height := ms.LastCommitID().Version + 1; height <= last; height++ {
		for name, key := range keys {
			ms.GetKVStore(key).Set(fmt.Appendf(nil, "%d", height%3), fmt.Appendf(nil, "%s at %d", name, height))
		}
		hashes[height] = fmt.Sprintf("%X", ms.Commit().Hash)
	}
	return hashes
}

func backTo(from, to int64) recovery.Plan {
	return recovery.Plan{Action: recovery.RollBack, From: from, To: to}
}

func wantSame(t *testing.T, again, before map[int64]string) {
	t.Helper()
	for height, hash := range again {
		if before[height] != hash {
			t.Errorf("height %d has the hash %s, not %s", height, hash, before[height])
		}
	}
}

func TestTheBlocksAfterARollbackAreWhatTheyWere(t *testing.T) {
	db := dbm.NewMemDB()
	before := commitBlocks(t, db, 9, nil, "acc", "bank")
	back := rollback{plan: backTo(9, 6), database: db, logger: log.NewNopLogger()}
	if err := back.stored(); err != nil {
		t.Fatal(err)
	}
	again := commitBlocks(t, db, 9, nil, "acc", "bank")
	if len(again) != 3 {
		t.Errorf("replayed %v", again)
	}
	wantSame(t, again, before)
}

func TestARollbackToTheBlockBeforeAnUpgradeBringsBackItsStores(t *testing.T) {
	db := dbm.NewMemDB()
	upgrades := &storetypes.StoreUpgrades{Added: []string{"new"}, Deleted: []string{"old"}}
	commitBlocks(t, db, 5, nil, "bank", "old")
	before := commitBlocks(t, db, 9, upgrades, "bank", "new")
	back := rollback{plan: backTo(9, 5), database: db, logger: log.NewNopLogger()}
	// The second time is what a start does after a crash in the middle of the first one.
	for range 2 {
		if err := back.stored(); err != nil {
			t.Fatal(err)
		}
	}
	if version := newRootStore(db, log.NewNopLogger(), false, &commitInfo{}).LastCommitID().Version; version != 5 {
		t.Fatalf("the version is %d", version)
	}
	wantSame(t, commitBlocks(t, db, 9, upgrades, "bank", "new"), before)
}

func TestWithoutTheDatabaseAnAppThatHasLostAStoreIsRefused(t *testing.T) {
	db := dbm.NewMemDB()
	commitBlocks(t, db, 9, nil, "bank", "old")
	ms := newRootStore(db, log.NewNopLogger(), false, &commitInfo{})
	ms.MountStoreWithDB(storetypes.NewKVStoreKey("bank"), storetypes.StoreTypeIAVL, nil)
	back := rollback{plan: backTo(9, 6), logger: log.NewNopLogger()}
	err := back.mounted(ms)
	if err == nil || !strings.Contains(err.Error(), `the app has no store "old" any more: hand the database`) {
		t.Errorf("said %v", err)
	}
	if version := ms.LastCommitID().Version; version != 9 {
		t.Errorf("the version is %d", version)
	}
}

func TestAStateThatIsGoneIsSaidAndNothingIsChanged(t *testing.T) {
	db := dbm.NewMemDB()
	commitBlocks(t, db, 9, nil, "bank")
	ms := newRootStore(db, log.NewNopLogger(), false, &commitInfo{})
	key := storetypes.NewKVStoreKey("bank")
	ms.MountStoreWithDB(key, storetypes.StoreTypeIAVL, nil)
	if err := ms.LoadLatestVersion(); err != nil {
		t.Fatal(err)
	}
	if err := ms.PruneStores(6); err != nil {
		t.Fatal(err)
	}
	keys := countKeys(t, db)
	r := &registration{database: db}
	for height, there := range map[int64]bool{6: false, 7: true, 9: true, 10: false} {
		if err := r.checkState(height); (err == nil) != there {
			t.Errorf("height %d: %v", height, err)
		}
	}
	if now := countKeys(t, db); now != keys {
		t.Errorf("the database has %d keys, and had %d", now, keys)
	}
}

func countKeys(t *testing.T, db dbm.DB) (count int) {
	t.Helper()
	keys, err := db.Iterator(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer keys.Close()
	for ; keys.Valid(); keys.Next() {
		count++
	}
	return count
}

func TestAChainThatStartsOverIsWhatItWas(t *testing.T) {
	db := dbm.NewMemDB()
	before := commitBlocks(t, db, 1, nil, "acc", "bank")
	back := rollback{plan: recovery.Plan{Action: recovery.StartOver, From: 1}, database: db, logger: log.NewNopLogger()}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	// A crash in the middle leaves the version, and less of the stores.
	must(removeAll(storePart(db, "acc")))
	must(back.run(nil))
	if left := countKeys(t, db); left != 0 {
		t.Errorf("%d keys are left", left)
	}
	wantSame(t, commitBlocks(t, db, 1, nil, "acc", "bank"), before)
}

func TestAChainCannotStartOverWithoutTheDatabase(t *testing.T) {
	db := dbm.NewMemDB()
	commitBlocks(t, db, 1, nil, "bank")
	keys := countKeys(t, db)
	back := rollback{plan: recovery.Plan{Action: recovery.StartOver, From: 1}, logger: log.NewNopLogger()}
	const wanted = "height 1 is missing in the streaming services, and the rollback to 0 has failed: hand the database to " +
		"Register by WithDatabase to have this block replayed from the genesis; or set abcistream.on-gap = \"ignore\" to go " +
		"on without it, or reset the node"
	if err := back.before(nil)(newRootStore(db, log.NewNopLogger(), false, &commitInfo{})); err == nil || err.Error() != wanted {
		t.Errorf("said %v", err)
	}
	if now := countKeys(t, db); now != keys {
		t.Errorf("the database has %d keys, and had %d", now, keys)
	}
}

func TestTheEngineTellsWhereItsBlocksBegin(t *testing.T) {
	home := t.TempDir()
	options := viper.New()
	options.Set(flags.FlagHome, home)
	r := &registration{options: options}
	if _, err := r.engine(); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without databases: %v", err)
	}
	if err := os.Mkdir(filepath.Join(home, "data"), 0o755); err != nil {
		t.Fatal(err)
	}
	fill := func(name string, fill func(engineStore) error) {
		t.Helper()
		db, err := openEngine(name, "goleveldb", filepath.Join(home, "data"))
		if err == nil {
			err = errors.Join(fill(db), db.Close())
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	fill(engineBlocks, func(db engineStore) error {
		state, err := (&cmtproto.BlockStoreState{Base: 5, Height: 9}).Marshal()
		if err != nil {
			return err
		}
		return db.SetSync([]byte("blockStore"), state)
	})
	fill(engineState, func(db engineStore) error {
		genesis, err := cmtstate.MakeGenesisState(&cmttypes.GenesisDoc{
			ChainID: "test", InitialHeight: 3,
			Validators: []cmttypes.GenesisValidator{{PubKey: ed25519.GenPrivKey().PubKey(), Power: 1}},
		})
		if err != nil {
			return err
		}
		return cmtstate.NewStore(db, cmtstate.StoreOptions{}).Save(genesis)
	})
	if engine, err := r.engine(); err != nil || engine != (recovery.Engine{FirstBlock: 5, InitialHeight: 3}) {
		t.Errorf("read %+v, %v", engine, err)
	}
}

func TestEverythingOfAStoreIsRemovedAndNothingElse(t *testing.T) {
	db := dbm.NewMemDB()
	for i := range 2500 {
		for _, store := range []string{"new", "newer"} {
			if err := storePart(db, store).Set(fmt.Appendf(nil, "key %d", i), []byte("value")); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := removeAll(storePart(db, "new")); err != nil {
		t.Fatal(err)
	}
	if left := countKeys(t, db); left != 2500 {
		t.Errorf("%d keys are left", left)
	}
}
