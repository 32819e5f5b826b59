package streaming

import (
	"errors"
	"io/fs"
	"testing"

	dbm "github.com/cometbft/cometbft-db"
	"github.com/cometbft/cometbft/crypto/ed25519"
	cmtstore "github.com/cometbft/cometbft/proto/tendermint/store"
	"github.com/cometbft/cometbft/state"
	"github.com/cometbft/cometbft/store"
	"github.com/cometbft/cometbft/types"
	"github.com/cosmos/cosmos-sdk/client/flags"
	"github.com/spf13/viper"

	"abcistream.org/go/abcistream/recovery"
)

func TestTheEngineTellsWhereItsBlocksBegin(t *testing.T) {
	home := t.TempDir()
	options := viper.New()
	options.Set(flags.FlagHome, home)
	options.Set("db_dir", "blocks")
	if _, err := readEngine(options); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without databases: %v", err)
	}
	fill := func(name string, fill func(dbm.DB) error) {
		db, err := dbm.NewGoLevelDB(name, home+"/blocks")
		must(t, err)
		must(t, fill(db))
		must(t, db.Close())
	}
	fill("blockstore", func(db dbm.DB) error {
		store.SaveBlockStoreState(&cmtstore.BlockStoreState{Base: 7, Height: 20}, db)
		return nil
	})
	fill("state", func(db dbm.DB) error {
		genesis, err := state.MakeGenesisState(&types.GenesisDoc{
			ChainID: "test", InitialHeight: 3,
			Validators: []types.GenesisValidator{{PubKey: ed25519.GenPrivKey().PubKey(), Power: 1}},
		})
		must(t, err)
		return state.NewStore(db, state.StoreOptions{}).Save(genesis)
	})
	if engine, err := readEngine(options); err != nil || engine != (recovery.Engine{FirstBlock: 7, InitialHeight: 3}) {
		t.Errorf("read %+v, %v", engine, err)
	}
}
