@NullMarked
package org.westerly.cli;

import org.jspecify.annotations.NullMarked;
