package org.abcistream.cli.decode;

import static org.abcistream.cli.decode.KeyPart.LAST_ACCOUNT;
import static org.abcistream.cli.decode.ValueFormat.ANY;
import static org.abcistream.cli.decode.ValueFormat.UINT64;
import static org.abcistream.cli.decode.ValueFormat.message;

import java.util.List;
import org.abcistream.proto.cosmos.auth.v1beta1.Params;

/** The store {@code acc}: who there is, with which key and how many transactions so far. */
final class AccountPairs {
  static final List<PairLayout> LAYOUTS =
      List.of(
          PairLayout.of(0x00, "auth_params", message(Params.parser())),
          PairLayout.of(0x01, "account", ANY, new KeyField("address", LAST_ACCOUNT)),
          PairLayout.of(0x02, "next_account_number", ValueFormat.NUMBER),
          PairLayout.of("globalAccountNumber", "next_account_number", UINT64),
          PairLayout.of(
              "accountNumber",
              "account_of_number",
              ValueFormat.ACCOUNT,
              new KeyField("account_number", KeyPart.NUMBER)));

  private AccountPairs() {}
}
