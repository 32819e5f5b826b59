package streaming

import (
	"fmt"
	"os"
	"path/filepath"

	dbm "github.com/cometbft/cometbft-db"
	"github.com/cometbft/cometbft/store"
	"github.com/cosmos/cosmos-sdk/client/flags"
	servertypes "github.com/cosmos/cosmos-sdk/server/types"
	"github.com/spf13/cast"
)

// checkBlocks fails where the consensus engine could not replay the blocks from first on: it refuses to start once the
// app has been rolled back below what its block store has kept. The engine is not up yet, so its database is free.
func checkBlocks(appOpts servertypes.AppOptions, first int64) error {
	dir := cast.ToString(appOpts.Get("db_dir"))
	if dir == "" {
		dir = "data"
	}
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(cast.ToString(appOpts.Get(flags.FlagHome)), dir)
	}
	if _, err := os.Stat(filepath.Join(dir, "blockstore.db")); err != nil {
		return fmt.Errorf("the blocks that are to be replayed: %w", err)
	}
	backend := dbm.BackendType(cast.ToString(appOpts.Get("db_backend")))
	if backend == "" {
		backend = dbm.GoLevelDBBackend
	}
	db, err := dbm.NewDB("blockstore", backend, dir)
	if err != nil {
		return fmt.Errorf("the blocks that are to be replayed: %w", err)
	}
	defer db.Close()
	if base := store.LoadBlockStoreState(db).Base; base > first {
		return fmt.Errorf("block %d would have to be replayed, and the block store begins at %d", first, base)
	}
	return nil
}
