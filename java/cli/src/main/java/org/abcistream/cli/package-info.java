/**
 * {@code abcistream}: reads back, checks and converts what was streamed.
 *
 * <p>{@link org.abcistream.cli.Main} puts the verbs together and turns what they throw into a
 * sentence and an exit code. The verbs lie in the packages below, by what they are for:
 *
 * <ul>
 *   <li>{@code read} shows blocks; {@code check} looks for faults; {@code node} is about the node's
 *       config and installation
 *   <li>{@code stat} and {@code convert} count and convert; {@code decode} knows what values mean
 *   <li>{@code option} and {@code output} are below all of them
 * </ul>
 *
 * A verb is a class with {@code @Command}, given the {@code Console} when it is made.
 */
@NullMarked
package org.abcistream.cli;

import org.jspecify.annotations.NullMarked;
