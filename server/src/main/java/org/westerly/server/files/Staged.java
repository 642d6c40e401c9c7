package org.westerly.server.files;

import org.jspecify.annotations.Nullable;

/**
 * What staging made of a request.
 *
 * @param workflow the workflow document, relative to {@link RunFolder#work()}, or absolute where it is run in place; with
 *     its {@code #fragment} if it has one
 * @param params {@code workflow_params} byte for byte as sent, but for inputs that lie in the run's folder now; null when
 *     there were none
 */
public record Staged(String workflow, @Nullable String params) {}
