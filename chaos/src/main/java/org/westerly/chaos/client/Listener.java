package org.westerly.chaos.client;

import java.time.Duration;
import java.util.OptionalLong;
import org.westerly.api.StateChange;
import org.westerly.chaos.world.WesterlyServer;
import org.westerly.client.Follow;
import org.westerly.client.RetryPolicy;
import org.westerly.client.WesterlyClient;
import org.westerly.client.WesterlyException;

/** Follows the changes of all runs from the first on, through everything that happens to its server. */
public final class Listener implements AutoCloseable {

    /** The stream is taken up again eight times as often. */
    private static final RetryPolicy PATIENT = new RetryPolicy(60, Duration.ofMillis(50), Duration.ofMillis(500));

    private final WesterlyClient client;
    private final Follow<StateChange> changes;
    private final Thread thread;

    public Listener(WesterlyServer server, Testimony testimony) {
        client = WesterlyClient.of(server.address(), PATIENT);
        changes = client.followAll(OptionalLong.of(0));
        thread = Thread.ofVirtual().start(() -> {
            try {
                while (changes.hasNext()) {
                    testimony.heard(changes.next());
                }
            } catch (WesterlyException e) {
                if (e.kind() != WesterlyException.Kind.INTERRUPTED) {
                    testimony.wrong("the stream of all changes broke for good: " + e.getMessage());
                }
            }
        });
    }

    @Override
    public void close() {
        changes.close();
        client.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
