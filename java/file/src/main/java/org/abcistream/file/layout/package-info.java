/**
 * What the files of a directory are called, and how they are laid out: each defined once, for the
 * service that writes them and for the reader.
 *
 * <ul>
 *   <li>{@link org.abcistream.file.layout.FileNames}: all names of one service
 *   <li>{@link org.abcistream.file.layout.BlockFileKind}: the two files of a block
 *   <li>{@link org.abcistream.file.layout.ProgressLayout}: the bytes of the record of progress
 *   <li>{@link org.abcistream.file.layout.Hole}: heights that the service goes on without
 * </ul>
 */
@NullMarked
package org.abcistream.file.layout;

import org.jspecify.annotations.NullMarked;
