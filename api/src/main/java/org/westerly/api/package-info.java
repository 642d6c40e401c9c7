/** The records of the wire: what WES 1.1.0 and our extensions send and receive. No behaviour. */
@NullMarked
package org.westerly.api;

import org.jspecify.annotations.NullMarked;
