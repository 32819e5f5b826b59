package org.abcistream.file.reader;

import java.nio.file.Path;

/**
 * A file that belongs to a service by its name, and is no file of a block.
 *
 * @param path the file
 * @param kind {@link FindingKind#LEFTOVER} or {@link FindingKind#WRONG_NAME}
 */
public record Leftover(Path path, FindingKind kind) {}
