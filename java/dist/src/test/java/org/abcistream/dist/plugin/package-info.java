/**
 * Plug-ins in a node: {@link org.abcistream.dist.plugin.ProbePlugin} compiles one from a source
 * text, {@link org.abcistream.dist.plugin.ProbeSources} has those texts. What a probe has found is
 * in the node's log.
 */
@NullMarked
package org.abcistream.dist.plugin;

import org.jspecify.annotations.NullMarked;
