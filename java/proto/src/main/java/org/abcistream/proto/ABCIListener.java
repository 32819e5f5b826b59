package org.abcistream.proto;

import com.google.protobuf.ByteString;
import org.abcistream.proto.tendermint.abci.RequestBeginBlock;
import org.abcistream.proto.tendermint.abci.RequestDeliverTx;
import org.abcistream.proto.tendermint.abci.RequestEndBlock;
import org.abcistream.proto.tendermint.abci.RequestFinalizeBlock;
import org.abcistream.proto.tendermint.abci.ResponseBeginBlock;
import org.abcistream.proto.tendermint.abci.ResponseCommit;
import org.abcistream.proto.tendermint.abci.ResponseDeliverTx;
import org.abcistream.proto.tendermint.abci.ResponseEndBlock;
import org.abcistream.proto.tendermint.abci.ResponseFinalizeBlock;

/**
 * ADR-038's ABCIListener for both ABCI generations: a node of SDK v0.47 calls begin, deliver and
 * end, one of v0.50 or later calls finalize, and both call commit. Each hook does nothing unless it
 * is overridden. The messages are copies, so that they may be kept.
 *
 * <p>All hooks are called on the service's one thread. An exception is the service's failure for
 * this block, and no further hook is called for it: what was gathered since the last commit is then
 * to be dropped when the next block begins.
 */
public interface ABCIListener {
  /**
   * The block begins (v0.47).
   *
   * @param request the block's hash and header, and who has voted for the block before it
   * @param response the events with which it begins
   * @throws Exception is the service's failure for this block
   */
  default void listenBeginBlock(RequestBeginBlock request, ResponseBeginBlock response)
      throws Exception {}

  /**
   * A transaction was executed, once for each in the block's order (v0.47).
   *
   * @param request the transaction's bytes
   * @param response its result, whose code is 0 when it succeeded
   * @throws Exception is the service's failure for this block
   */
  default void listenDeliverTx(RequestDeliverTx request, ResponseDeliverTx response)
      throws Exception {}

  /**
   * The last transaction was executed (v0.47).
   *
   * @param request the block's height
   * @param response the validators and consensus parameters that change, and the events with which
   *     it ends
   * @throws Exception is the service's failure for this block
   */
  default void listenEndBlock(RequestEndBlock request, ResponseEndBlock response)
      throws Exception {}

  /**
   * The block was executed, all its transactions at once (v0.50 and later).
   *
   * @param request the block's height, hash and transactions
   * @param response a result for each transaction in the same order, what changes, and the events
   *     of the block
   * @throws Exception is the service's failure for this block
   */
  default void listenFinalizeBlock(RequestFinalizeBlock request, ResponseFinalizeBlock response)
      throws Exception {}

  /**
   * The node has committed the block, and everything of it has been handed over. When this returns,
   * the block is taken.
   *
   * @param height the block's height, which the response does not carry
   * @param appHash the state after this block, empty when the node gave none
   * @param response what the node answered to the commit
   * @throws Exception is the service's failure for this block
   */
  default void listenCommit(long height, ByteString appHash, ResponseCommit response)
      throws Exception {}
}
