@NullMarked
package org.westerly.server.dispatch;

import org.jspecify.annotations.NullMarked;
