/**
 * Reads the task events of a run (docs/task-events.md): one reader for every engine, since all of them, or the shims
 * around them, write the same lines.
 */
@NullMarked
package org.westerly.server.engine.events;

import org.jspecify.annotations.NullMarked;
