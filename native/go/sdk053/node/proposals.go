package main

import (
	"fmt"

	"cosmossdk.io/math"
	abci "github.com/cometbft/cometbft/abci/types"
	"github.com/cosmos/cosmos-sdk/client/tx"
	"github.com/cosmos/cosmos-sdk/crypto/keys/secp256k1"
	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/tx/signing"
	authsigning "github.com/cosmos/cosmos-sdk/x/auth/signing"
	banktypes "github.com/cosmos/cosmos-sdk/x/bank/types"
	stakingtypes "github.com/cosmos/cosmos-sdk/x/staking/types"
)

// accountCount is how many accounts the genesis endows; each signs at most one transaction a block.
const accountCount = 64

// accountKey is the key of one of the generator's accounts; everybody knows it.
func accountKey(index int) *secp256k1.PrivKey {
	return secp256k1.GenPrivKeyFromSecret(fmt.Appendf(nil, "account %d", index))
}

func accountAddress(index int) sdk.AccAddress {
	return sdk.AccAddress(accountKey(index % accountCount).PubKey().Address())
}

// propose makes the load where it cannot be late: in the proposal of each block.
func (app *chainApp) propose(count int) sdk.PrepareProposalHandler {
	return func(ctx sdk.Context, req *abci.RequestPrepareProposal) (*abci.ResponsePrepareProposal, error) {
		txs := req.Txs
		for turn := range min(count, accountCount) {
			index := (int(req.Height)*count + turn) % accountCount
			signed, err := app.signed(ctx, index, turn)
			if err != nil {
				return nil, fmt.Errorf("the transaction of account %d: %w", index, err)
			}
			txs = append(txs, signed)
		}
		return &abci.ResponsePrepareProposal{Txs: txs}, nil
	}
}

// message is one of: stake, take back, a send that fails, a send of all there is (which deletes the balance), a send.
func (app *chainApp) message(ctx sdk.Context, index, turn int) (sdk.Msg, error) {
	from, to := accountAddress(index), accountAddress(index+1)
	coin := sdk.NewInt64Coin(sdk.DefaultBondDenom, 1_000)
	validators, err := app.staking.GetAllValidators(ctx)
	if err != nil {
		return nil, err
	}
	operator := validators[0].GetOperator()
	switch turn % 6 {
	case 0:
		return stakingtypes.NewMsgDelegate(from.String(), operator, coin), nil
	case 1:
		return stakingtypes.NewMsgUndelegate(from.String(), operator, coin), nil
	case 2:
		return banktypes.NewMsgSend(from, to, sdk.NewCoins(coin.AddAmount(math.NewInt(1<<62)))), nil
	case 3:
		if balance := app.bank.GetBalance(ctx, from, sdk.DefaultBondDenom); balance.IsPositive() {
			coin = balance
		}
	}
	return banktypes.NewMsgSend(from, to, sdk.NewCoins(coin)), nil
}

func (app *chainApp) signed(ctx sdk.Context, index, turn int) ([]byte, error) {
	msg, err := app.message(ctx, index, turn)
	if err != nil {
		return nil, err
	}
	key := accountKey(index)
	account := app.accounts.GetAccount(ctx, accountAddress(index))
	signer := authsigning.SignerData{
		Address: account.GetAddress().String(), ChainID: ctx.ChainID(), AccountNumber: account.GetAccountNumber(),
		Sequence: account.GetSequence(), PubKey: key.PubKey(),
	}
	const mode = signing.SignMode_SIGN_MODE_DIRECT
	builder := app.tx.NewTxBuilder()
	builder.SetGasLimit(400_000)
	if err := builder.SetMsgs(msg); err != nil {
		return nil, err
	}
	// What is signed names the signer, so that the signature is set twice: first without its bytes.
	unsigned := signing.SignatureV2{
		PubKey: key.PubKey(), Data: &signing.SingleSignatureData{SignMode: mode}, Sequence: signer.Sequence,
	}
	if err := builder.SetSignatures(unsigned); err != nil {
		return nil, err
	}
	signature, err := tx.SignWithPrivKey(ctx, mode, signer, builder, key, app.tx, signer.Sequence)
	if err != nil {
		return nil, err
	}
	if err := builder.SetSignatures(signature); err != nil {
		return nil, err
	}
	return app.tx.TxEncoder()(builder.GetTx())
}
