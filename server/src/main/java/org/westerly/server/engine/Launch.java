package org.westerly.server.engine;

import org.jspecify.annotations.Nullable;
import org.westerly.server.files.RunFolder;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunRequest;

/**
 * One run about to be started.
 *
 * @param workflow the workflow document, relative to the working directory or absolute, with its {@code #fragment} if it
 *     has one
 * @param params the workflow's parameters, a JSON object in which files are where the engine can read them; null when the
 *     client sent none
 */
public record Launch(
        Run run,
        RunRequest request,
        RunFolder folder,
        String workflow,
        @Nullable String params) {}
