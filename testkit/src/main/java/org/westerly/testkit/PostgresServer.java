package org.westerly.testkit;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL of the tests' own: a new cluster in a temporary folder, on a free port of this machine, for one JVM. It is
 * made at the first use and goes with the JVM, however that ends. Those that the system runs are left alone.
 */
public final class PostgresServer {

    public static final String USER = "westerly";
    /** With what a URL has to encode. */
    public static final String PASSWORD = "p@ss/w:rd?";

    private static final String ADMIN = "postgres";
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static @Nullable PostgresServer shared;

    private final Path programs;
    private final Path folder;
    private final List<String> asUser;
    private final int port;

    private PostgresServer(Path programs, Path folder, List<String> asUser, int port) {
        this.programs = programs;
        this.folder = folder;
        this.asUser = asUser;
        this.port = port;
    }

    /** The cluster for tests that do not stop it. Without PostgreSQL, the test is aborted; in CI it fails. */
    public static synchronized PostgresServer shared() {
        PostgresServer known = shared;
        if (known == null) {
            known = own();
            shared = known;
        }
        return known;
    }

    /** A cluster that the test may treat as it likes. */
    public static PostgresServer own() {
        return ifInstalled()
                .orElseThrow(() -> Missing.abort(
                        "no PostgreSQL below /usr/lib/postgresql or on the PATH: install the package \"postgresql\""));
    }

    /** The same for those who can do without; empty when PostgreSQL is not installed. */
    public static Optional<PostgresServer> ifInstalled() {
        return programs().map(programs -> {
            try {
                return make(programs);
            } catch (IOException | InterruptedException failure) {
                throw new IllegalStateException("PostgreSQL cannot be started for the tests", failure);
            }
        });
    }

    private static Optional<Path> programs() {
        Path debian = Path.of("/usr/lib/postgresql");
        try (Stream<Path> versions = Files.isDirectory(debian) ? Files.list(debian) : Stream.empty()) {
            Optional<Path> newest = versions.filter(version -> Files.isExecutable(version.resolve("bin/initdb")))
                    .max(Comparator.comparing(
                            version -> Double.valueOf(version.getFileName().toString())));
            return newest.map(version -> version.resolve("bin"))
                    .or(() -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                            .map(Path::of)
                            .filter(on -> Files.isExecutable(on.resolve("initdb")))
                            .findFirst());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static PostgresServer make(Path programs) throws IOException, InterruptedException {
        // In memory where there is such a place: every commit waits for the disk, and killed is only the server.
        Path memory = Path.of("/dev/shm");
        Path folder = Files.isWritable(memory)
                ? Files.createTempDirectory(memory, "westerly-postgres-")
                : Files.createTempDirectory("westerly-postgres-");
        List<String> asUser = List.of();
        if (System.getProperty("user.name").equals("root")) {
            // PostgreSQL refuses to run as root.
            UserPrincipal user = user(folder);
            Files.setOwner(folder, user);
            asUser = List.of("setpriv", "--reuid=" + user, "--clear-groups", "--");
        }
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        PostgresServer server = new PostgresServer(programs, folder, asUser, port);
        server.guard();
        Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        // A linguistic order by default, as many sites have: whoever counts on the order of bytes has to say so.
        server.run(
                "initdb",
                "-D",
                "data",
                "-U",
                ADMIN,
                "--auth=scram-sha-256",
                "--pwfile=password",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "--locale-provider=icu",
                "--icu-locale=en",
                "--no-instructions");
        server.start();
        server.sql("create role " + USER + " login password '" + PASSWORD + "'");
        return server;
    }

    private static UserPrincipal user(Path folder) throws IOException {
        var users = folder.getFileSystem().getUserPrincipalLookupService();
        try {
            return users.lookupPrincipalByName("postgres");
        } catch (IOException noSuchUser) {
            return users.lookupPrincipalByName("nobody");
        }
    }

    /** Ends the cluster and removes its folder once nobody holds the other end of its input: when this JVM is gone. */
    private void guard() throws IOException {
        List<String> command = new ArrayList<>(asUser);
        command.addAll(List.of(
                "sh",
                "-c",
                "trap '' INT TERM HUP; cat >/dev/null; \"$0\" -D data -m immediate stop; cd / && rm -rf \"$1\"",
                programs.resolve("pg_ctl").toString(),
                folder.toString()));
        Process _ = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Starts it again where it was. */
    public void start() throws IOException, InterruptedException {
        // Commits that do not wait for the disk by default: the store has to ask for it.
        run(
                "pg_ctl",
                "-D",
                "data",
                "-w",
                "-t",
                "60",
                "-l",
                "log",
                "-o",
                "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c shared_buffers=32MB"
                        + " -c fsync=on -c synchronous_commit=off -c max_connections=90",
                "start");
    }

    /** As a crash does. */
    public void kill() throws IOException, InterruptedException {
        run("pg_ctl", "-D", "data", "-m", "immediate", "-w", "stop");
    }

    /** As an operator does: whoever is connected is thrown out. */
    public void stop() throws IOException, InterruptedException {
        run("pg_ctl", "-D", "data", "-m", "fast", "-w", "stop");
    }

    /** Nothing answers, and nothing says why: connections stay open. */
    public void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    public void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        long main = Long.parseLong(
                Files.readAllLines(folder.resolve("data/postmaster.pid")).getFirst());
        execute(List.of("kill", "-" + signal, Long.toString(main)));
        for (ProcessHandle one :
                ProcessHandle.of(main).orElseThrow().descendants().toList()) {
            // One that has ended by itself since is not missed.
            int _ = new ProcessBuilder("kill", "-" + signal, Long.toString(one.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        }
    }

    private void run(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(asUser);
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        execute(command);
    }

    private void execute(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("westerly-postgres-", ".out");
        try {
            int code = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException(command + " ended with " + code + ": " + Files.readString(output));
            }
        } finally {
            Files.delete(output);
        }
    }

    /** An empty database that belongs to {@link #USER}; the URL with user and password. */
    public String database() {
        String name = "store_" + DATABASES.incrementAndGet();
        sql("create database " + name + " owner " + USER);
        return "postgres://" + USER + ":"
                + PASSWORD.replace("@", "%40").replace("/", "%2F").replace("?", "%3F") + "@" + address() + "/" + name;
    }

    /** Host and port. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** As the superuser. */
    public void sql(String statement) {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:postgresql://" + address() + "/postgres", ADMIN, PASSWORD);
                Statement one = connection.createStatement()) {
            one.execute(statement);
        } catch (SQLException failure) {
            throw new IllegalStateException(statement, failure);
        }
    }
}
