package org.abcistream.cli.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueDecoderTest {
  private static final String ADDRESS = "444e4439f7e0b2088b0ba6dc988821f07a9243df";
  private static final String BECH32 = "cosmos1g38ygw0huzeq3zct5mwf3zpp7pafys7llu5tr5";
  private static final String STAKE = "7374616b65";

  private final ValueDecoder decoder = new ValueDecoder("cosmos");

  @Test
  void aBalanceHasAddressDenominationAndAmount() {
    assertThat(json("bank", "0214" + ADDRESS + STAKE, text("90309558708")))
        .isEqualTo(
            "{\"kind\":\"balance\",\"key\":{\"address\":\""
                + BECH32
                + "\",\"denom\":\"stake\"},\"value\":\"90309558708\"}");
  }

  @Test
  void aBalanceOfBefore046IsACoin() {
    assertThat(json("bank", "0214" + ADDRESS + STAKE, "0a05" + STAKE + "120137"))
        .endsWith("\"value\":\"7\"}");
  }

  @Test
  void withoutAPrefixAddressesAreHex() {
    assertThat(
            new ValueDecoder("")
                .decode("bank", bytes("0214" + ADDRESS + STAKE), bytes(text("7")))
                .orElseThrow()
                .toText())
        .isEqualTo("balance address=" + ADDRESS + " denom=stake: \"7\"");
  }

  @Test
  void aDeletedKeyHasNoValue() {
    assertThat(
            decoder.decodeDeleted("bank", bytes("0214" + ADDRESS + STAKE)).orElseThrow().toJson())
        .isEqualTo(
            "{\"kind\":\"balance\",\"key\":{\"address\":\"" + BECH32 + "\",\"denom\":\"stake\"}}");
  }

  @Test
  void anAccountIsTheMessageInIt() {
    String account =
        "0a202f636f736d6f732e617574682e763162657461312e426173654163636f756e7412310a2d"
            + text(BECH32)
            + "180c";
    assertThat(json("acc", "01" + ADDRESS, account))
        .isEqualTo(
            "{\"kind\":\"account\",\"key\":{\"address\":\""
                + BECH32
                + "\"},\"value\":{\"@type\":\"/cosmos.auth.v1beta1.BaseAccount\",\"address\":\""
                + BECH32
                + "\",\"pub_key\":null,\"account_number\":\"12\",\"sequence\":\"0\"}}");
  }

  @ParameterizedTest
  @CsvSource({
    "bank,    007374616b65,                 34, supply",
    "bank,    047374616b65,               0801, send_enabled",
    "bank,    047374616b65,                 01, send_enabled",
    "bank,    037374616b6500144e4e4439f7e0b2088b0ba6dc988821f07a9243df, 00, denom_owner",
    "bank,    037374616b6500144e4e4439f7e0b2088b0ba6dc988821f07a9243df,   , denom_owner",
    "acc,     676c6f62616c4163636f756e744e756d626572, 081a, next_account_number",
    "acc,     02,             0000000000000044, next_account_number",
    "staking, 50313837,                       , historical_info",
    "staking, 50000000000000000b,             , historical_info",
  })
  void whatGenerationsWriteInDifferentWaysIsKnownInEach(
      String store, String key, String value, String kind) {
    assertThat(decoder.decode(store, bytes(key), bytes(value == null ? "" : value)))
        .map(DecodedPair::kind)
        .hasValue(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "gov,     007374616b65,  34", // not a well-known store
    "bank,    09,            34", // not a well-known key
    "bank,    '',            34", // no key at all
    "bank,    0005,          34", // a denomination that is not text
    "bank,    0214444e44,    34", // an address that is too short
    "bank,    02,            34", // no address
    "bank,    007374616b65,  3f", // an amount that is no number
    "bank,    057374616b65,  1001", // more in the key than there should be
    "acc,     02,            44", // a number of another size
    "acc,     61ff,          44", // another text
    "staking, 21,            ff", // no message
    "staking, 1101ff,        ff", // a value that is no message
    "staking, 4332,          ff", // no time
  })
  void whatIsNotLaidOutSoStaysBytes(String store, String key, String value) {
    assertThat(decoder.decode(store, bytes(key), bytes(value))).isEmpty();
  }

  @Test
  void theBuffersStayWhereTheyWere() {
    ByteBuffer key = bytes("ff007374616b65").position(1);
    ByteBuffer value = bytes("ff34").position(1);

    assertThat(decoder.decode("bank", key, value)).isPresent();
    assertThat(key.position()).isEqualTo(1);
    assertThat(value.position()).isEqualTo(1);
  }

  @Test
  void aPrefixThatNoAddressHasIsRefused() {
    assertThatThrownBy(() -> new ValueDecoder("Cosmos"))
        .hasMessage(
            "\"Cosmos\" cannot begin an address: give lower-case letters and digits, such as"
                + " cosmos");
  }

  private String json(String store, String key, String value) {
    return decoder.decode(store, bytes(key), bytes(value)).orElseThrow().toJson();
  }

  private static String text(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static ByteBuffer bytes(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }
}
