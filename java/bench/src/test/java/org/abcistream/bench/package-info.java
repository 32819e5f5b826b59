/**
 * What a block costs on the Java side.
 *
 * <p>Every benchmark works on blocks that the native encoder has written, in native memory: {@link
 * org.abcistream.bench.HeldBlock} has a service keep one while it is measured. What is measured
 * once is always a whole block, so that the figures stand beside those of {@code native/bench},
 * whose synthetic blocks these are.
 *
 * <p>A benchmark lies in the package of the class that it measures, where it needs what others must
 * not see.
 */
@NullMarked
package org.abcistream.bench;

import org.jspecify.annotations.NullMarked;
