/** Start-up and wiring: the only room that names concrete stores, executors and readers. */
@NullMarked
package org.westerly.server.app;

import org.jspecify.annotations.NullMarked;
