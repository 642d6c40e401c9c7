@NullMarked
package org.westerly.server.files.document;

import org.jspecify.annotations.NullMarked;
