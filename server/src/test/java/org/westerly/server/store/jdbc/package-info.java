/** Tests of the store that is named so. */
@NullMarked
package org.westerly.server.store.jdbc;

import org.jspecify.annotations.NullMarked;
