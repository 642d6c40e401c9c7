package org.westerly.server.engine;

import org.jspecify.annotations.Nullable;

/**
 * An engine parameter that clients may send.
 *
 * @param type {@code string}, {@code int}, {@code float}, {@code bool} or {@code list}
 * @param fallback what is taken otherwise, null when there is no default or it is not to be shown
 */
public record OfferedParameter(
        String name, String type, @Nullable String fallback) {}
