/** The terminal's commands, over the client. Here is what users type; {@code gather} and {@code show} do the work. */
@NullMarked
package org.westerly.cli;

import org.jspecify.annotations.NullMarked;
