/**
 * SLF4J's other end: takes the log records of the host, of the services and of the libraries that
 * they use, and hands each to the stream that it belongs to.
 *
 * <p>A process may have several streams, each with the log of a node of its own. Which one a record
 * belongs to is told by the thread that writes it: {@link org.abcistream.host.log.StreamLog#bind}
 * binds a thread to a {@link org.abcistream.host.log.LogRecipient}, and threads inherit from the
 * thread that starts them. So a service's own threads need nothing; one that outlives its stream
 * finds the {@linkplain org.abcistream.host.log.LogBinding binding} closed. Records of unbound
 * threads and of closed streams go to the standard error stream. Threads of a pool that several
 * streams share log to the stream that happened to start them.
 *
 * <p>What Java code prints to {@code System.out} and {@code System.err} goes the same way, where
 * the library has started the JVM: see {@link org.abcistream.host.log.Console}.
 *
 * <p>Records below a level are dropped where they are written: {@code INFO}, or what the system
 * property {@code abcistream.log.level} says ({@code TRACE}, {@code DEBUG}, {@code INFO}, {@code
 * WARN} or {@code ERROR}), once for the whole JVM. A logging call never throws: not when an
 * argument has a {@code toString()} that does, not when the recipient fails.
 */
@NullMarked
package org.abcistream.host.log;

import org.jspecify.annotations.NullMarked;
