/** What is shown: lines and colours on a terminal, plain lines elsewhere, JSON where it is asked for. */
@NullMarked
package org.westerly.cli.show;

import org.jspecify.annotations.NullMarked;
