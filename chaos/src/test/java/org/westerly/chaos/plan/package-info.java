@NullMarked
package org.westerly.chaos.plan;

import org.jspecify.annotations.NullMarked;
