package streaming

import (
	"strings"
	"testing"

	dbm "github.com/cometbft/cometbft-db"
	cmtstore "github.com/cometbft/cometbft/proto/tendermint/store"
	"github.com/cometbft/cometbft/store"
	"github.com/cosmos/cosmos-sdk/client/flags"
	"github.com/spf13/viper"
)

func TestBlocksBelowTheBaseOfTheBlockStoreAreRefused(t *testing.T) {
	home := t.TempDir()
	options := viper.New()
	options.Set(flags.FlagHome, home)
	options.Set("db_dir", "blocks")
	if err := checkBlocks(options, 7); err == nil {
		t.Error("blocks can be replayed that no store has")
	}

	db, err := dbm.NewGoLevelDB("blockstore", home+"/blocks")
	if err != nil {
		t.Fatal(err)
	}
	store.SaveBlockStoreState(&cmtstore.BlockStoreState{Base: 7, Height: 20}, db)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := checkBlocks(options, 7); err != nil {
		t.Error(err)
	}
	if err := checkBlocks(options, 6); err == nil || !strings.Contains(err.Error(), "block 6 would have to be replayed") {
		t.Errorf("the error is %v", err)
	}
}
