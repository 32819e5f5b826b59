package main

import (
	"os"
	"path/filepath"
	"time"

	cmtcfg "github.com/cometbft/cometbft/config"
	"github.com/cometbft/cometbft/p2p"
	"github.com/cometbft/cometbft/privval"
	cmttypes "github.com/cometbft/cometbft/types"
	"github.com/cosmos/cosmos-sdk/client/flags"
	"github.com/cosmos/cosmos-sdk/server"
	"github.com/spf13/cobra"
)

const (
	flagBlockTime     = "block-time"
	flagUpgradeHeight = "upgrade-height"
)

func newInitCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "init", Short: "Make the home of a new chain with one validator", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			blockTime, _ := cmd.Flags().GetDuration(flagBlockTime)
			upgradeHeight, _ := cmd.Flags().GetInt64(flagUpgradeHeight)
			cfg := server.GetServerContextFromCmd(cmd).Config
			return writeHome(cfg, blockTime, upgradeHeight)
		},
	}
	cmd.Flags().String(flags.FlagHome, "", "The node's home")
	cmd.Flags().Duration(flagBlockTime, time.Second, "How long the engine waits between two blocks")
	cmd.Flags().Int64(flagUpgradeHeight, 0, "The height at which the next release takes over; 0 is never")
	return cmd
}

func writeHome(cfg *cmtcfg.Config, blockTime time.Duration, upgradeHeight int64) error {
	cfg.Consensus.TimeoutCommit = blockTime
	cfg.Consensus.TimeoutPropose = time.Second
	cfg.P2P.ListenAddress = "tcp://127.0.0.1:0"
	cfg.TxIndex.Indexer = "null"
	cfg.RPC.PprofListenAddress = ""
	cmtcfg.WriteConfigFile(filepath.Join(cfg.RootDir, "config", "config.toml"), cfg)
	if err := os.MkdirAll(filepath.Join(cfg.RootDir, "data"), 0o755); err != nil {
		return err
	}
	if _, err := p2p.LoadOrGenNodeKey(cfg.NodeKeyFile()); err != nil {
		return err
	}
	validator := privval.LoadOrGenFilePV(cfg.PrivValidatorKeyFile(), cfg.PrivValidatorStateFile())
	state, err := genesisState(validator.Key.PubKey, upgradeHeight)
	if err != nil {
		return err
	}
	doc := &cmttypes.GenesisDoc{
		ChainID: chainID, GenesisTime: time.Now(), AppState: state,
		Validators: []cmttypes.GenesisValidator{{PubKey: validator.Key.PubKey, Power: 1}},
	}
	if err := doc.ValidateAndComplete(); err != nil {
		return err
	}
	return doc.SaveAs(cfg.GenesisFile())
}
