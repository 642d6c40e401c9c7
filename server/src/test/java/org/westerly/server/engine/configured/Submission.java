package org.westerly.server.engine.configured;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a test submits.
 *
 * @param files text by relative name
 * @param engineParameters as a client sends them
 */
record Submission(
        String workflow, @Nullable String params, Map<String, String> files, Map<String, String> engineParameters) {

    Submission(String workflow, @Nullable String params, Map<String, String> files) {
        this(workflow, params, files, Map.of());
    }
}
