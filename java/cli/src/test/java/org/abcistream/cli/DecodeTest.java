package org.abcistream.cli;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.abcistream.cli.decode.ValueDecoder;
import org.abcistream.file.reader.BlockFiles;
import org.abcistream.file.reader.BlockSequence;
import org.abcistream.file.reader.StoredBlock;
import org.abcistream.file.reader.StoredPairs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What recorded chains of both generations keep is known, each field of it. */
class DecodeTest {
  /** Keys of {@code staking} that only chains with liquid staking have, and an index of ids. */
  private static final String BYTES = "bytes";

  @TempDir private Path home;

  private final Map<String, Integer> kinds = new TreeMap<>();

  @Test
  void smallIsKnown() throws IOException {
    count(Chain.SMALL);

    assertThat(kinds)
        .containsOnly(
            entry("account", 104),
            entry("account_of_number", 104),
            entry("auth_params", 1),
            entry("balance", 179),
            entry("bank_params", 1),
            entry(BYTES, 39),
            entry("delegation", 32),
            entry("denom_owner", 64),
            entry("historical_info", 20),
            entry("last_total_power", 13),
            entry("last_unbonding_id", 12),
            entry("last_validator_power", 44),
            entry("next_account_number", 6),
            entry("redelegation", 2),
            entry("redelegation_of_destination", 2),
            entry("redelegation_of_source", 2),
            entry("redelegation_queue", 2),
            entry("send_enabled", 1),
            entry("staking_params", 1),
            entry("supply", 20),
            entry("unbonding_delegation", 6),
            entry("unbonding_of_validator", 6),
            entry("unbonding_queue", 4),
            entry("unbonding_type", 26),
            entry("validator", 51),
            entry("validator_of_consensus", 20),
            entry("validator_of_power", 74),
            entry("validator_queue", 12),
            entry("validator_updates", 20));
  }

  @Test
  void v053SmallIsKnown() throws IOException {
    count(Chain.fill("v053-small", home));

    assertThat(kinds)
        .containsOnly(
            entry("account", 234),
            entry("account_of_number", 234),
            entry("auth_params", 1),
            entry("balance", 227),
            entry("bank_params", 1),
            entry("delegation", 1),
            entry("delegation_of_validator", 1),
            entry("denom_owner", 227),
            entry("historical_info", 24),
            entry("last_total_power", 1),
            entry("last_validator_power", 1),
            entry("next_account_number", 24),
            entry("staking_params", 1),
            entry("supply", 1),
            entry("validator", 1),
            entry("validator_of_consensus", 1),
            entry("validator_of_power", 1),
            entry("validator_updates", 24));
  }

  @Test
  void simIsKnown() throws IOException {
    count(Chain.fill("sim", home));

    assertThat(kinds)
        .hasSize(29)
        .contains(
            entry("account", 2225),
            entry("balance", 3938),
            entry(BYTES, 462),
            entry("delegation", 551),
            entry("redelegation", 149),
            entry("unbonding_delegation", 199),
            entry("validator", 535));
  }

  @Test
  void getShowsWhatAValueMeans() {
    String key = "0214444e4439f7e0b2088b0ba6dc988821f07a9243df7374616b65";

    Run run =
        Run.of(
            "get", "bank", key, "--at", 3, "--dir", Chain.SMALL, "--decode", "--bech32", "cosmos");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .isEqualTo(
            "balance address=cosmos1g38ygw0huzeq3zct5mwf3zpp7pafys7llu5tr5 denom=stake:"
                + " \"90309558708\"\n");
  }

  @Test
  void aPrefixWithoutDecodeIsRefused() {
    Run run = Run.of("cat", 1, "--dir", Chain.SMALL, "--bech32", "cosmos");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "abcistream: --bech32 cosmos says how decoded addresses are shown: give --decode"
                + " too\n");
  }

  /** Counts the pairs of the well-known stores by what they are. */
  private void count(Path directory) throws IOException {
    ValueDecoder decoder = new ValueDecoder("cosmos");
    try (BlockSequence blocks = BlockFiles.open(directory, "").blocks(1, Long.MAX_VALUE)) {
      for (StoredBlock block = blocks.next(); block != null; block = blocks.next()) {
        count(block.pairs(), decoder);
      }
    }
  }

  private void count(StoredPairs pairs, ValueDecoder decoder) throws IOException {
    while (pairs.advance()) {
      String store = pairs.storeKey().name();
      if (store.equals("acc") || store.equals("bank") || store.equals("staking")) {
        String kind =
            decoder
                .decode(pairs)
                .map(
                    pair -> {
                      assertThat(pair.toJson()).doesNotContain("@unknown", "\"value\":\"\"");
                      return pair.kind();
                    })
                .orElse(BYTES);
        kinds.merge(kind, 1, Integer::sum);
      }
    }
  }
}
