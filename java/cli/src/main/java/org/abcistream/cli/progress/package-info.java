/**
 * Tells whoever waits at a terminal how far a verb has come.
 *
 * <pre>{@code
 * try (ProgressBar progress = ProgressBar.open(console, "checking", blocks)) {
 *   for (...) {
 *     check(...);
 *     progress.advance(1);
 *   }
 * }
 * }</pre>
 *
 * <p>{@link org.abcistream.cli.progress.BlockWalk} does that over the blocks of a range. Every verb
 * that goes through blocks or files has a bar, but for {@code tail -f}, which has no end.
 *
 * <ul>
 *   <li>What is over within a second shows nothing, and so does anything whose standard error is
 *       not a terminal: a log never gets a bar.
 *   <li>The bar is one line of standard error, drawn anew a few times a second, and removed at the
 *       end, so that standard output stays what the verb makes it.
 *   <li>No thread draws it. {@code advance} costs an addition, but for every few hundredth call.
 *   <li>Colors are only there where the console has them: never with {@code NO_COLOR}.
 * </ul>
 */
@NullMarked
package org.abcistream.cli.progress;

import org.jspecify.annotations.NullMarked;
