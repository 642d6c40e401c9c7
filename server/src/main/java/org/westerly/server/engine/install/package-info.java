/** Puts engines onto the machine, each into a folder of its own below the engines' home. */
@NullMarked
package org.westerly.server.engine.install;

import org.jspecify.annotations.NullMarked;
