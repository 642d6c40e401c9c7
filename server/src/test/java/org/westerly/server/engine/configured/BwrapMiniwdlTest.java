package org.westerly.server.engine.configured;

import java.util.List;
import java.util.Map;
import org.westerly.server.engine.configured.EngineSettings.Site;

/** Its tasks in bubblewrap. */
class BwrapMiniwdlTest extends MiniwdlTest {

    @Override
    Site site() {
        return new Site(List.of(), "none", Map.of("miniwdl", "bwrap"), Map.of());
    }
}
