/** What a round happens in: servers, their store, the disk, clocks, and how each of these is broken and mended. */
@NullMarked
package org.westerly.chaos.world;

import org.jspecify.annotations.NullMarked;
