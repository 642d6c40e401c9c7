/**
 * Compares what clients were told with what is stored and on disk. It reads the tables and the folders by itself: what judges
 * the server must not lean on it.
 */
@NullMarked
package org.westerly.chaos.check;

import org.jspecify.annotations.NullMarked;
