/**
 * What the author of a streaming service sees; nothing of the library's own, no Protocol Buffers.
 *
 * <p>A service is a {@link org.abcistream.api.StreamingService}. A {@link
 * org.abcistream.api.ServiceConstructor}, found by {@link java.util.ServiceLoader}, makes one for
 * each instance that the {@code [store] streamers} list of the node's app.toml names, from a {@link
 * org.abcistream.api.ServiceContext}: its options, its stores, the node's home, a logger.
 *
 * <p>The life of a service, all of it on one thread of its own: constructed, asked for its {@link
 * org.abcistream.api.StreamingService#lastHeight() last height}, then {@link
 * org.abcistream.api.StreamingService#onBlock onBlock} for each block that it does not have yet, in
 * ascending order, then {@link org.abcistream.api.StreamingService#close close}. A block is taken
 * when {@code onBlock} returns; an exception from it is the service's failure, and the node's
 * operator has said what then happens ({@code stop-node-on-error}).
 *
 * <p>A {@link org.abcistream.api.Block} is a view of native memory that the node's thread has
 * written once: per store a {@link org.abcistream.api.ChangeSet} of key/value pairs, and the
 * metadata, each as whole {@linkplain org.abcistream.api.Payload bytes} in their wire format and,
 * for pairs, through a {@link org.abcistream.api.PairCursor}. All of it is borrowed until {@code
 * onBlock} returns: copy what you keep. Blocks, change sets and cursors throw {@link
 * java.lang.IllegalStateException} afterwards; a {@link java.nio.ByteBuffer} that was kept cannot,
 * and shows the bytes of some later block.
 */
@NullMarked
package org.abcistream.api;

import org.jspecify.annotations.NullMarked;
