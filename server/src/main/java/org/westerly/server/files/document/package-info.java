/** What workflow documents are: their languages, and which other documents they name. Pure. */
@NullMarked
package org.westerly.server.files.document;

import org.jspecify.annotations.NullMarked;
