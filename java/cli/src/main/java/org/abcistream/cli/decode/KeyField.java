package org.abcistream.cli.decode;

/** A part of a key with the name that it is shown by. */
record KeyField(String name, KeyPart part) {}
