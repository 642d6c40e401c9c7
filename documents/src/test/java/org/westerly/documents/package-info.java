@NullMarked
package org.westerly.documents;

import org.jspecify.annotations.NullMarked;
