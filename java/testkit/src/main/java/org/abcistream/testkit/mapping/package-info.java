/** The mapping of {@code abcistream/abcistream.h} by JavaCPP, made as that of the host is. */
@NullMarked
package org.abcistream.testkit.mapping;

import org.jspecify.annotations.NullMarked;
