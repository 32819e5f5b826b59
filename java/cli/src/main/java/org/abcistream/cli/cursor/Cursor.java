package org.abcistream.cli.cursor;

import java.util.Optional;

/**
 * How far a consumer has come.
 *
 * @param height it has all blocks up to this one
 * @param output how long its output was then; empty when that is no file
 */
public record Cursor(long height, Optional<OutputMark> output) {}
