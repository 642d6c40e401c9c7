/** The commands about workflow engines: what is there, what a definition means, what keeps one from working. */
@NullMarked
package org.westerly.server.app.engines;

import org.jspecify.annotations.NullMarked;
