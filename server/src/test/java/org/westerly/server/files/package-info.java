@NullMarked
package org.westerly.server.files;

import org.jspecify.annotations.NullMarked;
