package org.westerly.nextflow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import nextflow.Session;
import nextflow.trace.TraceObserverFactoryV2;
import nextflow.trace.TraceObserverV2;
import org.pf4j.Extension;

/**
 * What Nextflow finds. Without the system property {@code westerly.events}, the event file, nothing is observed;
 * {@code westerly.tasks} is the folder for the tasks' standard output and error.
 */
@Extension
public final class TaskEventsFactory implements TraceObserverFactoryV2 {

    @Override
    public Collection<TraceObserverV2> create(Session session) {
        String file = System.getProperty("westerly.events");
        if (file == null) {
            return List.of();
        }
        try {
            String tasks = Keep.wanted() ? System.getProperty("westerly.tasks") : null;
            return List.of(
                    new TaskEvents(session, new EventFile(Path.of(file)), tasks == null ? null : Path.of(tasks)));
        } catch (IOException e) {
            System.err.println("WARN: no task events: " + e.getMessage());
            return List.of();
        }
    }
}
