/**
 * Services for tests of whole processes. A {@code recorder} writes down what it was given, in files
 * of the node's home that a test reads; a {@code faulty} does so too, and misbehaves at the heights
 * that its {@code faults} name. Whoever runs them needs nothing but app.toml and files to see what
 * has become of a block.
 */
@NullMarked
package org.abcistream.process;

import org.jspecify.annotations.NullMarked;
