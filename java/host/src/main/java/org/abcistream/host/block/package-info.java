/**
 * Blocks as a service sees them: views of the native memory that {@code host.h} describes.
 *
 * <p>A {@link org.abcistream.host.block.BlockReader} belongs to one service. It reads the
 * descriptors of a published block through buffers over the native tables, since a field through
 * JavaCPP costs fifty times as much, and wraps each chunk of native memory once for the service's
 * life: a chunk's id is the same memory for ever. {@link org.abcistream.host.block.BlockLayout} is
 * the one place that knows where the fields lie.
 *
 * <p>Views are made anew for each block, and throw once the host has taken the block back, so that
 * one that was kept never shows another block.
 */
@NullMarked
package org.abcistream.host.block;

import org.jspecify.annotations.NullMarked;
