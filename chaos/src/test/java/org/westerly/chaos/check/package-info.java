@NullMarked
package org.westerly.chaos.check;

import org.jspecify.annotations.NullMarked;
