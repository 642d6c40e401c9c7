/** A server process, a client and the official schemas, for the acceptance tests. */
@NullMarked
package org.westerly.acceptance.testkit;

import org.jspecify.annotations.NullMarked;
