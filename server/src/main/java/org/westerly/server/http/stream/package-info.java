/**
 * Streams of records, to many readers at once. A reader is a connection and a place; it has no thread. All that read the
 * same are served together: what they are to get is read and written down once.
 */
@NullMarked
package org.westerly.server.http.stream;

import org.jspecify.annotations.NullMarked;
