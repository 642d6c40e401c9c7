/**
 * What a workflow engine is: a definition read from {@code engine.yaml}, a command line built from it, one reader for
 * task events, and one for outputs of each shape.
 */
@NullMarked
package org.westerly.server.engine;

import org.jspecify.annotations.NullMarked;
