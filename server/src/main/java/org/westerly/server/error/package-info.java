/** What can go wrong, and who must act. */
@NullMarked
package org.westerly.server.error;

import org.jspecify.annotations.NullMarked;
