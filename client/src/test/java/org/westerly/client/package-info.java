@NullMarked
package org.westerly.client;

import org.jspecify.annotations.NullMarked;
