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
import org.westerly.server.dispatch.Mishaps;
import org.westerly.server.engine.Engines;
import org.westerly.server.engine.UsedEngines;
import org.westerly.server.engine.configured.EngineCatalog;
import org.westerly.server.executor.Executor;
import org.westerly.server.executor.local.Cgroups;
import org.westerly.server.executor.local.LocalExecutor;
import org.westerly.server.executor.local.RunCommand;
import org.westerly.server.files.RunFolders;
import org.westerly.server.files.Uploads;
import org.westerly.server.files.fetch.FetchHttp;
import org.westerly.server.files.fetch.Lookup;
import org.westerly.server.files.fetch.Patience;
import org.westerly.server.files.stage.StageRun;
import org.westerly.server.job.StopOrder;
import org.westerly.server.logs.FollowLogs;
import org.westerly.server.queue.ChooseRuns;
import org.westerly.server.queue.FindOverdue;
import org.westerly.server.queue.Gate;
import org.westerly.server.queue.KeepOpenTimes;
import org.westerly.server.queue.RunQueue;
import org.westerly.server.results.KeepLists;
import org.westerly.server.run.RunId;
import org.westerly.server.store.RunStore;
import org.westerly.server.store.StoreFullException;
import org.westerly.server.store.StoreLostException;

/** Everything behind the services, built in order and closed in reverse: the composition of this server. */
record Rooms(
        TakenSeat seat,
        EngineCatalog catalog,
        RunStore store,
        FetchHttp fetch,
        Machinery machinery,
        FollowLogs logs,
        KeepLists lists,
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
    static Rooms open(Settings settings, TakenSeat seat, Gate gate) {
        Path data = settings.data().dir();
        EngineCatalog catalog = LoadEngines.of(settings);
        catalog.missing()
                .forEach(engine -> LOG.infof(
                        "engine %s %s is not offered: %s",
                        engine.name(), engine.version(), engine.why().told()));
        RunStore store = OpenStore.of(settings.store());
        try {
            Uploads uploads = new Uploads(data.resolve("uploads"), seat.seat().name());
            InOtherWords words = new InOtherWords(settings);
            FetchHttp fetch = new FetchHttp(words.fetchLimits(), Lookup.system(), Patience.usual(CLOCK));
            Cgroups cgroups = JobCgroups.of(settings.executor());
            Machinery machinery = new Machinery(
                    catalog.engines(settings.engines().defaults()),
                    List.of(new LocalExecutor(ContainerRuntimes.of(settings.engines()), cgroups)),
                    new RunCommand(cgroups),
                    new RunFolders(data.resolve("runs")),
                    new StageRun(uploads, words.sources(), fetch),
                    uploads,
                    StopOrder.term(settings.runs().cancelGrace()));
            FollowLogs logs = new FollowLogs(CLOCK, Rooms::survived);
            KeepLists lists = new KeepLists(
                    store,
                    new UsedEngines(machinery.engines()),
                    machinery.folders(),
                    data.resolve("listings"),
                    Rooms::survived);
            Dispatcher dispatcher = new Dispatcher(
                    store,
                    machinery,
                    queue(store, words, data, gate),
                    logs,
                    new DispatchSettings(
                            settings.runs().maxConcurrent(),
                            SAFETY_NET,
                            CLOSING,
                            words.retention(),
                            words.presence(seat.seat())),
                    CLOCK,
                    MISHAPS);
            lists.onlyWhile(dispatcher::leads);
            return new Rooms(seat, catalog, store, fetch, machinery, logs, lists, dispatcher);
        } catch (IOException e) {
            store.close();
            throw new StartRefusedException("the data folder " + data + " cannot be used: " + e, e);
        }
    }

    private static final Mishaps MISHAPS = new Mishaps() {
        @Override
        public void survived(String during, Throwable fault) {
            Rooms.survived(during, fault);
        }

        @Override
        public void noticed(String what) {
            LOG.warn(what);
        }
    };

    private static RunQueue queue(RunStore store, InOtherWords words, Path data, Gate gate) {
        return new RunQueue(
                new ChooseRuns(store, words.queueRules(), gate, CLOCK),
                new FindOverdue(store, words.waitLimits(), new KeepOpenTimes(data, gate, CLOCK)));
    }

    /** A store that is lost or full has told so itself: not again everybody who wanted something of it. */
    private static void survived(String during, Throwable fault) {
        if (StoreLostException.isBehind(fault) || fault instanceof StoreFullException) {
            LOG.debugf(fault, "survived while %s", during);
        } else {
            LOG.errorf(fault, "survived while %s", during);
        }
    }

    Engines engines() {
        return machinery.engines();
    }

    RunFolders folders() {
        return machinery.folders();
    }

    Uploads uploads() {
        return machinery.uploads();
    }

    /** Clears away what a killed server left half uploaded, and takes up the runs. */
    void start() {
        try {
            seat.forFree(uploads().seats(), name -> uploads().sweep(name, this::isUnderWay));
        } catch (IOException e) {
            throw new UncheckedIOException("old uploads could not be cleared away", e);
        }
        logs.start();
        lists.start();
        dispatcher.start();
    }

    private boolean isUnderWay(RunId run) {
        return store.get(run).filter(known -> !known.state().terminal()).isPresent();
    }

    @Override
    public void close() {
        dispatcher.close();
        lists.close();
        logs.close();
        machinery.executors().forEach(Executor::close);
        fetch.close();
        store.close();
    }
}
