/**
 * Where verbs print: {@link org.abcistream.cli.output.Console} is handed to each of them when it is
 * made, and {@link org.abcistream.cli.output.JsonObject} writes a line of JSON.
 *
 * <p>A reader that has gone ({@code | head}) ends a verb by {@link
 * org.abcistream.cli.output.BrokenPipeException}, which nobody but the main program catches.
 */
@NullMarked
package org.abcistream.cli.output;

import org.jspecify.annotations.NullMarked;
