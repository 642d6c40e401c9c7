/**
 * Measures a packaged server from outside, as a process, and prints a table: numbers to compare and no verdicts. Each
 * scenario starts a server of its own on a scratch folder; the load generator is kept so small that it leaves the cores,
 * which it shares with the server, to the server.
 */
@NullMarked
package org.westerly.bench;

import org.jspecify.annotations.NullMarked;
