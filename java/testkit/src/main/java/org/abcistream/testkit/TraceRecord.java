package org.abcistream.testkit;

/**
 * One recorded call of a hook. The arrays are the record's own, and nobody compares records;
 * messages are protobuf bytes.
 */
@SuppressWarnings("ArrayRecordComponent")
public sealed interface TraceRecord {
  /**
   * A call of ListenBeginBlock.
   *
   * @param request the protobuf message
   * @param response the protobuf message
   */
  record BeginBlock(byte[] request, byte[] response) implements TraceRecord {}

  /**
   * A call of ListenDeliverTx.
   *
   * @param request the protobuf message
   * @param response the protobuf message
   */
  record DeliverTx(byte[] request, byte[] response) implements TraceRecord {}

  /**
   * A call of ListenEndBlock.
   *
   * @param request the protobuf message
   * @param response the protobuf message
   */
  record EndBlock(byte[] request, byte[] response) implements TraceRecord {}

  /**
   * A call of ListenFinalizeBlock.
   *
   * @param request the protobuf message
   * @param response the protobuf message
   */
  record FinalizeBlock(byte[] request, byte[] response) implements TraceRecord {}

  /**
   * A call of OnWrite.
   *
   * @param store the name of the store
   * @param key at least one byte
   * @param value may be empty
   * @param delete whether the key was deleted
   */
  record Write(String store, byte[] key, byte[] value, boolean delete) implements TraceRecord {}

  /**
   * A call of ListenCommit, which ends the block.
   *
   * @param height of the block
   * @param response the protobuf message
   */
  record Commit(long height, byte[] response) implements TraceRecord {}
}
