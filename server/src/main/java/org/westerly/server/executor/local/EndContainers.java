package org.westerly.server.executor.local;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.westerly.server.executor.local.ContainerRuntime.Answer;

/**
 * Ends the containers of a job, which are nobody's children: the wrapper that stands before docker and podman in an
 * engine's {@code PATH} gives each the label that they are found by.
 */
final class EndContainers {

    static final String LABEL = "westerly.run";

    /** A look, a blow and another look are enough, unless the engine's last request was still on its way. */
    private static final int ROUNDS = 3;

    private final List<ContainerRuntime> runtimes;

    EndContainers(List<ContainerRuntime> runtimes) {
        this.runtimes = List.copyOf(runtimes);
    }

    /**
     * Kills and removes every container with the label. To be called when no process of the job is left that could
     * start another.
     *
     * @return are all gone?
     * @throws IOException when that could not be asked
     */
    boolean end(String label) throws IOException, InterruptedException {
        boolean gone = true;
        for (ContainerRuntime runtime : runtimes) {
            gone &= end(runtime, label);
        }
        return gone;
    }

    private static boolean end(ContainerRuntime runtime, String label) throws IOException, InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            List<String> found = find(runtime, label);
            if (found.isEmpty()) {
                return true;
            }
            // What they answer does not count: one may have ended just now, and what is left is seen by the next look.
            // Killed first, because podman's rm asks politely and waits.
            runtime.ask(with(List.of("kill"), found));
            runtime.ask(with(List.of("rm", "--force", "--volumes"), found));
        }
        return find(runtime, label).isEmpty();
    }

    private static List<String> find(ContainerRuntime runtime, String label) throws IOException, InterruptedException {
        List<String> question =
                List.of("ps", "--all", "--quiet", "--no-trunc", "--filter", "label=" + LABEL + "=" + label);
        Answer answer = runtime.ask(question);
        // Podman can stumble over a container that is just being removed.
        for (int again = 1; again < ROUNDS && answer.code() != 0; again++) {
            answer = runtime.ask(question);
        }
        if (answer.code() != 0) {
            throw new IOException(runtime + " answered with exit code " + answer.code() + ": "
                    + answer.err().strip());
        }
        return answer.out()
                .lines()
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .toList();
    }

    private static List<String> with(List<String> words, List<String> more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(more);
        return all;
    }

    /** What is wrong with the runtimes; empty when nothing is. */
    Optional<String> check() {
        return missing()
                .map(runtime -> runtime + " is not on the server's PATH (engines.containers)")
                .findFirst();
    }

    private Stream<ContainerRuntime> missing() {
        return runtimes.stream().filter(runtime -> !runtime.isThere());
    }
}
