/**
 * {@code stat}: how many pairs, deletes and bytes there are, in all, for each store, and along the
 * heights.
 *
 * <p>{@code StreamStatistics} counts while it walks over the blocks. It looks at nothing but where
 * pairs begin and which store they are of, and its memory does not grow with the blocks: along the
 * heights it keeps {@code HeightBucket}s, one a column of a chart.
 *
 * <p>{@code StatPrinter} makes a table or JSON of it, {@code StatPage} a page: charts as inline SVG
 * ({@code ColumnChart} along the heights, {@code BarChart} for the stores), and the same numbers as
 * tables for whoever does not see charts. The page needs nothing beside itself, no server, script
 * or network, and follows the reader's choice of light or dark. The same blocks make the same page,
 * byte for byte.
 */
@NullMarked
package org.abcistream.cli.stat;

import org.jspecify.annotations.NullMarked;
