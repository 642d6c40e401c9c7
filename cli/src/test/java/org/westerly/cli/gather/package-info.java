@NullMarked
package org.westerly.cli.gather;

import org.jspecify.annotations.NullMarked;
