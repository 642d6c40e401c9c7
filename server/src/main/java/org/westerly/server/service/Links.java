package org.westerly.server.service;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.westerly.server.results.ResultFile;
import org.westerly.server.run.RunId;

/**
 * The absolute URLs that answers hold.
 *
 * @param base of the canonical API, {@code http://host/ga4gh/wes/v1}, without a slash at the end
 */
public record Links(String base) {

    String run(RunId run) {
        return base + "/runs/" + run;
    }

    String tasks(RunId run) {
        return run(run) + "/tasks";
    }

    String task(RunId run, String task) {
        return tasks(run) + "/"
                + URLEncoder.encode(task, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** @param path relative and percent-encoded already */
    String output(RunId run, String path) {
        return run(run) + "/outputs/" + path;
    }

    /** Where a file of the run is fetched. */
    String file(RunId run, ResultFile file) {
        return switch (file.kind()) {
            case OUTPUT, REPORT -> output(run, file.place());
            case LOG -> run(run) + "/" + file.place();
            case INTERMEDIATE ->
                output(run, file.place()) + "?kind=" + file.kind().word();
        };
    }

    String serviceInfo() {
        return base + "/service-info";
    }
}
