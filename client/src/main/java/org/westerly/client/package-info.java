/**
 * A client of Westerly, and as far as WES goes of any WES server. {@link org.westerly.client.WesterlyClient} is where to
 * begin. It uses the JDK's HTTP client, Jackson, and the records of the wire; nothing of the server.
 */
@NullMarked
package org.westerly.client;

import org.jspecify.annotations.NullMarked;
