@NullMarked
package org.westerly.server.results;

import org.jspecify.annotations.NullMarked;
