package org.abcistream.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.HexFormat;
import org.abcistream.proto.cosmos.auth.v1beta1.BaseAccount;
import org.abcistream.proto.cosmos.auth.v1beta1.ModuleAccount;
import org.abcistream.proto.cosmos.bank.v1beta1.DenomUnit;
import org.abcistream.proto.cosmos.bank.v1beta1.Metadata;
import org.abcistream.proto.cosmos.bank.v1beta1.SendEnabled;
import org.abcistream.proto.cosmos.base.v1beta1.Coin;
import org.abcistream.proto.cosmos.crypto.multisig.LegacyAminoPubKey;
import org.abcistream.proto.cosmos.option.DecimalOption;
import org.abcistream.proto.cosmos.staking.v1beta1.Description;
import org.abcistream.proto.cosmos.staking.v1beta1.RedelegationEntry;
import org.abcistream.proto.cosmos.staking.v1beta1.UnbondingDelegationEntry;
import org.abcistream.proto.cosmos.staking.v1beta1.Validator;
import org.abcistream.proto.cosmos.vesting.v1beta1.BaseVestingAccount;
import org.abcistream.proto.cosmos.vesting.v1beta1.ContinuousVestingAccount;
import org.abcistream.proto.cosmos.vesting.v1beta1.DelayedVestingAccount;
import org.abcistream.proto.cosmos.vesting.v1beta1.Period;
import org.abcistream.proto.cosmos.vesting.v1beta1.PeriodicVestingAccount;
import org.abcistream.proto.cosmos.vesting.v1beta1.PermanentLockedAccount;
import org.junit.jupiter.api.Test;

/**
 * The messages that chains keep in their stores: the fields that no recorded trace holds. Those
 * that one holds are tested where values are decoded.
 */
class StateMessagesTest {
  private static final BaseVestingAccount VESTING =
      BaseVestingAccount.newBuilder().setEndTime(7).build();

  @Test
  void theFieldsOfAccountsHaveTheirNumbers() {
    assertWritten(
        BaseAccount.newBuilder().setPubKey(Any.getDefaultInstance()).setAccountNumber(7),
        "12 00 18 07");
    assertWritten(BaseAccount.newBuilder().setAddress("a").setSequence(7), "0a 01 61 20 07");
    assertWritten(ModuleAccount.newBuilder().setName("m").addPermissions("p"), "12 01 6d 1a 01 70");
    assertWritten(
        LegacyAminoPubKey.newBuilder().setThreshold(7).addPublicKeys(Any.getDefaultInstance()),
        "08 07 12 00");
  }

  @Test
  void theFieldsOfVestingAccountsHaveTheirNumbers() {
    Coin coin = Coin.newBuilder().setDenom("d").setAmount("1").build();

    assertWritten(
        BaseVestingAccount.newBuilder()
            .setBaseAccount(BaseAccount.getDefaultInstance())
            .addOriginalVesting(coin)
            .addDelegatedFree(Coin.getDefaultInstance())
            .addDelegatedVesting(Coin.getDefaultInstance())
            .setEndTime(7),
        "0a 00 12 06 0a 01 64 12 01 31 1a 00 22 00 28 07");
    assertWritten(
        ContinuousVestingAccount.newBuilder().setBaseVestingAccount(VESTING).setStartTime(7),
        "0a 02 28 07 10 07");
    assertWritten(DelayedVestingAccount.newBuilder().setBaseVestingAccount(VESTING), "0a 02 28 07");
    assertWritten(
        PermanentLockedAccount.newBuilder().setBaseVestingAccount(VESTING), "0a 02 28 07");
    assertWritten(
        PeriodicVestingAccount.newBuilder()
            .setBaseVestingAccount(VESTING)
            .setStartTime(7)
            .addVestingPeriods(
                Period.newBuilder().setLength(7).addAmount(Coin.getDefaultInstance())),
        "0a 02 28 07 10 07 1a 04 08 07 12 00");
  }

  @Test
  void theFieldsOfDenominationsHaveTheirNumbers() {
    assertWritten(SendEnabled.newBuilder().setDenom("d").setEnabled(true), "0a 01 64 10 01");
    assertWritten(
        Metadata.newBuilder()
            .setDescription("1")
            .addDenomUnits(DenomUnit.newBuilder().setDenom("1").setExponent(6).addAliases("3"))
            .setBase("3")
            .setDisplay("4")
            .setName("5")
            .setSymbol("6")
            .setUri("7")
            .setUriHash("8"),
        "0a 01 31 12 08 0a 01 31 10 06 1a 01 33 1a 01 33 22 01 34 2a 01 35 32 01 36 3a 01 37 42"
            + " 01 38");
  }

  @Test
  void theFieldsOfStakingThatAreSeldomSetHaveTheirNumbers() {
    assertWritten(
        Description.newBuilder()
            .setMoniker("1")
            .setIdentity("2")
            .setWebsite("3")
            .setSecurityContact("4")
            .setDetails("5"),
        "0a 01 31 12 01 32 1a 01 33 22 01 34 2a 01 35");
    assertWritten(Validator.newBuilder().setUnbondingOnHoldRefCount(7), "60 07");
    assertWritten(UnbondingDelegationEntry.newBuilder().setUnbondingOnHoldRefCount(7), "30 07");
    assertWritten(RedelegationEntry.newBuilder().setUnbondingOnHoldRefCount(7), "30 07");
  }

  @Test
  void aFieldThatHoldsADecimalSaysSo() {
    assertThat(isDecimal("tokens")).isFalse();
    assertThat(isDecimal("delegator_shares")).isTrue();
  }

  private static boolean isDecimal(String field) {
    return Validator.getDescriptor()
        .findFieldByName(field)
        .getOptions()
        .getExtension(DecimalOption.decimal);
  }

  private static void assertWritten(Message.Builder message, String hex) {
    assertThat(message.build().toByteString())
        .isEqualTo(ByteString.copyFrom(HexFormat.ofDelimiter(" ").parseHex(hex)));
  }
}
