/**
 * Verbs that look for what is wrong: {@code verify} in files, {@code gaps} between them, {@code
 * diff} between two folders. They exit with 1 when they find something.
 *
 * <p>The files carry no checksums. So {@code verify} finds whatever breaks their structure or their
 * order, and says itself what it cannot see: changed bytes that leave another valid block.
 */
@NullMarked
package org.abcistream.cli.check;

import org.jspecify.annotations.NullMarked;
