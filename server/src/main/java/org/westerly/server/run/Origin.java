package org.westerly.server.run;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a run comes from: what is settled when it is accepted, and never changes.
 *
 * @param tags in the order they were sent
 */
public record Origin(Owner owner, EngineChoice engine, Map<String, String> tags, Instant submittedAt) {

    public Origin {
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }

    Origin withoutTags() {
        return new Origin(owner, engine, Map.of(), submittedAt);
    }
}
