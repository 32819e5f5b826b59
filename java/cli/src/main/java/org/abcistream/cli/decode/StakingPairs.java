package org.abcistream.cli.decode;

import static org.abcistream.cli.decode.KeyPart.ACCOUNT;
import static org.abcistream.cli.decode.KeyPart.CONSENSUS;
import static org.abcistream.cli.decode.KeyPart.INVERTED_VALIDATOR;
import static org.abcistream.cli.decode.KeyPart.LAST_ACCOUNT;
import static org.abcistream.cli.decode.KeyPart.LAST_HEIGHT;
import static org.abcistream.cli.decode.KeyPart.SIZED_TIME;
import static org.abcistream.cli.decode.KeyPart.TIME;
import static org.abcistream.cli.decode.ValueFormat.INT;
import static org.abcistream.cli.decode.ValueFormat.INT64;
import static org.abcistream.cli.decode.ValueFormat.NOTHING;
import static org.abcistream.cli.decode.ValueFormat.message;

import java.util.List;
import org.abcistream.proto.cosmos.staking.v1beta1.DVPairs;
import org.abcistream.proto.cosmos.staking.v1beta1.DVVTriplets;
import org.abcistream.proto.cosmos.staking.v1beta1.Delegation;
import org.abcistream.proto.cosmos.staking.v1beta1.HistoricalInfo;
import org.abcistream.proto.cosmos.staking.v1beta1.Params;
import org.abcistream.proto.cosmos.staking.v1beta1.Redelegation;
import org.abcistream.proto.cosmos.staking.v1beta1.UnbondingDelegation;
import org.abcistream.proto.cosmos.staking.v1beta1.ValAddresses;
import org.abcistream.proto.cosmos.staking.v1beta1.Validator;
import org.abcistream.proto.cosmos.staking.v1beta1.ValidatorUpdates;

/** The store {@code staking}: validators, and who has delegated how much to which of them. */
final class StakingPairs {
  private static final KeyField DELEGATOR = new KeyField("delegator", ACCOUNT);
  private static final KeyField VALIDATOR = new KeyField("validator", KeyPart.VALIDATOR);
  private static final KeyField SOURCE = new KeyField("source", KeyPart.VALIDATOR);
  private static final KeyField DESTINATION = new KeyField("destination", KeyPart.VALIDATOR);
  private static final KeyField ID = new KeyField("id", KeyPart.NUMBER);
  private static final KeyField WHEN = new KeyField("time", TIME);

  static final List<PairLayout> LAYOUTS =
      List.of(
          PairLayout.of(0x11, "last_validator_power", INT64, VALIDATOR),
          PairLayout.of(0x12, "last_total_power", INT),
          PairLayout.of(0x21, "validator", message(Validator.parser()), VALIDATOR),
          PairLayout.of(
              0x22,
              "validator_of_consensus",
              ValueFormat.VALIDATOR,
              new KeyField("consensus", CONSENSUS)),
          PairLayout.of(
              0x23,
              "validator_of_power",
              ValueFormat.VALIDATOR,
              new KeyField("power", KeyPart.NUMBER),
              new KeyField("validator", INVERTED_VALIDATOR)),
          PairLayout.of(0x31, "delegation", message(Delegation.parser()), DELEGATOR, VALIDATOR),
          PairLayout.of(
              0x32,
              "unbonding_delegation",
              message(UnbondingDelegation.parser()),
              DELEGATOR,
              VALIDATOR),
          PairLayout.of(0x33, "unbonding_of_validator", NOTHING, VALIDATOR, DELEGATOR),
          PairLayout.of(
              0x34, "redelegation", message(Redelegation.parser()), DELEGATOR, SOURCE, DESTINATION),
          PairLayout.of(0x35, "redelegation_of_source", NOTHING, SOURCE, DELEGATOR, DESTINATION),
          PairLayout.of(
              0x36, "redelegation_of_destination", NOTHING, DESTINATION, DELEGATOR, SOURCE),
          PairLayout.of(0x37, "last_unbonding_id", ValueFormat.NUMBER),
          PairLayout.of(0x39, "unbonding_type", ValueFormat.NUMBER, ID),
          PairLayout.of(0x41, "unbonding_queue", message(DVPairs.parser()), WHEN),
          PairLayout.of(0x42, "redelegation_queue", message(DVVTriplets.parser()), WHEN),
          PairLayout.of(
              0x43,
              "validator_queue",
              message(ValAddresses.parser()),
              new KeyField("time", SIZED_TIME),
              new KeyField("height", KeyPart.NUMBER)),
          PairLayout.of(
              0x50,
              "historical_info",
              message(HistoricalInfo.parser()),
              new KeyField("height", LAST_HEIGHT)),
          PairLayout.of(0x51, "staking_params", message(Params.parser())),
          PairLayout.of(0x61, "validator_updates", message(ValidatorUpdates.parser())),
          PairLayout.of(
              0x71,
              "delegation_of_validator",
              NOTHING,
              VALIDATOR,
              new KeyField("delegator", LAST_ACCOUNT)));

  private StakingPairs() {}
}
