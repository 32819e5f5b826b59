package org.abcistream.cli.stat;

/** What the pairs of one store come to. */
record StoreTally(String name, Tally tally) {}
