/** Where jobs run: the SPI, and one sub-package for each place. */
@NullMarked
package org.westerly.server.executor;

import org.jspecify.annotations.NullMarked;
