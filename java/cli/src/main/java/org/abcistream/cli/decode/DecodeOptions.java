package org.abcistream.cli.decode;

import java.util.Optional;
import org.abcistream.cli.option.UsageException;
import picocli.CommandLine.Option;

/** {@code --decode}: show what well-known values mean. */
public final class DecodeOptions {
  @Option(
      names = "--decode",
      description =
          "Show what well-known values mean: balances, accounts, staking. Others stay bytes.")
  private boolean decode;

  @Option(
      names = "--bech32",
      paramLabel = "PREFIX",
      description =
          "What the chain's addresses begin with, such as cosmos; without it they are shown in"
              + " hex.")
  private String bech32Prefix = "";

  /** For picocli. */
  public DecodeOptions() {}

  /**
   * {@return what decodes values; empty when they are to stay bytes}
   *
   * @throws UsageException if the options do not go together, or no address begins like that
   */
  public Optional<ValueDecoder> decoder() {
    if (!decode) {
      if (!bech32Prefix.isEmpty()) {
        throw new UsageException(
            "--bech32 %s says how decoded addresses are shown: give --decode too"
                .formatted(bech32Prefix));
      }
      return Optional.empty();
    }
    try {
      return Optional.of(new ValueDecoder(bech32Prefix));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--bech32: " + e.getMessage());
    }
  }
}
