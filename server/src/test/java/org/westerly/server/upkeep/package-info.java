@NullMarked
package org.westerly.server.upkeep;

import org.jspecify.annotations.NullMarked;
