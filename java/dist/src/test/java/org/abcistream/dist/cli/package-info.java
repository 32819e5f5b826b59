/**
 * The command line tool as it is installed, in processes of its own. The installation is whole when
 * these run, so they come in Maven's integration tests, and not with {@code mvn test}.
 */
@NullMarked
package org.abcistream.dist.cli;

import org.jspecify.annotations.NullMarked;
