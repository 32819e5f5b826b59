package sdk053

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cosmossdk.io/log"
	storetypes "cosmossdk.io/store/types"
	cmtproto "github.com/cometbft/cometbft/proto/tendermint/store"
	dbm "github.com/cosmos/cosmos-db"
	"github.com/cosmos/cosmos-sdk/client/flags"
	"github.com/spf13/viper"
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
	back := rollback{from: 9, to: 6, database: db, logger: log.NewNopLogger()}
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
	back := rollback{from: 9, to: 5, database: db, logger: log.NewNopLogger()}
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
	back := rollback{from: 9, to: 6, logger: log.NewNopLogger()}
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

func TestBlocksThatTheEngineHasDroppedAreSaid(t *testing.T) {
	home := t.TempDir()
	options := viper.New()
	options.Set(flags.FlagHome, home)
	r := &registration{options: options}
	if err := r.checkBlocks(5); !os.IsNotExist(err) {
		t.Errorf("without a block store: %v", err)
	}
	if err := os.Mkdir(filepath.Join(home, "data"), 0o755); err != nil {
		t.Fatal(err)
	}
	blocks, err := openBlocks("goleveldb", filepath.Join(home, "data"))
	if err != nil {
		t.Fatal(err)
	}
	state, err := (&cmtproto.BlockStoreState{Base: 5, Height: 9}).Marshal()
	if err != nil {
		t.Fatal(err)
	}
	if err := blocks.SetSync([]byte("blockStore"), state); err != nil {
		t.Fatal(err)
	}
	if err := blocks.Close(); err != nil {
		t.Fatal(err)
	}
	if err := r.checkBlocks(5); err != nil {
		t.Error(err)
	}
	if err := r.checkBlocks(4); err == nil || err.Error() != "the block store begins at 5" {
		t.Errorf("said %v", err)
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
