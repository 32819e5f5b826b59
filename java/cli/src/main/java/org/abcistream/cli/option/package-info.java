/**
 * The options that verbs share: where the files are, which heights, what the output looks like, and
 * how keys and times are written. A verb takes them as mixins.
 *
 * <p>Nothing here prints. What cannot be used is a {@link
 * org.abcistream.cli.option.UsageException}, whose sentence says what to do.
 */
@NullMarked
package org.abcistream.cli.option;

import org.jspecify.annotations.NullMarked;
