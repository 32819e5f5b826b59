package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	corestore "cosmossdk.io/core/store"
	"cosmossdk.io/log"
	storetypes "cosmossdk.io/store/types"
	upgradekeeper "cosmossdk.io/x/upgrade/keeper"
	upgradetypes "cosmossdk.io/x/upgrade/types"
	abci "github.com/cometbft/cometbft/abci/types"
	dbm "github.com/cosmos/cosmos-db"
	"github.com/cosmos/cosmos-sdk/baseapp"
	"github.com/cosmos/cosmos-sdk/client"
	"github.com/cosmos/cosmos-sdk/client/flags"
	"github.com/cosmos/cosmos-sdk/runtime"
	"github.com/cosmos/cosmos-sdk/server"
	"github.com/cosmos/cosmos-sdk/server/api"
	serverconfig "github.com/cosmos/cosmos-sdk/server/config"
	servertypes "github.com/cosmos/cosmos-sdk/server/types"
	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/module"
	"github.com/cosmos/cosmos-sdk/x/auth"
	"github.com/cosmos/cosmos-sdk/x/auth/ante"
	authkeeper "github.com/cosmos/cosmos-sdk/x/auth/keeper"
	authtx "github.com/cosmos/cosmos-sdk/x/auth/tx"
	authtypes "github.com/cosmos/cosmos-sdk/x/auth/types"
	"github.com/cosmos/cosmos-sdk/x/bank"
	bankkeeper "github.com/cosmos/cosmos-sdk/x/bank/keeper"
	banktypes "github.com/cosmos/cosmos-sdk/x/bank/types"
	"github.com/cosmos/cosmos-sdk/x/consensus"
	consensuskeeper "github.com/cosmos/cosmos-sdk/x/consensus/keeper"
	consensustypes "github.com/cosmos/cosmos-sdk/x/consensus/types"
	"github.com/cosmos/cosmos-sdk/x/staking"
	stakingkeeper "github.com/cosmos/cosmos-sdk/x/staking/keeper"
	stakingtypes "github.com/cosmos/cosmos-sdk/x/staking/types"
	"github.com/spf13/cast"

	"abcistream.org/go/sdk053"
)

// chainApp is a small chain: accounts, balances, staking, upgrades, and a store that only one release has.
type chainApp struct {
	*baseapp.BaseApp
	encoding

	streaming *sdk053.Streaming
	keys      map[string]*storetypes.KVStoreKey
	modules   *module.Manager
	accounts  authkeeper.AccountKeeper
	bank      bankkeeper.BaseKeeper
	staking   *stakingkeeper.Keeper
	upgrade   *upgradekeeper.Keeper
	consensus consensuskeeper.Keeper
}

// newChainApp builds the app as every command does; it streams where the node runs.
func newChainApp(logger log.Logger, db dbm.DB, trace io.Writer, load bool, options servertypes.AppOptions) *chainApp {
	app := &chainApp{encoding: newEncoding()}
	baseOptions := server.DefaultBaseappOptions(options)
	if cast.ToBool(options.Get(flagOptimistic)) {
		baseOptions = append(baseOptions, baseapp.SetOptimisticExecution())
	}
	app.BaseApp = baseapp.NewBaseApp("abcistream-node", logger, db, app.tx.TxDecoder(), baseOptions...)
	app.SetCommitMultiStoreTracer(trace)
	app.SetInterfaceRegistry(app.registry)
	app.SetTxEncoder(app.tx.TxEncoder())
	app.keys = storetypes.NewKVStoreKeys(authtypes.StoreKey, banktypes.StoreKey, stakingtypes.StoreKey,
		upgradetypes.StoreKey, consensustypes.StoreKey, releaseStore)
	app.MountKVStores(app.keys)
	app.buildKeepers(logger, options)
	app.buildModules()
	app.setHandlers(cast.ToInt(options.Get(flagLoad)))
	if err := app.stream(logger, db, options); err != nil {
		fail("%v", err)
	}
	if load {
		if err := app.LoadLatestVersion(); err != nil {
			fail("%v", err)
		}
	}
	return app
}

// Close drains the services before the databases are closed. The SDK calls it when the engine has stopped.
func (app *chainApp) Close() error {
	return errors.Join(app.streaming.Close(), app.BaseApp.Close())
}

func (app *chainApp) buildKeepers(logger log.Logger, options servertypes.AppOptions) {
	store := func(name string) corestore.KVStoreService { return runtime.NewKVStoreService(app.keys[name]) }
	authority := authtypes.NewModuleAddress("gov").String()
	app.consensus = consensuskeeper.NewKeeper(app.codec, store(consensustypes.StoreKey), authority, runtime.EventService{})
	app.SetParamStore(app.consensus.ParamsStore)
	app.accounts = authkeeper.NewAccountKeeper(app.codec, store(authtypes.StoreKey), authtypes.ProtoBaseAccount,
		map[string][]string{
			authtypes.FeeCollectorName:     nil,
			stakingtypes.BondedPoolName:    {authtypes.Burner, authtypes.Staking},
			stakingtypes.NotBondedPoolName: {authtypes.Burner, authtypes.Staking},
		}, accountCodec, sdk.Bech32MainPrefix, authority)
	app.bank = bankkeeper.NewBaseKeeper(app.codec, store(banktypes.StoreKey), app.accounts, nil, authority, logger)
	app.staking = stakingkeeper.NewKeeper(app.codec, store(stakingtypes.StoreKey), app.accounts, app.bank, authority,
		validatorCodec, consensusCodec)
	app.upgrade = upgradekeeper.NewKeeper(nil, store(upgradetypes.StoreKey), app.codec,
		cast.ToString(options.Get(flags.FlagHome)), app.BaseApp, authority)
}

func (app *chainApp) buildModules() {
	app.modules = module.NewManager(
		auth.NewAppModule(app.codec, app.accounts, nil, nil),
		bank.NewAppModule(app.codec, app.bank, app.accounts, nil),
		staking.NewAppModule(app.codec, app.staking, app.accounts, app.bank, nil),
		consensus.NewAppModule(app.codec, app.consensus),
	)
	order := []string{authtypes.ModuleName, banktypes.ModuleName, stakingtypes.ModuleName, consensustypes.ModuleName}
	app.modules.SetOrderInitGenesis(order...)
	app.modules.SetOrderBeginBlockers(stakingtypes.ModuleName)
	app.modules.SetOrderEndBlockers(stakingtypes.ModuleName, banktypes.ModuleName)
	configurator := module.NewConfigurator(app.codec, app.MsgServiceRouter(), app.GRPCQueryRouter())
	if err := app.modules.RegisterServices(configurator); err != nil {
		fail("the modules' services: %v", err)
	}
}

func (app *chainApp) setHandlers(load int) {
	handler, err := ante.NewAnteHandler(ante.HandlerOptions{
		AccountKeeper: app.accounts, BankKeeper: app.bank,
		SignModeHandler: app.tx.SignModeHandler(), SigGasConsumer: ante.DefaultSigVerificationGasConsumer,
	})
	if err != nil {
		fail("ante handler: %v", err)
	}
	app.SetAnteHandler(handler)
	app.SetInitChainer(app.initChain)
	app.SetPreBlocker(app.preBlock)
	app.SetBeginBlocker(app.beginBlock)
	app.SetEndBlocker(app.modules.EndBlock)
	app.SetPrepareProposal(app.propose(load))
	app.SetProcessProposal(baseapp.NoOpProcessProposal())
}

func (app *chainApp) initChain(ctx sdk.Context, req *abci.RequestInitChain) (*abci.ResponseInitChain, error) {
	var state map[string]json.RawMessage
	if err := json.Unmarshal(req.AppStateBytes, &state); err != nil {
		return nil, fmt.Errorf("the genesis state: %w", err)
	}
	if err := app.scheduleUpgrade(ctx, state[genesisUpgrade]); err != nil {
		return nil, err
	}
	return app.modules.InitGenesis(ctx, app.codec, state)
}

func (app *chainApp) beginBlock(ctx sdk.Context) (sdk.BeginBlock, error) {
	app.visit(ctx)
	return app.modules.BeginBlock(ctx)
}

// RegisterAPIRoutes serves no REST: the node has none.
func (app *chainApp) RegisterAPIRoutes(*api.Server, serverconfig.APIConfig) {}

// RegisterTxService lets clients look at transactions.
func (app *chainApp) RegisterTxService(ctx client.Context) {
	authtx.RegisterTxService(app.GRPCQueryRouter(), ctx, app.Simulate, app.registry)
}

// RegisterTendermintService serves nothing more than the engine's own RPC.
func (app *chainApp) RegisterTendermintService(client.Context) {}

// RegisterNodeService serves nothing: the configuration is in the node's home.
func (app *chainApp) RegisterNodeService(client.Context, serverconfig.Config) {}
