/**
 * What processes write, as numbered lines. The bytes go from the process straight into its files; here they are looked
 * over while they grow, and small entries beside the files say which lines are where. No line is ever copied, and a
 * page costs the same wherever it lies.
 */
@NullMarked
package org.westerly.server.logs;

import org.jspecify.annotations.NullMarked;
