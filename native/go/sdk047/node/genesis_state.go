package main

import (
	"encoding/json"
	"time"

	"cosmossdk.io/math"
	"github.com/cometbft/cometbft/crypto"
	cmtproto "github.com/cometbft/cometbft/proto/tendermint/types"
	codectypes "github.com/cosmos/cosmos-sdk/codec/types"
	cryptocodec "github.com/cosmos/cosmos-sdk/crypto/codec"
	sdk "github.com/cosmos/cosmos-sdk/types"
	authtypes "github.com/cosmos/cosmos-sdk/x/auth/types"
	banktypes "github.com/cosmos/cosmos-sdk/x/bank/types"
	stakingtypes "github.com/cosmos/cosmos-sdk/x/staking/types"
)

const (
	chainID = "abcistream-047"
	// endowment is what each account has at first.
	endowment = 1_000_000_000
	// unbondingTime is short, so that stakes that come back delete their queue's entries.
	unbondingTime = 2 * time.Second
)

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
	key, err := cryptocodec.FromTmPubKeyInterface(validator)
	if err != nil {
		return nil, err
	}
	packed, err := codectypes.NewAnyWithValue(key)
	if err != nil {
		return nil, err
	}
	params := stakingtypes.DefaultParams()
	params.UnbondingTime = unbondingTime
	operator := sdk.ValAddress(validator.Address())
	return stakingtypes.NewGenesisState(params, []stakingtypes.Validator{{
		OperatorAddress: operator.String(), ConsensusPubkey: packed, Status: stakingtypes.Bonded,
		Tokens: tokens, DelegatorShares: math.LegacyNewDecFromInt(tokens), UnbondingTime: time.Unix(0, 0).UTC(),
		Commission:        stakingtypes.NewCommission(math.LegacyZeroDec(), math.LegacyZeroDec(), math.LegacyZeroDec()),
		MinSelfDelegation: math.OneInt(),
	}}, []stakingtypes.Delegation{
		stakingtypes.NewDelegation(accountAddress(0), operator, math.LegacyNewDecFromInt(tokens)),
	}), nil
}

// headerAt is the header of a context that only reads.
func headerAt(height int64) cmtproto.Header {
	return cmtproto.Header{ChainID: chainID, Height: height}
}
