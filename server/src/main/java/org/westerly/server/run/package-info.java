/**
 * The core: what a run is and how it may move. Pure: no I/O, no clock, no threads.
 *
 * <p>{@link org.westerly.server.run.RunLifecycle} holds the one transition table; nothing else moves a state.
 */
@NullMarked
package org.westerly.server.run;

import org.jspecify.annotations.NullMarked;
