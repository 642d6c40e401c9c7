@NullMarked
package org.westerly.server.http;

import org.jspecify.annotations.NullMarked;
