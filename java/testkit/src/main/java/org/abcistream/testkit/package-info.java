/**
 * A node for tests, in Java.
 *
 * <p>A {@link org.abcistream.testkit.Node} calls the real hooks of the native library, in the
 * test's own JVM, which the library then joins instead of starting one: a service under test gets
 * its blocks from native memory, on its own thread, as it does in a node. {@link
 * org.abcistream.testkit.TraceReader} reads recorded chains, and {@link
 * org.abcistream.testkit.TraceReplay} plays them to a node. {@link
 * org.abcistream.testkit.TmpfsMount} is a disk that can be full.
 *
 * <p>The JVM that runs the tests needs {@code -Djava.library.path} with the folder {@code
 * lib/abcistream} of an installation.
 */
@NullMarked
package org.abcistream.testkit;

import org.jspecify.annotations.NullMarked;
