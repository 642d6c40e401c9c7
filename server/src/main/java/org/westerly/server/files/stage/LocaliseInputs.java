package org.westerly.server.files.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.westerly.server.files.StagingException;

/** Fetches the inputs that lie in data repositories into the run's folder, and names them by their paths. */
record LocaliseInputs(FetchDrs drs, long maxBytes) {

    /** The parameters with paths in them; null when there are none. */
    @Nullable
    String localise(@Nullable String params, Site site) throws StagingException, IOException, InterruptedException {
        if (params == null) {
            return null;
        }
        DrsStrings strings = DrsStrings.in(params);
        Map<String, Path> paths = new HashMap<>();
        for (String uri : strings.distinct()) {
            paths.put(uri, fetch(uri, paths.size() + 1, site));
        }
        return paths.isEmpty() ? params : strings.with(paths);
    }

    /** In a folder of its own, since two objects may have one name. */
    private Path fetch(String uri, int number, Site site) throws StagingException, IOException, InterruptedException {
        FetchDrs.Fetched object = drs.fetch(uri, maxBytes, site);
        Path target = site.folder().inputs().resolve(Integer.toString(number)).resolve(object.name());
        site.place(object.part(), target);
        return target;
    }
}
