package org.abcistream.testkit;

/**
 * One recorded call of a hook. The arrays are the record's own, and nobody compares records;
 * messages are protobuf bytes.
 */
@SuppressWarnings("ArrayRecordComponent")
public sealed interface TraceRecord {
  /** A call of ListenBeginBlock. */
  record BeginBlock(byte[] request, byte[] response) implements TraceRecord {}

  /** A call of ListenDeliverTx. */
  record DeliverTx(byte[] request, byte[] response) implements TraceRecord {}

  /** A call of ListenEndBlock. */
  record EndBlock(byte[] request, byte[] response) implements TraceRecord {}

  /** A call of ListenFinalizeBlock. */
  record FinalizeBlock(byte[] request, byte[] response) implements TraceRecord {}

  /** A call of OnWrite. */
  record Write(String store, byte[] key, byte[] value, boolean delete) implements TraceRecord {}

  /** A call of ListenCommit, which ends the block. */
  record Commit(long height, byte[] response) implements TraceRecord {}
}
