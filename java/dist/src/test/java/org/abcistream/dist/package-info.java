/**
 * A node, the native library and services as a whole: {@link org.abcistream.testkit.Node} calls the
 * real hooks, in the JVM of the tests.
 *
 * <p>Beside the file service the tests have {@link org.abcistream.dist.Probe}, a service that does
 * what a test tells it to. {@link org.abcistream.dist.ModelBlock} is a block of a test's own; it
 * knows the files that it must become from Protocol Buffers alone. {@link
 * org.abcistream.dist.OutputFiles} reads what a service has written.
 */
@NullMarked
package org.abcistream.dist;

import org.jspecify.annotations.NullMarked;
