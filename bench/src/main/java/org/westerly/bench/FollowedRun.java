package org.westerly.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A run from its submission to a state, watched on a connection of its own. */
final class FollowedRun {

    private static final Pattern ID = Pattern.compile("\"run_id\":\"([^\"]+)\"");
    private static final Pattern STATE = Pattern.compile("\"state\":\"([A-Z_]+)\"");
    private static final Pattern ENDED = Pattern.compile("COMPLETE|CANCELED|.*_ERROR|PREEMPTED");

    /** Asking more often would take the processor from the server. */
    private static final long BETWEEN_QUESTIONS = TimeUnit.MICROSECONDS.toNanos(500);

    private final InetSocketAddress server;
    private final String id;
    private final long submittedAt;

    private FollowedRun(InetSocketAddress server, String id, long submittedAt) {
        this.server = server;
        this.id = id;
        this.submittedAt = submittedAt;
    }

    static FollowedRun submit(InetSocketAddress server, byte[] request) throws IOException {
        try (Connection connection = Connection.to(server)) {
            long begin = System.nanoTime();
            Matcher answer = ID.matcher(connection.expect200(request));
            if (!answer.find()) {
                throw new IOException("a submission was answered without a run_id");
            }
            return new FollowedRun(server, answer.group(1), begin);
        }
    }

    String id() {
        return id;
    }

    /**
     * Waits until the run is in {@code state}.
     *
     * @return the time since the request was sent
     * @throws IOException if it ends in another
     */
    Duration await(String state) throws IOException {
        try (Connection connection = Connection.to(server)) {
            while (true) {
                Matcher answer = STATE.matcher(connection.expect200(Requests.status(id)));
                String now = answer.find() ? answer.group(1) : "";
                if (now.equals(state)) {
                    return Duration.ofNanos(System.nanoTime() - submittedAt);
                }
                if (ENDED.matcher(now).matches()) {
                    throw new IOException(
                            "a run ended in " + now + ": " + connection.expect200(Requests.get("/runs/" + id)));
                }
                LockSupport.parkNanos(BETWEEN_QUESTIONS);
            }
        }
    }
}
