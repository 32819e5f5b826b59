package org.abcistream.cli.decode;

import static org.abcistream.cli.decode.KeyPart.ACCOUNT;
import static org.abcistream.cli.decode.KeyPart.LAST_TEXT;
import static org.abcistream.cli.decode.KeyPart.TERMINATED_TEXT;
import static org.abcistream.cli.decode.ValueFormat.AMOUNT;
import static org.abcistream.cli.decode.ValueFormat.BOOL;
import static org.abcistream.cli.decode.ValueFormat.NOTHING;
import static org.abcistream.cli.decode.ValueFormat.message;

import java.util.List;
import org.abcistream.proto.cosmos.bank.v1beta1.Metadata;
import org.abcistream.proto.cosmos.bank.v1beta1.Params;

/** The store {@code bank}: who has how much of what. */
final class BankPairs {
  private static final KeyField DENOM = new KeyField("denom", LAST_TEXT);

  static final List<PairLayout> LAYOUTS =
      List.of(
          PairLayout.of(0x00, "supply", AMOUNT, DENOM),
          PairLayout.of(0x01, "denom_metadata", message(Metadata.parser()), DENOM),
          PairLayout.of(0x02, "balance", AMOUNT, new KeyField("address", ACCOUNT), DENOM),
          PairLayout.of(
              0x03,
              "denom_owner",
              NOTHING,
              new KeyField("denom", TERMINATED_TEXT),
              new KeyField("address", ACCOUNT)),
          PairLayout.of(0x04, "send_enabled", BOOL, DENOM),
          PairLayout.of(0x05, "bank_params", message(Params.parser())));

  private BankPairs() {}
}
