package org.abcistream.cli.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Bech32Test {
  @Test
  void nothingIsAChecksumAlone() {
    assertThat(Bech32.encode("a", new byte[0])).isEqualTo("a12uel5l");
  }

  @Test
  void anAddressIsWhatAChainHasWrittenIntoTheAccountOfThatAddress() {
    byte[] address = HexFormat.of().parseHex("444e4439f7e0b2088b0ba6dc988821f07a9243df");

    assertThat(Bech32.encode("cosmos", address))
        .isEqualTo("cosmos1g38ygw0huzeq3zct5mwf3zpp7pafys7llu5tr5");
    assertThat(Bech32.encode("cosmosvaloper", address))
        .isEqualTo("cosmosvaloper1g38ygw0huzeq3zct5mwf3zpp7pafys7l6gq708");
  }

  @Test
  void aLongAddressIsEncodedInFull() {
    assertThat(Bech32.encode("cosmos", new byte[255])).hasSize(6 + 1 + 255 * 8 / 5 + 6);
  }
}
