package org.abcistream.cli.decode;

import java.util.HexFormat;

/** How addresses are shown: as the chain writes them, or in hex. */
final class AddressFormat {
  private final String prefix;

  /**
   * @param prefix of accounts; empty for hex
   * @throws IllegalArgumentException if no address can begin with it
   */
  AddressFormat(String prefix) {
    if (!prefix.chars().allMatch(c -> c > ' ' && c < 127 && !(c >= 'A' && c <= 'Z'))) {
      throw new IllegalArgumentException(
          "\"%s\" cannot begin an address: give lower-case letters and digits, such as cosmos"
              .formatted(prefix));
    }
    this.prefix = prefix;
  }

  String account(byte[] address) {
    return show("", address);
  }

  /** A validator, as the one who operates it. */
  String validator(byte[] address) {
    return show("valoper", address);
  }

  /** A validator, as the one who signs blocks. */
  String consensus(byte[] address) {
    return show("valcons", address);
  }

  private String show(String role, byte[] address) {
    return prefix.isEmpty()
        ? HexFormat.of().formatHex(address)
        : Bech32.encode(prefix + role, address);
  }
}
