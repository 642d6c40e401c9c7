package org.westerly.server.engine;

import org.jspecify.annotations.Nullable;
import org.westerly.server.files.RunFolder;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunRequest;

/**
 * One run about to be started.
 *
 * @param workflow the workflow document, relative to the working directory or absolute, with its {@code #fragment} if it
 *     has one
 * @param params the {@code workflow_params} with inputs where they lie now, or null when there were none
 */
public record Launch(
        RunId run,
        RunRequest request,
        RunFolder folder,
        String workflow,
        @Nullable String params) {}
