@NullMarked
package org.westerly.server.executor.local;

import org.jspecify.annotations.NullMarked;
