package org.westerly.server.engine.install;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.westerly.server.engine.definition.EngineDefinition;
import org.westerly.server.engine.definition.EngineDefinition.Install;
import org.westerly.server.files.DeleteTree;

/**
 * Installs engines. An engine's folder appears whole or not at all: it is made under another name and renamed, and what
 * an interrupted installation left is removed by the next one.
 */
public final class EngineInstaller {

    /** What became of one engine; {@code done} also when there was nothing to do. */
    public record Result(String engine, boolean done, String message) {}

    /** As many as there are usually cores: the packages are compiled on arrival. */
    private static final int AT_ONCE = 2;

    /** A file lock keeps other processes out, but throws when the same process asks twice. */
    private static final ConcurrentMap<Path, ReentrantLock> IN_PROCESS = new ConcurrentHashMap<>();

    private final Path home;
    private final Map<String, String> environment;
    private final Consumer<String> progress;

    /**
     * @param home made if it is missing
     * @param environment of the person who installs: its PATH, proxies and package indexes are used
     * @param progress gets a line for each thing that takes time
     */
    public EngineInstaller(Path home, Map<String, String> environment, Consumer<String> progress) {
        this.home = home.toAbsolutePath().normalize();
        this.environment = Map.copyOf(environment);
        this.progress = progress;
    }

    /** Installs some at a time. One engine's trouble does not keep the others from being installed. */
    public List<Result> install(List<EngineDefinition> definitions) throws InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Callable<Result>> all = definitions.stream()
                    .<Callable<Result>>map(definition -> () -> install(definition))
                    .toList();
            List<Result> results = new ArrayList<>();
            for (Future<Result> future : workers.invokeAll(all)) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException("an installation failed in a way that is not understood", e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    private Result install(EngineDefinition definition) throws InterruptedException {
        String engine = definition.name() + " " + definition.version();
        Path folder = home.resolve(definition.folderName());
        try {
            if (definition.bundle().install() instanceof Install.ByHand) {
                return new Result(engine, true, engine + " is not installed by Westerly");
            }
            if (Files.isDirectory(folder)) {
                return new Result(engine, true, engine + " is installed");
            }
            return locked(definition, engine, folder);
        } catch (InstallFailedException e) {
            return new Result(engine, false, engine + " was not installed: " + e.getMessage());
        } catch (IOException e) {
            return new Result(engine, false, engine + " was not installed: " + home + ": " + e);
        }
    }

    private Result locked(EngineDefinition definition, String engine, Path folder)
            throws IOException, InterruptedException, InstallFailedException {
        Files.createDirectories(home);
        ReentrantLock inProcess = IN_PROCESS.computeIfAbsent(folder, _ -> new ReentrantLock());
        inProcess.lockInterruptibly();
        try (FileChannel channel = FileChannel.open(
                        home.resolve("." + definition.folderName() + ".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            if (Files.isDirectory(folder)) {
                return new Result(engine, true, engine + " is installed");
            }
            progress.accept("installing " + engine + " …");
            long begun = System.nanoTime();
            Path unfinished = home.resolve(".unfinished-" + definition.folderName());
            DeleteTree.below(unfinished);
            Files.createDirectory(unfinished);
            try {
                fill(definition, unfinished, folder);
                Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                DeleteTree.below(unfinished);
            }
            long tenths = (System.nanoTime() - begun) / 100_000_000;
            return new Result(
                    engine,
                    true,
                    engine + " was installed in " + tenths / 10 + "." + tenths % 10 + " s into " + folder);
        } finally {
            inProcess.unlock();
        }
    }

    private void fill(EngineDefinition definition, Path unfinished, Path folder)
            throws IOException, InterruptedException, InstallFailedException {
        Tool tool = new Tool(environment, home.resolve(definition.folderName() + ".log"));
        Files.deleteIfExists(tool.log());
        switch (definition.bundle().install()) {
            case Install.ByHand _ -> {}
            case Install.Pip(List<String> packages, boolean _) ->
                new PythonEnvironment(tool).make(packages, unfinished, folder);
            case Install.Maven(String pom, boolean _) -> new MavenLibraries(tool).fetch(pom, unfinished);
        }
        Files.deleteIfExists(tool.log());
    }
}
