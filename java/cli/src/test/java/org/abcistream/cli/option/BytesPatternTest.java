package org.abcistream.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class BytesPatternTest {
  @Test
  void hexAndTextAreTheSameBytes() {
    assertThat(BytesPattern.parse("0061")).isEqualTo(BytesPattern.parse("text:\0a"));
    assertThat(BytesPattern.parse("0x0061")).isEqualTo(BytesPattern.parse("0061"));
  }

  @Test
  void aWholeKeyMatchesOnlyItself() {
    BytesPattern key = BytesPattern.parse("02ff");
    assertThat(key.matches(bytes(2, 255))).isTrue();
    assertThat(key.matches(bytes(2, 255, 0))).isFalse();
    assertThat(key.matches(bytes(2))).isFalse();
  }

  @Test
  void aPrefixMatchesWhatBeginsSo() {
    BytesPattern prefix = BytesPattern.parse("prefix:02ff");
    assertThat(prefix.matches(bytes(2, 255))).isTrue();
    assertThat(prefix.matches(bytes(2, 255, 0))).isTrue();
    assertThat(prefix.matches(bytes(2))).isFalse();
    assertThat(BytesPattern.parse("prefix:text:a").matches(bytes('a', 'b'))).isTrue();
  }

  @Test
  void onlyHexIsTakenWithoutAMark() {
    assertThatThrownBy(() -> BytesPattern.parse("params"))
        .hasMessage(
            "the key \"params\" is not hex: write an even number of hex digits, or text:params");
    assertThatThrownBy(() -> BytesPattern.parse("123")).isInstanceOf(UsageException.class);
  }

  private static ByteBuffer bytes(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length);
    for (int value : values) {
      bytes.put((byte) value);
    }
    return bytes.flip();
  }
}
