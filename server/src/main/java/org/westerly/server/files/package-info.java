/** Where a run's files lie: folder layout, uploads, fetching, containment. */
@NullMarked
package org.westerly.server.files;

import org.jspecify.annotations.NullMarked;
