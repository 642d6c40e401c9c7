/**
 * Who is next, and why the others wait: caps on what is at work at once, priorities, and the gates through which nothing
 * passes while the server is paused. Dispatch asks it whom to take, the services what to tell of those that wait.
 */
@NullMarked
package org.westerly.server.queue;

import org.jspecify.annotations.NullMarked;
