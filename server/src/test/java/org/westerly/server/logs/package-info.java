@NullMarked
package org.westerly.server.logs;

import org.jspecify.annotations.NullMarked;
