package org.westerly.server.engine;

import org.westerly.server.files.RunFolder;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunRequest;

/**
 * One run about to be started.
 *
 * @param workflow the workflow document, relative to the working directory, with its {@code #fragment} if it has one
 */
public record Launch(RunId run, RunRequest request, RunFolder folder, String workflow) {}
