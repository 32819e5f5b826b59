/**
 * Cosmos and ABCI messages as Java types, and the hooks of ADR-038 that take them.
 *
 * <p>The host knows no Protocol Buffers: it hands a service the bytes of a block. Who wants to look
 * into them uses this package, in one of two ways:
 *
 * <ul>
 *   <li>{@link org.abcistream.proto.BlockMetadataParser} gives the messages of a whole block.
 *   <li>A {@link org.abcistream.proto.HookedStreamingService} is told of each message and each
 *       write by itself, through {@link org.abcistream.proto.ABCIListener} and {@link
 *       org.abcistream.api.WriteListener}; {@link org.abcistream.proto.HookedServiceAdapter} drives
 *       it.
 * </ul>
 *
 * <pre>{@code
 * public StreamingService construct(ServiceContext context) throws Exception {
 *   return HookedServiceAdapter.adapt(new TransferAudit(context), context);
 * }
 * }</pre>
 *
 * <p>The messages, in the packages below this one, are one superset of both ABCI generations
 * (CometBFT 0.37 for SDK v0.47, 0.38 for v0.50 and later), whose field numbers do not clash. They
 * hold whatever the node has written: unknown fields are kept, and so are strings that are not
 * UTF-8, as the log of a transaction may be. What was parsed and is written again gives the same
 * bytes. A plug-in carries these classes itself, in its own class loader; they never cross between
 * host and service.
 */
@NullMarked
package org.abcistream.proto;

import org.jspecify.annotations.NullMarked;
