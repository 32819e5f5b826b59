/**
 * Verbs that show blocks: {@code ls}, {@code cat}, {@code tail}, {@code get}, and {@code schema}
 * for whoever reads the files without this program.
 *
 * <p>{@link org.abcistream.cli.read.PairOptions} says which pairs of a block are shown and how;
 * {@code PairPrinter} shows them. A pair is a net write: what its key has become at the end of the
 * block. Which transaction has brought that about is not in the files, and cannot be known from
 * them.
 *
 * <p>{@code tail --cursor} is exact. The cursor is replaced when the output of a block has left the
 * program, and remembers how long the output then was, where that is a file. What is beyond that
 * length when the verb is started again comes from a block that the cursor does not have, and is
 * cut off before that block is printed anew. A pipe cannot be cut: after a {@code kill -9} its
 * reader may get the last block twice.
 */
@NullMarked
package org.abcistream.cli.read;

import org.jspecify.annotations.NullMarked;
