package org.abcistream.cli.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnknownFieldSet;
import org.abcistream.proto.cosmos.auth.v1beta1.BaseAccount;
import org.abcistream.proto.cosmos.crypto.multisig.LegacyAminoPubKey;
import org.abcistream.proto.cosmos.staking.v1beta1.BondStatus;
import org.abcistream.proto.cosmos.staking.v1beta1.CommissionRates;
import org.abcistream.proto.cosmos.staking.v1beta1.DVPair;
import org.abcistream.proto.cosmos.staking.v1beta1.Params;
import org.abcistream.proto.cosmos.staking.v1beta1.UnbondingDelegationEntry;
import org.abcistream.proto.cosmos.staking.v1beta1.Validator;
import org.abcistream.proto.cosmos.staking.v1beta1.ValidatorUpdates;
import org.abcistream.proto.tendermint.abci.ValidatorUpdate;
import org.abcistream.proto.tendermint.crypto.PublicKey;
import org.junit.jupiter.api.Test;

class MessageJsonTest {
  @Test
  void aDecimalHasItsPoint() {
    assertThat(
            MessageJson.of(
                CommissionRates.newBuilder()
                    .setRate("690000000000000000")
                    .setMaxRate("-1")
                    .setMaxChangeRate("many")
                    .build()))
        .isEqualTo(
            "{\"rate\":\"0.690000000000000000\",\"max_rate\":\"-0.000000000000000001\","
                + "\"max_change_rate\":\"many\"}");
  }

  @Test
  void timesAndNumbersAreAsProtobufsJsonHasThem() {
    assertThat(
            MessageJson.of(
                UnbondingDelegationEntry.newBuilder()
                    .setCreationHeight(-1)
                    .setCompletionTime(Timestamp.newBuilder().setSeconds(1).setNanos(500_000_000))
                    .setInitialBalance("7")
                    .setUnbondingId(-1)
                    .build()))
        .isEqualTo(
            "{\"creation_height\":\"-1\",\"completion_time\":\"1970-01-01T00:00:01.500Z\","
                + "\"initial_balance\":\"7\",\"balance\":\"\","
                + "\"unbonding_id\":\"18446744073709551615\","
                + "\"unbonding_on_hold_ref_count\":\"0\"}");
    assertThat(
            MessageJson.of(
                Params.newBuilder()
                    .setUnbondingTime(Duration.newBuilder().setSeconds(1814400))
                    .setMaxValidators(-1)
                    .build()))
        .startsWith("{\"unbonding_time\":\"1814400s\",\"max_validators\":4294967295,");
  }

  @Test
  void anEnumHasItsNameAndAListItsValues() {
    assertThat(
            MessageJson.of(
                Validator.newBuilder()
                    .setStatus(BondStatus.BOND_STATUS_BONDED)
                    .addUnbondingIds(3)
                    .addUnbondingIds(4)
                    .build()))
        .contains("\"jailed\":false,\"status\":\"BOND_STATUS_BONDED\"")
        .contains("\"unbonding_ids\":[\"3\",\"4\"]")
        .contains("\"consensus_pubkey\":null");
  }

  @Test
  void ofAChoiceOnlyWhatWasChosenIsShown() {
    PublicKey key = PublicKey.newBuilder().setEd25519(ByteString.copyFromUtf8("key")).build();

    assertThat(
            MessageJson.of(
                ValidatorUpdates.newBuilder()
                    .addUpdates(ValidatorUpdate.newBuilder().setPubKey(key).setPower(7))
                    .build()))
        .isEqualTo("{\"updates\":[{\"pub_key\":{\"ed25519\":\"a2V5\"},\"power\":\"7\"}]}");
  }

  @Test
  void aFieldThatIsNotKnownIsNamedByItsNumber() {
    UnknownFieldSet.Field field = UnknownFieldSet.Field.newBuilder().addVarint(1).build();

    assertThat(
            MessageJson.of(
                DVPair.newBuilder()
                    .setUnknownFields(
                        UnknownFieldSet.newBuilder().addField(9, field).addField(7, field).build())
                    .build()))
        .isEqualTo("{\"delegator_address\":\"\",\"validator_address\":\"\",\"@unknown\":[7,9]}");
  }

  @Test
  void anyOfATypeThatIsNotKnownStaysBytes() {
    assertThat(MessageJson.of(any("/other.Key", ByteString.copyFromUtf8("key"))))
        .isEqualTo("{\"@type\":\"/other.Key\",\"value\":\"a2V5\"}");
  }

  @Test
  void anyThatIsNotWhatItSaysStaysBytes() {
    assertThat(
            MessageJson.of(any("/cosmos.auth.v1beta1.BaseAccount", ByteString.copyFromUtf8("key"))))
        .isEqualTo("{\"@type\":\"/cosmos.auth.v1beta1.BaseAccount\",\"value\":\"a2V5\"}");
  }

  @Test
  void messagesInMessagesWithoutEndAreBytesFromSomewhereOn() {
    Any nested = any("/cosmos.auth.v1beta1.BaseAccount", ByteString.EMPTY);
    for (int i = 0; i < 2000; i++) {
      nested =
          any(
              "/cosmos.crypto.multisig.LegacyAminoPubKey",
              LegacyAminoPubKey.newBuilder().addPublicKeys(nested).build().toByteString());
    }
    String json = MessageJson.of(BaseAccount.newBuilder().setPubKey(nested).build());

    assertThat(json.split("public_keys", -1)).hasSize(1 + 8);
    assertThat(json).contains("\"value\":\"");
  }

  private static Any any(String type, ByteString value) {
    return Any.newBuilder().setTypeUrl(type).setValue(value).build();
  }
}
