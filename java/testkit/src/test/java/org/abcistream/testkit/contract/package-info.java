/**
 * The contract suite itself under test: each rule is broken by a {@link
 * org.abcistream.testkit.contract.LedgerService} that does one thing wrong, and the suite must say
 * so, and nothing else.
 */
@NullMarked
package org.abcistream.testkit.contract;

import org.jspecify.annotations.NullMarked;
