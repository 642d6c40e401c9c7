/** Values where engines and executors meet: what to start, what was started, how it is. */
@NullMarked
package org.westerly.server.job;

import org.jspecify.annotations.NullMarked;
