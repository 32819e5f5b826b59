/**
 * How far a consumer has come, in a file that it names: {@code tail} writes it, {@code prune} heeds
 * it.
 */
@NullMarked
package org.abcistream.cli.cursor;

import org.jspecify.annotations.NullMarked;
