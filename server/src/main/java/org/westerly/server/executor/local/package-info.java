/**
 * Jobs as processes of this machine, each in a session of its own under a supervisor of a few lines of shell, so that
 * they outlive the server and a restarted one finds them again.
 *
 * <p>The slot's folder holds all that is known: {@code job} (who was started, made exactly once; empty when the slot is
 * void), {@code cgroup} (where all of it is, if cgroups can be used), {@code unstartable} (the program could not be
 * executed), {@code exit} (its code; the file's time is the end).
 *
 * <p>A job is ended with everything of it: its processes wherever they went, and then its containers. Hooks are run here
 * too, beside the jobs and found by the same mark, or by a cgroup of their own.
 */
@NullMarked
package org.westerly.server.executor.local;

import org.jspecify.annotations.NullMarked;
