/** The repository itself: its pages, its poms, the sizes of its classes. */
@NullMarked
package org.westerly.acceptance.repository;

import org.jspecify.annotations.NullMarked;
