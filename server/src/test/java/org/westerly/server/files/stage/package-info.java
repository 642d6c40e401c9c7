@NullMarked
package org.westerly.server.files.stage;

import org.jspecify.annotations.NullMarked;
