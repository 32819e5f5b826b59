package main

import (
	txsigning "cosmossdk.io/x/tx/signing"
	"github.com/cosmos/cosmos-sdk/client"
	"github.com/cosmos/cosmos-sdk/codec"
	"github.com/cosmos/cosmos-sdk/codec/address"
	codectypes "github.com/cosmos/cosmos-sdk/codec/types"
	"github.com/cosmos/cosmos-sdk/std"
	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/module"
	"github.com/cosmos/cosmos-sdk/x/auth"
	authtx "github.com/cosmos/cosmos-sdk/x/auth/tx"
	"github.com/cosmos/cosmos-sdk/x/bank"
	"github.com/cosmos/cosmos-sdk/x/consensus"
	"github.com/cosmos/cosmos-sdk/x/staking"
	"github.com/cosmos/gogoproto/proto"
)

var (
	accountCodec   = address.NewBech32Codec(sdk.Bech32MainPrefix)
	validatorCodec = address.NewBech32Codec(sdk.Bech32PrefixValAddr)
	consensusCodec = address.NewBech32Codec(sdk.Bech32PrefixConsAddr)
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
	registry, err := codectypes.NewInterfaceRegistryWithOptions(codectypes.InterfaceRegistryOptions{
		ProtoFiles:     proto.HybridResolver,
		SigningOptions: txsigning.Options{AddressCodec: accountCodec, ValidatorAddressCodec: validatorCodec},
	})
	if err != nil {
		fail("the registry of interfaces: %v", err)
	}
	cdc := codec.NewProtoCodec(registry)
	amino := codec.NewLegacyAmino()
	std.RegisterInterfaces(registry)
	std.RegisterLegacyAminoCodec(amino)
	basics.RegisterInterfaces(registry)
	basics.RegisterLegacyAminoCodec(amino)
	return encoding{registry, cdc, amino, authtx.NewTxConfig(cdc, authtx.DefaultSignModes)}
}
