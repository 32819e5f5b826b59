package main

import (
	"encoding/json"
	"io"
	"os"

	dbm "github.com/cometbft/cometbft-db"
	cmtcfg "github.com/cometbft/cometbft/config"
	"github.com/cometbft/cometbft/libs/log"
	"github.com/cosmos/cosmos-sdk/client"
	"github.com/cosmos/cosmos-sdk/client/config"
	"github.com/cosmos/cosmos-sdk/client/flags"
	"github.com/cosmos/cosmos-sdk/client/pruning"
	"github.com/cosmos/cosmos-sdk/client/rpc"
	"github.com/cosmos/cosmos-sdk/client/snapshot"
	"github.com/cosmos/cosmos-sdk/server"
	serverconfig "github.com/cosmos/cosmos-sdk/server/config"
	servertypes "github.com/cosmos/cosmos-sdk/server/types"
	authcmd "github.com/cosmos/cosmos-sdk/x/auth/client/cli"
	authtypes "github.com/cosmos/cosmos-sdk/x/auth/types"
	bankcmd "github.com/cosmos/cosmos-sdk/x/bank/client/cli"
	"github.com/spf13/cobra"

	"abcistream.org/go/blockcost"
	streaming "abcistream.org/go/sdk047"
)

const (
	flagLoad     = "load"
	flagStreamer = "streamer"
)

func newRootCommand() *cobra.Command {
	enc := newEncoding()
	defaults := client.Context{}.WithCodec(enc.codec).WithInterfaceRegistry(enc.registry).WithTxConfig(enc.tx).
		WithLegacyAmino(enc.amino).WithInput(os.Stdin).WithAccountRetriever(authtypes.AccountRetriever{}).
		WithViper(envPrefix)
	root := &cobra.Command{
		Use: "node", Short: "A chain whose state is streamed", SilenceUsage: true,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			return prepare(cmd, defaults)
		},
	}
	create := func(logger log.Logger, db dbm.DB, trace io.Writer, appOpts servertypes.AppOptions) servertypes.Application {
		return NewApp(logger, db, trace, true, appOpts)
	}
	query := &cobra.Command{Use: "query", Short: "Ask a running node"}
	query.AddCommand(authcmd.GetAccountCmd(), bankcmd.GetBalancesCmd(), rpc.StatusCommand(), rpc.BlockCommand())
	query.PersistentFlags().String(flags.FlagChainID, "", "The chain's id")
	prune := pruning.PruningCmd(create)
	// It reads no configuration, and the app asks for the chain's id.
	prune.Flags().String(flags.FlagChainID, chainID, "The chain's id")
	root.AddCommand(newInitCommand(), blockcost.NewCommand(newCostChain), query, prune, snapshot.Cmd(create))
	server.AddCommands(root, "", create, export, func(start *cobra.Command) {
		start.Flags().Int(flagLoad, 0, "Transactions that the node itself adds to each block it proposes")
		start.Flags().String(flagStreamer, "abcistream", "Who streams: sdk, abcistream, both or none")
	})
	return root
}

// prepare reads the configuration of the home, which flags and variables override.
func prepare(cmd *cobra.Command, clientCtx client.Context) error {
	clientCtx, err := client.ReadPersistentCommandFlags(clientCtx, cmd.Flags())
	if err != nil {
		return err
	}
	if clientCtx, err = config.ReadFromClientConfig(clientCtx); err != nil {
		return err
	}
	if err := client.SetCmdClientContextHandler(clientCtx, cmd); err != nil {
		return err
	}
	app := serverconfig.DefaultConfig()
	app.MinGasPrices = "0stake"
	app.API.Enable, app.GRPC.Enable, app.GRPCWeb.Enable = false, false, false
	return server.InterceptConfigsPreRunHandler(cmd, serverconfig.DefaultConfigTemplate+streaming.ConfigTemplate, app,
		cmtcfg.DefaultConfig())
}

func export(logger log.Logger, db dbm.DB, trace io.Writer, height int64, _ bool, _ []string,
	appOpts servertypes.AppOptions, modules []string,
) (servertypes.ExportedApp, error) {
	app := NewApp(logger, db, trace, height == -1, appOpts)
	if height != -1 {
		if err := app.LoadVersion(height); err != nil {
			return servertypes.ExportedApp{}, err
		}
	}
	ctx := app.NewContext(true, headerAt(app.LastBlockHeight()))
	state, err := json.MarshalIndent(app.modules.ExportGenesisForModules(ctx, app.codec, modules), "", "  ")
	return servertypes.ExportedApp{
		AppState: state, Height: app.LastBlockHeight() + 1, ConsensusParams: app.GetConsensusParams(ctx),
	}, err
}
