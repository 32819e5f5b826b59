/**
 * Takes blocks from the native library and hands them to the services.
 *
 * <p>The library calls one method, {@link org.abcistream.host.Host#open}, with the address of its
 * table of functions and that of a stream. A {@link org.abcistream.host.StreamHost} then reads the
 * config on a thread of the stream's own, finds the constructors of the services that it names, and
 * starts a {@link org.abcistream.host.ServiceRunner} for each: one thread that constructs the
 * service, and from then on takes one block after the other from the library, waiting inside of it,
 * and calls the service. What becomes of a block is decided by its height: {@link
 * org.abcistream.host.HeightGate}.
 *
 * <p>The data runs one way, through packages that depend on each other one way: {@code mapping}
 * (the C header) to {@code block} (views of native memory) to here, and {@code config}, {@code
 * plugin} (services that have class loaders of their own) and {@code log} beside them. The host
 * knows no service by name.
 */
@NullMarked
package org.abcistream.host;

import org.jspecify.annotations.NullMarked;
