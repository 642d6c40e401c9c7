package org.westerly.server.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jboss.logging.Logger;
import org.westerly.server.config.Settings;
import org.westerly.server.dispatch.DispatchSettings;
import org.westerly.server.dispatch.Dispatcher;
import org.westerly.server.dispatch.Machinery;
import org.westerly.server.engine.Engines;
import org.westerly.server.engine.configured.EngineCatalog;
import org.westerly.server.executor.Executor;
import org.westerly.server.executor.local.LocalExecutor;
import org.westerly.server.executor.local.RunCommand;
import org.westerly.server.files.RunFolders;
import org.westerly.server.files.Uploads;
import org.westerly.server.files.fetch.FetchHttp;
import org.westerly.server.files.fetch.Lookup;
import org.westerly.server.files.fetch.Patience;
import org.westerly.server.files.stage.StageRun;
import org.westerly.server.job.StopOrder;
import org.westerly.server.store.RunStore;
import org.westerly.server.store.StoreException;
import org.westerly.server.store.jdbc.JdbcRunStore;
import org.westerly.server.store.memory.MemoryRunStore;

/** Everything behind the services, built in order and closed in reverse: the composition of this server. */
record Rooms(
        Engines engines,
        RunStore store,
        RunFolders folders,
        Uploads uploads,
        FetchHttp fetch,
        Executor executor,
        Dispatcher dispatcher)
        implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger("westerly");

    /** Should a wake be lost, the store is looked at this often. */
    private static final Duration SAFETY_NET = Duration.ofSeconds(1);

    private static final Duration CLOSING = Duration.ofSeconds(3);

    static final InstantSource CLOCK = InstantSource.system();

    /**
     * Builds everything and starts nothing.
     *
     * @throws StartRefusedException when something cannot be used, in words for the operator
     */
    static Rooms open(Settings settings) {
        Path data = settings.data().dir();
        Engines engines = engines(settings);
        RunStore store = store(settings.store().url().value());
        try {
            RunFolders folders = new RunFolders(data.resolve("runs"));
            Uploads uploads = new Uploads(data.resolve("uploads"));
            InOtherWords words = new InOtherWords(settings);
            FetchHttp fetch = new FetchHttp(words.fetchLimits(), Lookup.system(), Patience.usual(CLOCK));
            Executor executor = new LocalExecutor(ContainerRuntimes.of(settings.engines()));
            Dispatcher dispatcher = new Dispatcher(
                    store,
                    new Machinery(
                            engines,
                            List.of(executor),
                            new RunCommand(),
                            folders,
                            new StageRun(uploads, words.sources(), fetch),
                            uploads,
                            StopOrder.term(settings.runs().cancelGrace())),
                    new DispatchSettings(settings.runs().maxConcurrent(), SAFETY_NET, CLOSING),
                    CLOCK,
                    (during, fault) -> LOG.errorf(fault, "survived while %s", during));
            return new Rooms(engines, store, folders, uploads, fetch, executor, dispatcher);
        } catch (IOException e) {
            store.close();
            throw new StartRefusedException("the data folder " + data + " cannot be used: " + e, e);
        }
    }

    private static Engines engines(Settings settings) {
        EngineCatalog catalog = LoadEngines.of(settings);
        catalog.missing()
                .forEach(engine ->
                        LOG.infof("engine %s %s is not offered: %s", engine.name(), engine.version(), engine.told()));
        return catalog.engines(settings.engines().defaults());
    }

    private static RunStore store(String url) {
        try {
            return url.equals("memory:") ? new MemoryRunStore() : JdbcRunStore.open(url);
        } catch (StoreException e) {
            throw new StartRefusedException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Clears away what a killed server left half uploaded, and takes up the runs. */
    void start() {
        try {
            uploads.sweep(run ->
                    store.get(run).filter(known -> !known.state().terminal()).isPresent());
        } catch (IOException e) {
            throw new UncheckedIOException("old uploads could not be cleared away", e);
        }
        dispatcher.start();
    }

    @Override
    public void close() {
        dispatcher.close();
        executor.close();
        fetch.close();
        store.close();
    }
}
