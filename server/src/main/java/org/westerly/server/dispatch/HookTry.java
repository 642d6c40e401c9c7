package org.westerly.server.dispatch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.westerly.server.engine.HookPoint;
import org.westerly.server.files.RunFolder;
import org.westerly.server.job.Command;
import org.westerly.server.run.Run;

/**
 * One try to run a hook after a run. The first that went through its gate is the hook; there is another one only where that was
 * broken off.
 *
 * @param key the same for every try of the hook, and of no other
 * @param number 1 for the first
 */
record HookTry(String key, int number, Path gate) {

    private static final String SIGNATURE = "version-";

    /**
     * Which try is next of the hook for {@code point} after that end. Makes the folder of the gates.
     *
     * @throws InterruptedException when a server is at the hooks that has taken the run over
     */
    static HookTry next(RunFolder folder, HookPoint point, Run ended) throws IOException, InterruptedException {
        String name = (point + "-" + ended.state()).toLowerCase(Locale.ROOT);
        Path gates = Files.createDirectories(folder.hooks());
        sign(gates, ended);
        int number = 1;
        while (Files.exists(gate(gates, name, number))
                && code(gate(gates, name, number)).isEmpty()) {
            number++;
        }
        return new HookTry(ended.id() + "-" + name, number, gate(gates, name, number));
    }

    /**
     * One that was held up since it saw the run last would take what the other one is running for broken off, and end it. So
     * each signs with the version of the run that it saw, before it looks at the gates, and goes away when it finds a later one.
     * Not with its epoch: who takes a run over may be there for longer than who had it.
     */
    private static void sign(Path gates, Run ended) throws IOException, InterruptedException {
        Files.writeString(gates.resolve(SIGNATURE + ended.version()), "");
        try (Stream<Path> files = Files.list(gates)) {
            boolean later = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.startsWith(SIGNATURE))
                    .anyMatch(file -> Long.parseLong(file.substring(SIGNATURE.length())) > ended.version());
            if (later) {
                throw new InterruptedException("another server has taken run " + ended.id() + " over");
            }
        }
    }

    private static Path gate(Path gates, String name, int number) {
        return gates.resolve(name + "-" + number);
    }

    /** The exit code, if this one has come to its end, of which nobody may have heard. */
    Optional<String> code() throws IOException {
        return code(gate);
    }

    private static Optional<String> code(Path gate) throws IOException {
        try {
            // Empty where the disk was full, or its machine stopped just then.
            return Optional.of(Files.readString(Command.codeOf(gate)).strip()).filter(text -> !text.isEmpty());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
