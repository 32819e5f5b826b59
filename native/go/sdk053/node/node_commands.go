package main

import (
	"encoding/json"
	"io"
	"os"

	"cosmossdk.io/log"
	cmtcfg "github.com/cometbft/cometbft/config"
	dbm "github.com/cosmos/cosmos-db"
	"github.com/cosmos/cosmos-sdk/client"
	"github.com/cosmos/cosmos-sdk/client/config"
	"github.com/cosmos/cosmos-sdk/client/flags"
	"github.com/cosmos/cosmos-sdk/client/pruning"
	"github.com/cosmos/cosmos-sdk/client/snapshot"
	"github.com/cosmos/cosmos-sdk/server"
	serverconfig "github.com/cosmos/cosmos-sdk/server/config"
	servertypes "github.com/cosmos/cosmos-sdk/server/types"
	authcmd "github.com/cosmos/cosmos-sdk/x/auth/client/cli"
	authtypes "github.com/cosmos/cosmos-sdk/x/auth/types"
	"github.com/spf13/cobra"

	"abcistream.org/go/blockcost"
	"abcistream.org/go/sdk053"
)

const (
	flagLoad       = "load"
	flagStreamer   = "streamer"
	flagOptimistic = "optimistic"
)

func newRoot() *cobra.Command {
	enc := newEncoding()
	defaults := client.Context{}.WithCodec(enc.codec).WithInterfaceRegistry(enc.registry).WithTxConfig(enc.tx).
		WithLegacyAmino(enc.amino).WithInput(os.Stdin).WithAccountRetriever(authtypes.AccountRetriever{}).
		WithViper(envPrefix)
	root := &cobra.Command{
		Use: "node", Short: "A chain whose state is streamed", SilenceUsage: true,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error { return configure(cmd, defaults) },
	}
	create := func(logger log.Logger, db dbm.DB, trace io.Writer, options servertypes.AppOptions) servertypes.Application {
		return newChainApp(logger, db, trace, true, options)
	}
	query := &cobra.Command{Use: "query", Short: "Ask a running node"}
	query.AddCommand(authcmd.QueryTxCmd(), server.QueryBlockCmd(), server.StatusCommand())
	query.PersistentFlags().String(flags.FlagChainID, "", "The chain's id")
	root.AddCommand(newInit(), blockcost.NewCommand(newBareChain), query, pruning.Cmd(create, ""), snapshot.Cmd(create))
	server.AddCommands(root, "", create, export, func(start *cobra.Command) {
		start.Flags().Int(flagLoad, 0, "Transactions that the node itself adds to each block it proposes")
		start.Flags().String(flagStreamer, "abcistream", "Who streams: sdk (a listener in Go), abcistream, both or none")
		start.Flags().Bool(flagOptimistic, false, "Execute a block while its votes are gathered")
		start.Flags().String("streamers.file.prefix", "", "What the files' names begin with")
	})
	return root
}

// configure reads the configuration of the home, which flags and variables override.
func configure(cmd *cobra.Command, clientCtx client.Context) error {
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
	return server.InterceptConfigsPreRunHandler(cmd, serverconfig.DefaultConfigTemplate+sdk053.ConfigTemplate, app,
		cmtcfg.DefaultConfig())
}

func export(logger log.Logger, db dbm.DB, trace io.Writer, height int64, _ bool, _ []string,
	options servertypes.AppOptions, modules []string,
) (servertypes.ExportedApp, error) {
	app := newChainApp(logger, db, trace, height == -1, options)
	if height != -1 {
		if err := app.LoadVersion(height); err != nil {
			return servertypes.ExportedApp{}, err
		}
	}
	ctx := app.NewContext(true)
	genesis, err := app.modules.ExportGenesisForModules(ctx, app.codec, modules)
	if err != nil {
		return servertypes.ExportedApp{}, err
	}
	state, err := json.MarshalIndent(genesis, "", "  ")
	return servertypes.ExportedApp{
		AppState: state, Height: app.LastBlockHeight() + 1, ConsensusParams: app.GetConsensusParams(ctx),
	}, err
}
