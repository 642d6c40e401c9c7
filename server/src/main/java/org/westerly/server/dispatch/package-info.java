/**
 * What moves accepted runs along: loops, one class for each act, and each act with a step that can be made alone.
 *
 * <p>Nothing is remembered between steps but what is under way: a step reads the store, acts, and stores what came of it
 * as an event; so a step that failed is simply made again, and a restart begins where the last one ended.
 */
@NullMarked
package org.westerly.server.dispatch;

import org.jspecify.annotations.NullMarked;
