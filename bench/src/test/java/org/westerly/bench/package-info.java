/** Numbers are only worth what the load generator's reading of answers is worth. */
@NullMarked
package org.westerly.bench;

import org.jspecify.annotations.NullMarked;
