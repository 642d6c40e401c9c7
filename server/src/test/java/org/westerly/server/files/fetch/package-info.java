@NullMarked
package org.westerly.server.files.fetch;

import org.jspecify.annotations.NullMarked;
