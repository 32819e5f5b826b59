package org.abcistream.cli.output;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** How bytes are written as text. */
public enum BinaryFormat {
  /** Two lower-case digits a byte. */
  HEX,
  /** Base64 with padding, as protobuf's JSON has it. */
  BASE64;

  private static final byte[] DIGITS = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  /**
   * {@return the bytes as text}
   *
   * @param bytes borrowed; its position and limit stay
   */
  public String encode(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(bytes.position(), copy);
    if (this == BASE64) {
      return Base64.getEncoder().encodeToString(copy);
    }
    byte[] text = new byte[Math.multiplyExact(2, copy.length)];
    for (int i = 0; i < copy.length; i++) {
      text[2 * i] = DIGITS[copy[i] >> 4 & 0xf];
      text[2 * i + 1] = DIGITS[copy[i] & 0xf];
    }
    return new String(text, StandardCharsets.ISO_8859_1);
  }
}
