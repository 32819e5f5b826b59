package main

import (
	"fmt"

	"cosmossdk.io/math"
	abci "github.com/cometbft/cometbft/abci/types"
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

// generate makes the load where it cannot be late: in the proposal of each block.
func (app *App) generate(count int) sdk.PrepareProposalHandler {
	return func(ctx sdk.Context, req abci.RequestPrepareProposal) abci.ResponsePrepareProposal {
		txs := req.Txs
		for i := range min(count, accountCount) {
			index := (int(req.Height)*count + i) % accountCount
			tx, err := app.sign(ctx, index, app.message(ctx, index, int(req.Height)+i))
			if err != nil {
				panic(fmt.Errorf("the transaction of account %d: %w", index, err))
			}
			txs = append(txs, tx)
		}
		return abci.ResponsePrepareProposal{Txs: txs}
	}
}

// message is one of: stake, take back, a send that fails, a send of all there is (which deletes the balance), a send.
func (app *App) message(ctx sdk.Context, index, turn int) sdk.Msg {
	from, to := accountAddress(index), accountAddress(index+1)
	coin := sdk.NewInt64Coin(sdk.DefaultBondDenom, 1_000)
	validator := app.staking.GetAllValidators(ctx)[0].GetOperator()
	switch turn % 6 {
	case 0:
		return stakingtypes.NewMsgDelegate(from, validator, coin)
	case 1:
		return stakingtypes.NewMsgUndelegate(from, validator, coin)
	case 2:
		return banktypes.NewMsgSend(from, to, sdk.NewCoins(coin.AddAmount(math.NewInt(1<<62))))
	case 3:
		if balance := app.bank.GetBalance(ctx, from, sdk.DefaultBondDenom); balance.IsPositive() {
			return banktypes.NewMsgSend(from, to, sdk.NewCoins(balance))
		}
	}
	return banktypes.NewMsgSend(from, to, sdk.NewCoins(coin))
}

func (app *App) sign(ctx sdk.Context, index int, msg sdk.Msg) ([]byte, error) {
	key := accountKey(index)
	account := app.accounts.GetAccount(ctx, accountAddress(index))
	builder := app.tx.NewTxBuilder()
	builder.SetGasLimit(400_000)
	if err := builder.SetMsgs(msg); err != nil {
		return nil, err
	}
	mode := app.tx.SignModeHandler().DefaultMode()
	signature := signing.SignatureV2{
		PubKey: key.PubKey(), Data: &signing.SingleSignatureData{SignMode: mode}, Sequence: account.GetSequence(),
	}
	// What is signed names the signer, so that the signature is set twice: first without its bytes.
	if err := builder.SetSignatures(signature); err != nil {
		return nil, err
	}
	text, err := app.tx.SignModeHandler().GetSignBytes(mode, authsigning.SignerData{
		Address: account.GetAddress().String(), ChainID: ctx.ChainID(), AccountNumber: account.GetAccountNumber(),
		Sequence: account.GetSequence(), PubKey: key.PubKey(),
	}, builder.GetTx())
	if err != nil {
		return nil, err
	}
	signed, err := key.Sign(text)
	if err != nil {
		return nil, err
	}
	signature.Data = &signing.SingleSignatureData{SignMode: mode, Signature: signed}
	if err := builder.SetSignatures(signature); err != nil {
		return nil, err
	}
	return app.tx.TxEncoder()(builder.GetTx())
}
