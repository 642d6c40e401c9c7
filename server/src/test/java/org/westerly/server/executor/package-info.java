@NullMarked
package org.westerly.server.executor;

import org.jspecify.annotations.NullMarked;
