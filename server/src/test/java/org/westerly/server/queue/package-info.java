@NullMarked
package org.westerly.server.queue;

import org.jspecify.annotations.NullMarked;
