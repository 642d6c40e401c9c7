/**
 * The wire: resources by noun, the three bodies of a submission, files with ranges, and what is checked before any of
 * them is reached. Every answer that is not a success is an {@code ErrorResponse}.
 */
@NullMarked
package org.westerly.server.http;

import org.jspecify.annotations.NullMarked;
