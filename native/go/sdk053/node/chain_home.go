package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"time"

	"cosmossdk.io/math"
	cmtcfg "github.com/cometbft/cometbft/config"
	"github.com/cometbft/cometbft/crypto"
	"github.com/cometbft/cometbft/p2p"
	"github.com/cometbft/cometbft/privval"
	cmttypes "github.com/cometbft/cometbft/types"
	"github.com/cosmos/cosmos-sdk/client/flags"
	codectypes "github.com/cosmos/cosmos-sdk/codec/types"
	cryptocodec "github.com/cosmos/cosmos-sdk/crypto/codec"
	"github.com/cosmos/cosmos-sdk/server"
	sdk "github.com/cosmos/cosmos-sdk/types"
	authtypes "github.com/cosmos/cosmos-sdk/x/auth/types"
	banktypes "github.com/cosmos/cosmos-sdk/x/bank/types"
	stakingtypes "github.com/cosmos/cosmos-sdk/x/staking/types"
	"github.com/spf13/cobra"
)

const (
	chainID = "abcistream-053"
	// endowment is what each account has at first.
	endowment = 1_000_000_000
	// unbondingTime is short, so that stakes that come back delete their entries in the queue.
	unbondingTime = 2 * time.Second

	flagBlockTime     = "block-time"
	flagUpgradeHeight = "upgrade-height"
)

func newInit() *cobra.Command {
	var blockTime time.Duration
	var upgradeHeight int64
	cmd := &cobra.Command{
		Use: "init", Short: "Make the home of a new chain with one validator", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return makeHome(server.GetServerContextFromCmd(cmd).Config, blockTime, upgradeHeight)
		},
	}
	cmd.Flags().String(flags.FlagHome, "", "The node's home")
	cmd.Flags().DurationVar(&blockTime, flagBlockTime, time.Second, "How long the engine waits between two blocks")
	cmd.Flags().Int64Var(&upgradeHeight, flagUpgradeHeight, 0, "At which height the next release takes over; 0 is never")
	return cmd
}

func makeHome(config *cmtcfg.Config, blockTime time.Duration, upgradeHeight int64) error {
	config.Consensus.TimeoutCommit = blockTime
	config.Consensus.TimeoutPropose = time.Second
	config.P2P.ListenAddress = "tcp://127.0.0.1:0"
	config.TxIndex.Indexer = "null"
	config.RPC.PprofListenAddress = ""
	cmtcfg.WriteConfigFile(filepath.Join(config.RootDir, "config", "config.toml"), config)
	if err := os.MkdirAll(filepath.Join(config.RootDir, "data"), 0o755); err != nil {
		return err
	}
	if _, err := p2p.LoadOrGenNodeKey(config.NodeKeyFile()); err != nil {
		return err
	}
	validator := privval.LoadOrGenFilePV(config.PrivValidatorKeyFile(), config.PrivValidatorStateFile())
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
	return doc.SaveAs(config.GenesisFile())
}

// genesisState is that of one validator, who is backed by the first account.
func genesisState(validator crypto.PubKey, upgradeHeight int64) (json.RawMessage, error) {
	enc := newEncoding()
	state := basics.DefaultGenesis(enc.codec)
	var accounts authtypes.GenesisAccounts
	var balances []banktypes.Balance
	coins := sdk.NewCoins(sdk.NewInt64Coin(sdk.DefaultBondDenom, endowment))
	for i := range accountCount {
		accounts = append(accounts, authtypes.NewBaseAccountWithAddress(accountAddress(i)))
		balances = append(balances, banktypes.Balance{Address: accountAddress(i).String(), Coins: coins})
	}
	bonded := sdk.NewCoin(sdk.DefaultBondDenom, sdk.DefaultPowerReduction)
	balances = append(balances, banktypes.Balance{
		Address: authtypes.NewModuleAddress(stakingtypes.BondedPoolName).String(), Coins: sdk.NewCoins(bonded),
	})
	staking, err := stakingState(validator, bonded.Amount)
	if err != nil {
		return nil, err
	}
	state[stakingtypes.ModuleName] = enc.codec.MustMarshalJSON(staking)
	state[authtypes.ModuleName] = enc.codec.MustMarshalJSON(
		authtypes.NewGenesisState(authtypes.DefaultParams(), accounts))
	state[banktypes.ModuleName] = enc.codec.MustMarshalJSON(
		banktypes.NewGenesisState(banktypes.DefaultParams(), balances, nil, nil, nil))
	if state[genesisUpgrade], err = json.Marshal(upgradeHeight); err != nil {
		return nil, err
	}
	return json.MarshalIndent(state, "", "  ")
}

func stakingState(validator crypto.PubKey, tokens math.Int) (*stakingtypes.GenesisState, error) {
	key, err := cryptocodec.FromCmtPubKeyInterface(validator)
	if err != nil {
		return nil, err
	}
	packed, err := codectypes.NewAnyWithValue(key)
	if err != nil {
		return nil, err
	}
	params := stakingtypes.DefaultParams()
	params.UnbondingTime = unbondingTime
	operator := sdk.ValAddress(validator.Address()).String()
	return stakingtypes.NewGenesisState(params, []stakingtypes.Validator{{
		OperatorAddress: operator, ConsensusPubkey: packed, Status: stakingtypes.Bonded,
		Tokens: tokens, DelegatorShares: math.LegacyNewDecFromInt(tokens), UnbondingTime: time.Unix(0, 0).UTC(),
		Commission:        stakingtypes.NewCommission(math.LegacyZeroDec(), math.LegacyZeroDec(), math.LegacyZeroDec()),
		MinSelfDelegation: math.OneInt(),
	}}, []stakingtypes.Delegation{
		stakingtypes.NewDelegation(accountAddress(0).String(), operator, math.LegacyNewDecFromInt(tokens)),
	}), nil
}
