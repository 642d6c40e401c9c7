/** Tests of the store that is named so. */
@NullMarked
package org.westerly.server.store.memory;

import org.jspecify.annotations.NullMarked;
