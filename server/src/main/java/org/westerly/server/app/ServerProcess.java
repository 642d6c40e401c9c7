package org.westerly.server.app;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.vertx.http.HttpServer;
import jakarta.inject.Inject;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.westerly.server.config.Settings;

/** The server in this process: settings in, Quarkus up, and something to do while it serves. */
public final class ServerProcess implements QuarkusApplication {

    /** Handed over the framework's start, which takes nothing but text. */
    private static volatile @Nullable Given given;

    private record Given(Settings settings, TakenSeat seat, ToIntFunction<String> whileServing) {}

    private final HttpServer listening;

    /** Made by the framework, which alone knows the port when any free one was asked for. */
    @Inject
    public ServerProcess(HttpServer listening) {
        this.listening = listening;
    }

    /**
     * Serves until {@code whileServing}, which is given the server's address, returns the exit code.
     *
     * @throws StartRefusedException when the start fails for a reason that the operator can mend
     */
    static int run(Settings settings, ToIntFunction<String> whileServing) {
        FrameworkSettings.apply(settings);
        AtomicInteger code = new AtomicInteger();
        try (TakenSeat seat = TakenSeat.take(settings)) {
            given = new Given(settings, seat, whileServing);
            Quarkus.run(ServerProcess.class, (exit, problem) -> code.set(ended(exit, problem)));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return code.get();
    }

    private static int ended(int exit, @Nullable Throwable problem) {
        if (problem == null) {
            return exit;
        }
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartRefusedException || cause instanceof java.net.BindException) {
                System.err.println("westerly: " + cause.getMessage());
                return 1;
            }
        }
        problem.printStackTrace();
        return 1;
    }

    /** The settings that this process was started with. */
    static Settings settings() {
        return Objects.requireNonNull(given, "the server is started by a command")
                .settings();
    }

    /** This server's place among others. */
    static TakenSeat seat() {
        return Objects.requireNonNull(given, "the server is started by a command")
                .seat();
    }

    static int waitForExit(String address) {
        Quarkus.waitForExit();
        return 0;
    }

    @Override
    public int run(String... arguments) {
        String address = FrameworkSettings.address(settings(), listening.getPort());
        System.out.println("Westerly is listening on " + address);
        return Objects.requireNonNull(given).whileServing().applyAsInt(address);
    }
}
