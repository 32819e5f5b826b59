/**
 * {@code prune}: removes blocks that nobody needs any more.
 *
 * <p>{@code PruneLimit} says how far it may go. What the service has recorded as its progress is
 * the first bound: a block beyond it may be written again. Each cursor is another: its consumer has
 * not read what is beyond. A block goes in ascending order of the heights, its data first, so that
 * no reader ever finds a block that has lost half of itself, and one that is stopped halfway leaves
 * no gap.
 */
@NullMarked
package org.abcistream.cli.prune;

import org.jspecify.annotations.NullMarked;
