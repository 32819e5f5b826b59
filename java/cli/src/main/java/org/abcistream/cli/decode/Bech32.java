package org.abcistream.cli.decode;

/** The encoding of addresses as text, as BIP 173 defines it, without its limit on lengths. */
final class Bech32 {
  private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final int CHECKSUM_SIZE = 6;

  /** The generator of the checksum, a code over groups of five bits. */
  private static final int[] GENERATOR = {
    0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
  };

  private Bech32() {}

  /**
   * @param prefix in lower case, not empty
   * @param data any bytes
   */
  static String encode(String prefix, byte[] data) {
    StringBuilder text = new StringBuilder(prefix).append('1');
    int checksum = checksumOfPrefix(prefix);
    int bits = 0;
    int bitCount = 0;
    for (byte next : data) {
      bits = bits << 8 | Byte.toUnsignedInt(next);
      bitCount += 8;
      while (bitCount >= 5) {
        bitCount -= 5;
        checksum = append(text, checksum, bits >> bitCount & 31);
      }
    }
    if (bitCount > 0) {
      checksum = append(text, checksum, bits << (5 - bitCount) & 31);
    }
    return appendChecksum(text, checksum).toString();
  }

  private static int append(StringBuilder text, int checksum, int group) {
    text.append(ALPHABET.charAt(group));
    return update(checksum, group);
  }

  private static StringBuilder appendChecksum(StringBuilder text, int checksum) {
    int last = checksum;
    for (int i = 0; i < CHECKSUM_SIZE; i++) {
      last = update(last, 0);
    }
    last ^= 1;
    for (int i = CHECKSUM_SIZE - 1; i >= 0; i--) {
      text.append(ALPHABET.charAt(last >> (5 * i) & 31));
    }
    return text;
  }

  private static int checksumOfPrefix(String prefix) {
    int checksum = 1;
    for (int i = 0; i < prefix.length(); i++) {
      checksum = update(checksum, prefix.charAt(i) >> 5);
    }
    checksum = update(checksum, 0);
    for (int i = 0; i < prefix.length(); i++) {
      checksum = update(checksum, prefix.charAt(i) & 31);
    }
    return checksum;
  }

  private static int update(int checksum, int group) {
    int top = checksum >>> 25;
    int next = (checksum & 0x1ffffff) << 5 ^ group;
    for (int i = 0; i < GENERATOR.length; i++) {
      if ((top >> i & 1) == 1) {
        next ^= GENERATOR[i];
      }
    }
    return next;
  }
}
