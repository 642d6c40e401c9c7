/**
 * Engines that a definition describes: the command line built from it, and the one place that says what the end of an
 * engine means for its run.
 */
@NullMarked
package org.westerly.server.engine.configured;

import org.jspecify.annotations.NullMarked;
