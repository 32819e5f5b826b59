package main

import (
	"encoding/json"
	"fmt"
	"io"

	dbm "github.com/cometbft/cometbft-db"
	abci "github.com/cometbft/cometbft/abci/types"
	"github.com/cometbft/cometbft/libs/log"
	"github.com/cosmos/cosmos-sdk/baseapp"
	"github.com/cosmos/cosmos-sdk/client"
	"github.com/cosmos/cosmos-sdk/client/flags"
	"github.com/cosmos/cosmos-sdk/codec"
	codectypes "github.com/cosmos/cosmos-sdk/codec/types"
	"github.com/cosmos/cosmos-sdk/server"
	"github.com/cosmos/cosmos-sdk/server/api"
	serverconfig "github.com/cosmos/cosmos-sdk/server/config"
	servertypes "github.com/cosmos/cosmos-sdk/server/types"
	"github.com/cosmos/cosmos-sdk/std"
	storetypes "github.com/cosmos/cosmos-sdk/store/types"
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
	upgradekeeper "github.com/cosmos/cosmos-sdk/x/upgrade/keeper"
	upgradetypes "github.com/cosmos/cosmos-sdk/x/upgrade/types"
	"github.com/spf13/cast"
)

// basics is what each module brings to codecs, genesis and commands.
var basics = module.NewBasicManager(auth.AppModuleBasic{}, bank.AppModuleBasic{}, staking.AppModuleBasic{},
	consensus.AppModuleBasic{})

// encoding is how the node writes states and transactions.
type encoding struct {
	registry codectypes.InterfaceRegistry
	codec    codec.Codec
	amino    *codec.LegacyAmino
	tx       client.TxConfig
}

func newEncoding() encoding {
	registry := codectypes.NewInterfaceRegistry()
	cdc := codec.NewProtoCodec(registry)
	amino := codec.NewLegacyAmino()
	std.RegisterInterfaces(registry)
	std.RegisterLegacyAminoCodec(amino)
	basics.RegisterInterfaces(registry)
	basics.RegisterLegacyAminoCodec(amino)
	return encoding{registry, cdc, amino, authtx.NewTxConfig(cdc, authtx.DefaultSignModes)}
}

// App is a small chain: accounts, balances, staking, upgrades.
type App struct {
	*baseapp.BaseApp
	encoding

	keys      map[string]*storetypes.KVStoreKey
	modules   *module.Manager
	accounts  authkeeper.AccountKeeper
	bank      bankkeeper.BaseKeeper
	staking   *stakingkeeper.Keeper
	upgrade   *upgradekeeper.Keeper
	consensus consensuskeeper.Keeper
}

// NewApp builds the application as every command does, and streams where the node runs.
func NewApp(logger log.Logger, db dbm.DB, trace io.Writer, load bool, appOpts servertypes.AppOptions) *App {
	enc := newEncoding()
	app := &App{encoding: enc}
	app.BaseApp = baseapp.NewBaseApp("abcistream-node", logger, db, enc.tx.TxDecoder(),
		server.DefaultBaseappOptions(appOpts)...)
	app.SetCommitMultiStoreTracer(trace)
	app.SetInterfaceRegistry(enc.registry)
	app.SetTxEncoder(enc.tx.TxEncoder())
	app.keys = sdk.NewKVStoreKeys(authtypes.StoreKey, banktypes.StoreKey, stakingtypes.StoreKey,
		upgradetypes.StoreKey, consensustypes.StoreKey, releaseStore)
	app.buildKeepers(appOpts)
	app.buildModules()

	if err := loadStreaming(app.BaseApp, appOpts, enc.codec, logger, app.keys); err != nil {
		exit("streaming: %v", err)
	}
	app.MountKVStores(app.keys)
	app.setHandlers(cast.ToInt(appOpts.Get(flagLoad)))
	app.prepareUpgrade(db)
	if load {
		if err := app.LoadLatestVersion(); err != nil {
			exit("%v", err)
		}
	}
	return app
}

func (app *App) buildKeepers(appOpts servertypes.AppOptions) {
	authority := authtypes.NewModuleAddress("gov").String()
	app.consensus = consensuskeeper.NewKeeper(app.codec, app.keys[consensustypes.StoreKey], authority)
	app.SetParamStore(&app.consensus)
	app.accounts = authkeeper.NewAccountKeeper(app.codec, app.keys[authtypes.StoreKey], authtypes.ProtoBaseAccount,
		map[string][]string{
			authtypes.FeeCollectorName:     nil,
			stakingtypes.BondedPoolName:    {authtypes.Burner, authtypes.Staking},
			stakingtypes.NotBondedPoolName: {authtypes.Burner, authtypes.Staking},
		}, sdk.Bech32MainPrefix, authority)
	app.bank = bankkeeper.NewBaseKeeper(app.codec, app.keys[banktypes.StoreKey], app.accounts, nil, authority)
	app.staking = stakingkeeper.NewKeeper(app.codec, app.keys[stakingtypes.StoreKey], app.accounts, app.bank, authority)
	app.upgrade = upgradekeeper.NewKeeper(nil, app.keys[upgradetypes.StoreKey], app.codec,
		cast.ToString(appOpts.Get(flags.FlagHome)), app.BaseApp, authority)
}

func (app *App) buildModules() {
	app.modules = module.NewManager(
		auth.NewAppModule(app.codec, app.accounts, nil, nil),
		bank.NewAppModule(app.codec, app.bank, app.accounts, nil),
		staking.NewAppModule(app.codec, app.staking, app.accounts, app.bank, nil),
		consensus.NewAppModule(app.codec, app.consensus),
	)
	order := []string{authtypes.ModuleName, banktypes.ModuleName, stakingtypes.ModuleName, consensustypes.ModuleName}
	app.modules.SetOrderInitGenesis(order...)
	app.modules.SetOrderBeginBlockers(order...)
	app.modules.SetOrderEndBlockers(order...)
	app.modules.RegisterServices(module.NewConfigurator(app.codec, app.MsgServiceRouter(), app.GRPCQueryRouter()))
}

func (app *App) setHandlers(load int) {
	handler, err := ante.NewAnteHandler(ante.HandlerOptions{
		AccountKeeper: app.accounts, BankKeeper: app.bank,
		SignModeHandler: app.tx.SignModeHandler(), SigGasConsumer: ante.DefaultSigVerificationGasConsumer,
	})
	if err != nil {
		exit("ante handler: %v", err)
	}
	app.SetAnteHandler(handler)
	app.SetInitChainer(app.initChain)
	app.SetBeginBlocker(app.beginBlock)
	app.SetEndBlocker(app.modules.EndBlock)
	app.SetPrepareProposal(app.generate(load))
	app.SetProcessProposal(baseapp.NoOpProcessProposal())
}

func (app *App) initChain(ctx sdk.Context, req abci.RequestInitChain) abci.ResponseInitChain {
	var state map[string]json.RawMessage
	if err := json.Unmarshal(req.AppStateBytes, &state); err != nil {
		panic(fmt.Errorf("the genesis state: %w", err))
	}
	app.scheduleUpgrade(ctx, state[genesisUpgrade])
	return app.modules.InitGenesis(ctx, app.codec, state)
}

func (app *App) beginBlock(ctx sdk.Context, req abci.RequestBeginBlock) abci.ResponseBeginBlock {
	app.checkUpgrade(ctx, req)
	app.visit(ctx)
	return app.modules.BeginBlock(ctx, req)
}

// RegisterAPIRoutes serves no REST: the node has none.
func (app *App) RegisterAPIRoutes(*api.Server, serverconfig.APIConfig) {}

// RegisterTxService lets clients look at transactions.
func (app *App) RegisterTxService(ctx client.Context) {
	authtx.RegisterTxService(app.GRPCQueryRouter(), ctx, app.Simulate, app.registry)
}

// RegisterTendermintService serves nothing more than the engine's own RPC.
func (app *App) RegisterTendermintService(client.Context) {}

// RegisterNodeService serves nothing: the configuration is in the node's home.
func (app *App) RegisterNodeService(client.Context) {}
