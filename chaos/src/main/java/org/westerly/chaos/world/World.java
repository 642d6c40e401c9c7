package org.westerly.chaos.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.westerly.chaos.plan.Fault;
import org.westerly.chaos.plan.Plan;
import org.westerly.testkit.PostgresServer;

/** All that a round has for itself: a folder, perhaps on a disk of its own, a store, an engine and servers. */
public final class World implements AutoCloseable {

    /** So short that a round can outlast it. */
    static final int LEASE_SECONDS = 2;

    private final Machine machine;
    private final Path folder;
    private final @Nullable Disk disk;
    private final @Nullable BootId boot;
    private final SmallEngine engine;
    private final SlowDocuments documents;
    private final String store;
    private final List<WesterlyServer> servers = new ArrayList<>();
    private final Map<Integer, Dial> clocks = new HashMap<>();
    private final Map<Integer, Dial> mutes = new HashMap<>();
    private final Set<Long> bystanders = new HashSet<>();
    private volatile boolean hopeless;

    private World(Machine machine, Path folder, Plan plan) throws IOException {
        this.machine = machine;
        this.folder = folder;
        this.disk = machine.disks() ? Disk.make(folder) : null;
        this.boot = machine.disks() ? BootId.make(folder.resolve("boot-id")) : null;
        this.engine = SmallEngine.make(folder);
        this.documents = new SlowDocuments();
        this.store = switch (plan.store()) {
            case SQLITE -> "jdbc:sqlite:" + data().resolve("westerly.db");
            case POSTGRESQL -> postgres().database();
        };
        for (int number = 0; number < plan.store().servers(); number++) {
            List<String> flags = new ArrayList<>(machine.javaFlags());
            // Only where it is needed: with an agent, Java starts slowly.
            if (plan.has(Fault.CLOCK_AHEAD, number) || plan.has(Fault.CLOCK_BACK, number)) {
                clocks.put(number, dial("clock", number, "0", flags));
            }
            if (plan.has(Fault.MUTE_SERVER, number)) {
                mutes.put(number, dial("mute", number, "false", flags));
            }
            String name = "server-" + number;
            List<String> command = command(flags, "serve", Witness.known(store, name));
            command.addAll(List.of("--set", "servers.name=" + name));
            servers.add(WesterlyServer.of(command, folder.resolve(name + ".log")));
        }
    }

    private Dial dial(String name, int server, String value, List<String> flags) throws IOException {
        Dial dial = Dial.make(name, folder.resolve(name + "-" + server), value);
        flags.add(dial.flag(machine.agent()));
        return dial;
    }

    /** Makes what the plan needs; nothing runs yet. */
    public static World make(Machine machine, Plan plan) throws IOException {
        return new World(
                machine,
                Files.createDirectories(
                        machine.scratch().resolve(plan.store().name().toLowerCase(Locale.ROOT) + "-" + plan.seed())),
                plan);
    }

    private List<String> command(List<String> flags, String name, String store) throws IOException {
        List<String> command = new ArrayList<>(boot == null ? List.of() : boot.inside());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp"))));
        command.addAll(flags);
        command.addAll(List.of("-jar", machine.app().resolve("quarkus-run.jar").toString(), name));
        command.addAll(settings(store));
        return command;
    }

    /** What every command on this data folder is told. */
    private List<String> settings(String store) {
        return List.of(
                "--data",
                data().toString(),
                "--set",
                "store.url=" + store,
                "--set",
                "store.timeout=3s",
                "--set",
                "engines.dir=" + engine.definitions(),
                "--set",
                "engines.home=" + folder.resolve("no-engines"),
                "--set",
                "servers.lease=" + LEASE_SECONDS + "s",
                "--set",
                "runs.cancel-grace=300ms",
                "--set",
                "runs.max-concurrent=8",
                "--set",
                "fetch.allow-private-targets=true",
                "--set",
                "data.min-free=4MiB");
    }

    /** What {@code westerly verify} says; empty when it finds nothing wrong. */
    public String verify() throws IOException, InterruptedException {
        Path said = folder.resolve("verify.log");
        int code = new ProcessBuilder(command(machine.javaFlags(), "verify", store))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start()
                .waitFor();
        return code == 0 ? "" : Files.readString(said);
    }

    /** Before anything is done: the first start makes the store, and from then on it is watched who tells what. */
    public void begin() throws SQLException {
        startAll();
        if (isShared()) {
            try (Connection connection = connect()) {
                Witness.install(connection);
            }
        }
    }

    /** Is the store one of several servers? */
    public boolean isShared() {
        return !store.startsWith("jdbc:sqlite:");
    }

    /** To the store. */
    public Connection connect() throws SQLException {
        if (!isShared()) {
            return DriverManager.getConnection(store);
        }
        URI uri = URI.create(store);
        String[] user = uri.getRawUserInfo().split(":", 2);
        return DriverManager.getConnection(
                "jdbc:postgresql://"
                        + uri.getAuthority().substring(uri.getAuthority().lastIndexOf('@') + 1) + uri.getPath(),
                user[0],
                URLDecoder.decode(user[1], StandardCharsets.UTF_8));
    }

    public void startAll() {
        servers.parallelStream().filter(server -> !server.runs()).forEach(WesterlyServer::start);
    }

    public List<WesterlyServer> servers() {
        return servers;
    }

    public SmallEngine engine() {
        return engine;
    }

    /** Something could not be mended: nobody has to wait for an answer any more. */
    public void giveUp() {
        hopeless = true;
    }

    public boolean isHopeless() {
        return hopeless;
    }

    /** Where documents are fetched from. */
    public SlowDocuments documents() {
        return documents;
    }

    /** Where what clients send lies. */
    public Path files() throws IOException {
        return Files.createDirectories(folder.resolve("files"));
    }

    /** The servers' data folder. */
    public Path data() {
        return (disk == null ? folder : disk.path()).resolve("data");
    }

    /** Are there attachments that wait for their runs? */
    public boolean hasUploads() throws IOException {
        try (var files = Files.walk(data().resolve("uploads"))) {
            return files.anyMatch(Files::isRegularFile);
        } catch (UncheckedIOException | NoSuchFileException moved) {
            return true; // While they were looked for; ask again.
        }
    }

    public Path folder() {
        return folder;
    }

    Machine machine() {
        return machine;
    }

    Disk disk() {
        return Objects.requireNonNull(disk, "no disk of its own");
    }

    BootId boot() {
        return Objects.requireNonNull(boot, "no boot of its own");
    }

    Dial clock(int server) {
        return Objects.requireNonNull(clocks.get(server), "its clock is as it is");
    }

    Dial mute(int server) {
        return Objects.requireNonNull(mutes.get(server), "it cannot be muted");
    }

    PostgresServer postgres() {
        return Objects.requireNonNull(machine.postgres(), "PostgreSQL is not installed");
    }

    Set<Long> bystanders() {
        return bystanders;
    }

    /** What lives of the runs, whoever started it. */
    public List<Processes.Living> engines() {
        return living(folder.toString());
    }

    /** What lives and has this text in its arguments, its environment or its folder, but for the servers. */
    public List<Processes.Living> living(String text) {
        Set<Long> servers = this.servers.stream()
                .filter(WesterlyServer::runs)
                .map(WesterlyServer::pid)
                .collect(Collectors.toSet());
        return Processes.of(text, servers);
    }

    /** Strangers that got an engine's process id, and have been killed since: nobody may have done that. */
    public Set<Long> bystandersKilled() {
        return bystanders.stream().filter(pid -> !Processes.alive(pid)).collect(Collectors.toSet());
    }

    /** Ends everything at once. */
    @Override
    public void close() throws IOException {
        abandon();
        if (disk != null) {
            disk.close();
        }
    }

    /** Ends everything at once, and leaves all of it where it is, to be looked at. */
    public void abandon() {
        documents.close();
        servers.forEach(WesterlyServer::kill);
        bystanders.forEach(pid -> Processes.signal("KILL", pid));
        engines().forEach(living -> Processes.signal("KILL", living.pid()));
    }

    /** Removes the folder; only once it is closed. */
    public void forget() throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
