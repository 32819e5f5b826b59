/**
 * What the keys and values mean that most Cosmos chains have: the balances and denominations of
 * {@code bank}, the accounts of {@code acc}, the validators and delegations of {@code staking}.
 *
 * <p>{@link org.abcistream.cli.decode.ValueDecoder} looks a pair up by store and first byte of the
 * key. What a pair is called, how its key is put together and what its value is stands in one table
 * for each store ({@code BankPairs}, {@code AccountPairs}, {@code StakingPairs}), whose rows are
 * {@code PairLayout}s: {@code KeyPart}s and a {@code ValueFormat}. A row holds for SDK v0.47 and
 * v0.53 alike, and where the two differ its parts know both.
 *
 * <p>Nothing is guessed: when a key or a value is not what its row says, to the last byte, the pair
 * is not decoded, and whoever asked shows the bytes. So a chain may keep what it likes under a
 * well-known name.
 *
 * <p>Messages become JSON by {@code MessageJson}, which follows protobuf's JSON mapping and the
 * Cosmos SDK's habits: names as in the .proto files, 64-bit numbers as strings, decimals with their
 * point. A field that the shipped messages do not have is named by its number in {@code
 * "@unknown"}.
 *
 * <p>An address in a key is bytes, and which prefix a chain writes addresses with is not in its
 * stores: {@code --bech32 cosmos} says it, else they are shown in hex.
 */
@NullMarked
package org.abcistream.cli.decode;

import org.jspecify.annotations.NullMarked;
