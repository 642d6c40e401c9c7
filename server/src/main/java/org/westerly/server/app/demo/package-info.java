/**
 * The demo: what a first user would do with the client library, over the HTTP API, shown on a terminal. It knows the wire
 * and nothing of the server's inside.
 */
@NullMarked
package org.westerly.server.app.demo;

import org.jspecify.annotations.NullMarked;
