/**
 * Jobs as processes of this machine, each in a session of its own under a supervisor of a few lines of shell, so that
 * they outlive the server and a restarted one finds them again.
 *
 * <p>The slot's folder holds all that is known: {@code job} (who was started, made exactly once; empty when the slot is
 * void), {@code unstartable} (the program could not be executed), {@code exit} (its code; the file's time is the end).
 */
@NullMarked
package org.westerly.server.executor.local;

import org.jspecify.annotations.NullMarked;
