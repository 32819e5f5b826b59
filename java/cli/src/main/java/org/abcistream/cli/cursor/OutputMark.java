package org.abcistream.cli.cursor;

/**
 * A place in a file.
 *
 * @param file what the system knows the file by, whatever its name; no blanks
 * @param size how many bytes lie before the place
 */
public record OutputMark(String file, long size) {}
