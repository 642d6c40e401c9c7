package org.westerly.server.app;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Readiness;
import org.westerly.server.config.Settings;
import org.westerly.server.engine.UsedEngines;
import org.westerly.server.events.Signals;
import org.westerly.server.events.Ticks;
import org.westerly.server.executor.Executor;
import org.westerly.server.http.EnginesCheck;
import org.westerly.server.http.HttpSettings;
import org.westerly.server.http.JobsCheck;
import org.westerly.server.http.SystemCheck;
import org.westerly.server.logs.ReadLogs;
import org.westerly.server.queue.Gates;
import org.westerly.server.queue.LowDisk;
import org.westerly.server.queue.PauseFile;
import org.westerly.server.queue.TellWait;
import org.westerly.server.results.CollectFiles;
import org.westerly.server.results.ReadFiles;
import org.westerly.server.service.ActOnRuns;
import org.westerly.server.service.AwaitState;
import org.westerly.server.service.CancelRun;
import org.westerly.server.service.CollectArchive;
import org.westerly.server.service.DeleteRun;
import org.westerly.server.service.DescribeCrate;
import org.westerly.server.service.DescribeRun;
import org.westerly.server.service.DescribeService;
import org.westerly.server.service.FindRunFile;
import org.westerly.server.service.ListFiles;
import org.westerly.server.service.ListRuns;
import org.westerly.server.service.ListTasks;
import org.westerly.server.service.OpenFeeds;
import org.westerly.server.service.PageLogs;
import org.westerly.server.service.PurgeRun;
import org.westerly.server.service.SubmitRun;
import org.westerly.server.store.StoreException;

/** Gives the framework what its HTTP resources ask for, and passes on its start and stop. */
@Singleton
class Wiring {

    private final Settings settings = ServerProcess.settings();
    private final InOtherWords words = new InOtherWords(settings);
    private final PauseFile pause = new PauseFile(settings.data().dir());
    private final Gates gates = new Gates(List.of(
            pause, new LowDisk(settings.data().dir(), settings.data().minFree().bytes())));
    private final Rooms rooms = Rooms.open(settings, ServerProcess.seat(), gates);
    private final TellWait waits = new TellWait(rooms.store(), words.queueRules(), gates, Rooms.CLOCK);
    private final ReadLogs logs =
            new ReadLogs(rooms.logs(), Rooms.CLOCK, rooms.seat().shared());
    private final Signals moves = new Signals();
    private final Signals lines = new Signals();
    private final Ticks ticks = new Ticks(lines, run -> !rooms.logs().follows(run));

    // Observed, because beans are lazy: a broken database is to be found by the operator and not by a user.
    void start(@Observes StartupEvent event) {
        rooms.store().onMove(line -> {
            moves.fire(line.run());
            rooms.lists().wake();
            rooms.dispatcher().moved(line);
        });
        rooms.logs().onLines(lines::fire);
        if (rooms.seat().shared()) {
            ticks.start();
        } else {
            endDrain();
        }
        rooms.start();
    }

    /** One that others share may be meant for them. */
    private void endDrain() {
        try {
            pause.started();
        } catch (IOException e) {
            throw new StartRefusedException("the data folder cannot be written: " + e, e);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        ticks.close();
        rooms.close();
    }

    @Produces
    @Singleton
    HttpSettings http() {
        return words.http();
    }

    @Produces
    @Singleton
    SubmitRun submitRun() {
        return new SubmitRun(
                rooms.store(), rooms.engines(), rooms.uploads(), words.accepted(), words.admission(pause), Rooms.CLOCK);
    }

    @Produces
    @Singleton
    DescribeRun describeRun() {
        return new DescribeRun(rooms.store(), rooms.engines(), rooms.folders(), waits);
    }

    @Produces
    @Singleton
    ListRuns listRuns() {
        return new ListRuns(rooms.store(), words.pageSize(), Rooms.CLOCK);
    }

    @Produces
    @Singleton
    ListTasks listTasks() {
        return new ListTasks(rooms.store(), rooms.engines(), rooms.folders(), words.pageSize());
    }

    @Produces
    @Singleton
    CancelRun cancelRun() {
        return new CancelRun(rooms.store(), rooms.uploads(), Rooms.CLOCK);
    }

    @Produces
    @Singleton
    DeleteRun deleteRun(CancelRun cancel) {
        return new DeleteRun(rooms.store(), cancel, Rooms.CLOCK);
    }

    @Produces
    @Singleton
    PurgeRun purgeRun() {
        return new PurgeRun(rooms.store(), Rooms.CLOCK);
    }

    @Produces
    @Singleton
    ActOnRuns actOnRuns(ListRuns lists, CancelRun cancel, DeleteRun delete, PurgeRun purge) {
        return new ActOnRuns(lists, cancel, delete, purge);
    }

    @Produces
    @Singleton
    FindRunFile findRunFile() {
        return new FindRunFile(rooms.store(), rooms.engines(), rooms.folders());
    }

    @Produces
    @Singleton
    ListFiles listFiles() {
        return new ListFiles(rooms.store(), files(), words.pageSize());
    }

    private ReadFiles files() {
        return new ReadFiles(new CollectFiles(new UsedEngines(rooms.engines()), rooms.folders()), rooms.folders());
    }

    @Produces
    @Singleton
    DescribeCrate describeCrate() {
        return new DescribeCrate(rooms.store(), rooms.engines(), rooms.folders(), files());
    }

    @Produces
    @Singleton
    CollectArchive collectArchive() {
        return new CollectArchive(rooms.store(), rooms.engines(), rooms.folders());
    }

    @Produces
    @Singleton
    PageLogs pageLogs() {
        return new PageLogs(rooms.store(), rooms.engines(), rooms.folders(), logs);
    }

    @Produces
    @Singleton
    AwaitState awaitState() {
        return new AwaitState(rooms.store(), moves, waits);
    }

    @Produces
    @Singleton
    OpenFeeds openFeeds() {
        return new OpenFeeds(rooms.store(), rooms.engines(), rooms.folders(), logs, lines, moves);
    }

    @Produces
    @Singleton
    DescribeService describeService() {
        return new DescribeService(words.service(), rooms.engines(), rooms.store(), pause);
    }

    @Produces
    @Readiness
    @Singleton
    HealthCheck storeAnswers() {
        return new SystemCheck("store", rooms.store()::check);
    }

    @Produces
    @Readiness
    @Singleton
    HealthCheck dispatcherAnswers() {
        return new SystemCheck("dispatcher", rooms.dispatcher()::check);
    }

    @Produces
    @Readiness
    @Singleton
    HealthCheck queueIsOpen() {
        return new QueueCheck(pause::flow, this::atWork);
    }

    /** Asked of a store that may be lost, by a probe that is to be answered all the same. */
    private String atWork() {
        try {
            return Integer.toString(rooms.store().activeCount());
        } catch (StoreException lost) {
            return "not known";
        }
    }

    @Produces
    @Readiness
    @Singleton
    HealthCheck enginesAreThere() {
        return new EnginesCheck(rooms.catalog().toldToAnybody());
    }

    @Produces
    @Readiness
    @Singleton
    HealthCheck jobsHaveAllTheyNeed() {
        return new JobsCheck(
                rooms.machinery().executors().stream().collect(Collectors.toMap(Executor::name, one -> one::lack)));
    }
}
