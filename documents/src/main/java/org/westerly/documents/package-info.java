/** What workflow documents are: their languages and versions, and which other files they name. Pure: text in, names out. */
@NullMarked
package org.westerly.documents;

import org.jspecify.annotations.NullMarked;
