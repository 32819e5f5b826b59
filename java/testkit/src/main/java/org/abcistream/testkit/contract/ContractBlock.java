package org.abcistream.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.abcistream.testkit.Node;
import org.abcistream.testkit.TraceRecord.Write;

/**
 * A block that the suite brings to the service under test: what a node has to say of it.
 *
 * @param appHash empty when the node does not give one
 * @param transaction empty for a block without transactions, whose messages are all empty
 */
@SuppressWarnings("ArrayRecordComponent")
record ContractBlock(long height, byte[] appHash, String transaction, List<Write> writes) {
  /** The stores of the node, where a rule does not ask for others. */
  static final List<String> STORES = List.of("acc", "bank", "staking");

  private static final byte[] NOTHING = {};

  /** A block of a transaction and three writes, each of which says which block it is. */
  static ContractBlock at(long height) {
    return of(height, "block " + height);
  }

  /** Another block of the same height, as a chain has that was rolled back. */
  static ContractBlock anotherAt(long height) {
    return of(height, "another block " + height);
  }

  private static ContractBlock of(long height, String text) {
    return new ContractBlock(
        height,
        ("hash of " + text).getBytes(UTF_8),
        "transaction of " + text,
        List.of(
            set("bank", "supply", "supply of " + text),
            set("acc", "account " + height, "account of " + text),
            set("bank", "balance", "balance of " + text)));
  }

  /** A block in which nothing has happened. */
  static ContractBlock emptyAt(long height) {
    return new ContractBlock(height, NOTHING, "", List.of());
  }

  /** A key that was set. */
  static Write set(String store, String key, String value) {
    return new Write(store, key.getBytes(UTF_8), value.getBytes(UTF_8), false);
  }

  /** A key that was deleted. */
  static Write delete(String store, String key) {
    return new Write(store, key.getBytes(UTF_8), NOTHING, true);
  }

  ContractBlock withWrites(List<Write> newWrites) {
    return new ContractBlock(height, appHash, transaction, newWrites);
  }

  ContractBlock withoutAppHash() {
    return new ContractBlock(height, NOTHING, transaction, writes);
  }

  /** Calls the hooks of the block. */
  void commitTo(Node node) {
    byte[] content = transaction.getBytes(UTF_8);
    node.listenBeginBlock(field(1, appHash), NOTHING);
    if (content.length > 0) {
      node.listenDeliverTx(field(1, content), field(2, content));
    }
    node.listenEndBlock(NOTHING, NOTHING);
    for (Write write : writes) {
      node.onWrite(write.store(), write.key(), write.value(), write.delete());
    }
    node.listenCommit(height, appHash, field(2, appHash));
  }

  /** A message of Protocol Buffers with one field of less than 128 bytes; empty when that is. */
  private static byte[] field(int number, byte[] content) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    if (content.length > 0) {
      message.write(number << 3 | 2);
      message.write(content.length);
      message.writeBytes(content);
    }
    return message.toByteArray();
  }
}
