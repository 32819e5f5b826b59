package streaming

import (
	"os"
	"path/filepath"

	dbm "github.com/cometbft/cometbft-db"
	"github.com/cometbft/cometbft/state"
	"github.com/cometbft/cometbft/store"
	"github.com/cosmos/cosmos-sdk/client/flags"
	servertypes "github.com/cosmos/cosmos-sdk/server/types"
	"github.com/spf13/cast"

	"abcistream.org/go/abcistream/recovery"
)

// readEngine looks into the databases of the consensus engine, which are free as long as that is not up.
func readEngine(appOpts servertypes.AppOptions) (engine recovery.Engine, err error) {
	err = lookInto(appOpts, "blockstore", func(db dbm.DB) error {
		engine.FirstBlock = store.LoadBlockStoreState(db).Base
		return nil
	})
	if err != nil {
		return engine, err
	}
	err = lookInto(appOpts, "state", func(db dbm.DB) error {
		known, err := state.NewStore(db, state.StoreOptions{}).Load()
		engine.InitialHeight = known.InitialHeight
		return err
	})
	return engine, err
}

// lookInto opens a database of the engine; one that is not there is not made.
func lookInto(appOpts servertypes.AppOptions, name string, look func(dbm.DB) error) error {
	dir := cast.ToString(appOpts.Get("db_dir"))
	if dir == "" {
		dir = "data"
	}
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(cast.ToString(appOpts.Get(flags.FlagHome)), dir)
	}
	if _, err := os.Stat(filepath.Join(dir, name+".db")); err != nil {
		return err
	}
	backend := dbm.BackendType(cast.ToString(appOpts.Get("db_backend")))
	if backend == "" {
		backend = dbm.GoLevelDBBackend
	}
	db, err := dbm.NewDB(name, backend, dir)
	if err != nil {
		return err
	}
	defer db.Close()
	return look(db)
}
