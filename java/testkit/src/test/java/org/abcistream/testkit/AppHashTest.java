package org.abcistream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class AppHashTest {
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

  @Test
  void theAppHashOfACommitIsItsDataWhereverThatStands() {
    assertThat(AppHash.ofCommit(HEX.parseHex("12 02 ab cd"))).isEqualTo(hash());
    assertThat(AppHash.ofCommit(HEX.parseHex("12 02 ab cd 18 05"))).isEqualTo(hash());
    assertThat(AppHash.ofCommit(HEX.parseHex("18 80 01 12 02 ab cd"))).isEqualTo(hash());
  }

  @Test
  void theAppHashOfAFinalizedBlockIsItsFifthField() {
    assertThat(AppHash.ofFinalizeBlock(HEX.parseHex("0a 01 00 12 02 01 02 2a 02 ab cd")))
        .isEqualTo(hash());
  }

  @Test
  void fieldsOfEveryWireTypeArePassedOver() {
    String fixed64 = "09 01 02 03 04 05 06 07 08 ";
    String fixed32 = "1d 01 02 03 04 ";
    String varint = "20 ff 01 ";
    assertThat(AppHash.ofCommit(HEX.parseHex(fixed64 + fixed32 + varint + "12 02 ab cd")))
        .isEqualTo(hash());
  }

  @Test
  void aMessageWithoutAnAppHashHasAnEmptyOne() {
    assertThat(AppHash.ofCommit(new byte[0])).isEmpty();
    assertThat(AppHash.ofCommit(HEX.parseHex("18 05"))).isEmpty();
    assertThat(AppHash.ofFinalizeBlock(HEX.parseHex("12 02 ab cd"))).isEmpty();
  }

  private static byte[] hash() {
    return HEX.parseHex("ab cd");
  }
}
