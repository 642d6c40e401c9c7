/**
 * Tells those who wait that something has happened to a run. Only that: what it was is read from where it is stored, so
 * that nothing is lost when a signal is.
 */
@NullMarked
package org.westerly.server.events;

import org.jspecify.annotations.NullMarked;
