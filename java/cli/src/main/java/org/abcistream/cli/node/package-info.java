/**
 * Verbs about the node itself: its app.toml, its plug-ins, its installation. They read the config
 * by the classes of the node's own host, so that both say the same of it.
 */
@NullMarked
package org.abcistream.cli.node;

import org.jspecify.annotations.NullMarked;
