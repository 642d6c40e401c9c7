package org.westerly.server.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.api.QueuePlace;
import org.westerly.api.RunListResponse;
import org.westerly.api.RunLog;
import org.westerly.api.RunSummary;
import org.westerly.api.State;
import org.westerly.api.TaskListResponse;
import org.westerly.api.TaskLog;
import org.westerly.server.auth.Caller;
import org.westerly.server.engine.TaskRecord;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.files.Fetched;
import org.westerly.server.files.FetchedList;
import org.westerly.server.files.RunFolder;
import org.westerly.server.run.Owner;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunId;
import org.westerly.server.store.memory.MemoryRunStore;

/** What callers see of their runs, and of other people's. */
class RunLifeTest {

    private static final Caller BOB = new Caller(new Owner("bob"));
    private static final Links LINKS = new Links("http://h/ga4gh/wes/v1");

    @TempDir
    Path temp;

    private House house;

    @BeforeEach
    void build() throws IOException {
        house = new House(temp, new MemoryRunStore(), List.of());
    }

    private RunId run() {
        return house.accepted(House.ALICE, Map.of());
    }

    private RunLog log(RunId run) {
        return new DescribeRun(house.store, house.engines, house.folders, house.waits())
                .log(House.ALICE, run.value(), false, WesVersion.V1_1, LINKS);
    }

    @Test
    void howARunWaitsIsToldWhileItIsQueuedAndNotToClientsOfWes10() {
        RunId first = run();
        RunId second = run();
        DescribeRun describe = new DescribeRun(house.store, house.engines, house.folders, house.waits());
        QueuePlace next = new QueuePlace(0, "it is next");
        QueuePlace behind = new QueuePlace(1, "1 run is ahead of it");

        assertThat(log(first).queue()).isEqualTo(next);
        assertThat(log(second).queue()).isEqualTo(behind);
        for (boolean deleted : new boolean[] {false, true}) {
            assertThat(describe.status(House.ALICE, second.value(), deleted, WesVersion.V1_1)
                            .queue())
                    .isEqualTo(behind);
            assertThat(describe.status(House.ALICE, second.value(), deleted, WesVersion.V1_0)
                            .queue())
                    .isNull();
        }
        house.start(first);
        assertThat(log(first).queue()).isNull();
        assertThat(describe.status(House.ALICE, first.value(), false, WesVersion.V1_1)
                        .queue())
                .isNull();
    }

    @Test
    void whatWasFetchedIsShownInOrder() throws IOException {
        RunId run = run();
        assertThat(log(run).fetched()).isNull();
        RunFolder folder = house.folders.of(run);
        folder.create();
        FetchedList list = FetchedList.begin(folder);
        list.add(new Fetched("https://h/a.sh", "work/a.sh", 7, "aa"));
        list.add(new Fetched("file:///srv/b.sh", null, 8L, "bb"));
        assertThat(log(run).fetched())
                .containsExactly(
                        new RunLog.FetchedFile("https://h/a.sh", "work/a.sh", 7L, "aa"),
                        new RunLog.FetchedFile("file:///srv/b.sh", null, 8L, "bb"));
    }

    private static void refused(ErrorCode code, ThrowingCallable act) {
        assertThatExceptionOfType(WesException.class)
                .isThrownBy(act)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private RunListResponse list(Caller caller, String size, String token, List<String> states, List<String> tags) {
        return list(caller, size, token, Map.of("state", states, "tag", tags));
    }

    private RunListResponse list(Caller caller, String size, String token, Map<String, List<String>> query) {
        return new ListRuns(house.store, PageSize.DEFAULT, house.clock)
                .list(caller, new RunListing(new RunListing.Page(size, token), query, WesVersion.V1_1));
    }

    @Test
    void pagesAreFullAndAsOfTheFirst() {
        List<String> ids = IntStream.range(0, 7).mapToObj(_ -> run().value()).toList();
        List<String> seen = new ArrayList<>();
        String token = "";
        do {
            RunListResponse page = list(House.ALICE, "3", token, List.of(), List.of());
            page.runs().stream().map(RunSummary::runId).forEach(seen::add);
            token = page.nextPageToken();
            assertThat(page.runs().size() == 3 || token.isEmpty()).isTrue();
            run(); // Born after the first page.
        } while (!token.isEmpty());
        assertThat(seen).isEqualTo(ids.reversed());
    }

    @Test
    void aTokenIsForItsCallerAndFilters() {
        run();
        run();
        String token = list(House.ALICE, "1", "", List.of(), List.of()).nextPageToken();
        refused(ErrorCode.INVALID_PAGE, () -> list(BOB, "1", token, List.of(), List.of()));
        refused(ErrorCode.INVALID_PAGE, () -> list(House.ALICE, "1", token, List.of("QUEUED"), List.of()));
        refused(ErrorCode.INVALID_PAGE, () -> list(House.ALICE, "1", token, List.of(), List.of("a")));
        assertThat(list(House.ALICE, "5", token, List.of(), List.of()).runs()).hasSize(1);
    }

    @Test
    void filters() {
        RunId tagged = house.accepted(House.ALICE, Map.of("tags", "{\"p\":\"a:b\"}"));
        run();
        assertThat(list(House.ALICE, "9", "", List.of(), List.of("p:a:b")).runs())
                .singleElement()
                .satisfies(run -> assertThat(run.runId()).isEqualTo(tagged.value()));
        assertThat(list(House.ALICE, "9", "", List.of(), List.of("p")).runs()).hasSize(1);
        assertThat(list(House.ALICE, "9", "", List.of(), List.of("p:x")).runs()).isEmpty();
        assertThat(list(House.ALICE, "9", "", List.of("QUEUED", "PAUSED"), List.of())
                        .runs())
                .hasSize(2);
        assertThat(list(House.ALICE, "9", "", List.of("PAUSED"), List.of()).runs())
                .isEmpty();
        assertThat(list(BOB, "9", "", List.of(), List.of()).runs()).isEmpty();
        refused(ErrorCode.INVALID_REQUEST, () -> list(House.ALICE, "9", "", List.of("DONE"), List.of()));
        refused(ErrorCode.INVALID_PAGE, () -> list(House.ALICE, "0", "", List.of(), List.of()));
        refused(ErrorCode.INVALID_PAGE, () -> list(House.ALICE, "ten", "", List.of(), List.of()));
    }

    @Test
    void aStrangersRunIsNotThere() {
        RunId run = run();
        DescribeRun describe = new DescribeRun(house.store, house.engines, house.folders, house.waits());
        refused(ErrorCode.RUN_NOT_FOUND, () -> describe.status(BOB, run.value(), false, WesVersion.V1_1));
        refused(ErrorCode.RUN_NOT_FOUND, () -> describe.log(BOB, run.value(), true, WesVersion.V1_1, LINKS));
        refused(ErrorCode.RUN_NOT_FOUND, () -> house.cancel().cancel(BOB, run.value(), WesVersion.V1_1));
        refused(ErrorCode.RUN_NOT_FOUND, () -> describe.status(House.ALICE, "passport", false, WesVersion.V1_1));
    }

    @Test
    void aQueuedRunHasNoTimesAndNoLogs() {
        RunLog log = log(run());
        assertThat(log.state()).isEqualTo(State.QUEUED);
        assertThat(log.runLog().startTime()).isNull();
        assertThat(log.runLog().stdout()).isNull();
        assertThat(log.taskLogs()).isEmpty();
        assertThat(log.outputs()).isEqualTo("{}");
    }

    @Test
    void aFinishedRunHasAtLeastTheEngineAsItsTask() throws IOException {
        RunId run = run();
        house.folders.of(run).create();
        Files.writeString(house.folders.of(run).stdout(), "x");
        house.finish(run, "{\"a\":{\"location\":\"outputs:a%20b\"}}");
        RunLog log = log(run);
        assertThat(log.taskLogs()).singleElement().satisfies(task -> {
            assertThat(task.id()).isEqualTo("engine");
            assertThat(task.stdout()).isEqualTo("http://h/ga4gh/wes/v1/runs/" + run + "/tasks/engine/stdout");
            assertThat(task.stderr()).isNull();
            assertThat(task.exitCode()).isZero();
        });
        assertThat(log.outputs())
                .isEqualTo("{\"a\":{\"location\":\"http://h/ga4gh/wes/v1/runs/" + run + "/outputs/a%20b\"}}");
    }

    @Test
    void manyTasksAreListedAndNotEmbedded() throws IOException {
        List<TaskRecord> tasks = IntStream.range(0, 1_001)
                .mapToObj(number -> new TaskRecord(
                        "t" + number, "task", List.of(), Instant.EPOCH, null, null, null, null, List.of(), Map.of()))
                .toList();
        house = new House(temp, new MemoryRunStore(), tasks);
        RunId run = run();
        house.start(run);
        assertThat(log(run).taskLogs()).isNull();
        ListTasks list = new ListTasks(house.store, house.engines, house.folders, PageSize.DEFAULT);
        List<String> seen = new ArrayList<>();
        String token = "";
        do {
            TaskListResponse page =
                    list.list(House.ALICE, run.value(), false, new RunListing.Page("400", token), LINKS);
            page.taskLogs().stream().map(TaskLog::id).forEach(seen::add);
            token = page.nextPageToken();
        } while (!token.isEmpty());
        assertThat(seen).isEqualTo(tasks.stream().map(TaskRecord::id).toList());
        refused(ErrorCode.TASK_NOT_FOUND, () -> list.task(House.ALICE, run.value(), false, "no", LINKS));
        RunId other = run();
        String foreign = list.list(House.ALICE, run.value(), false, new RunListing.Page("1", null), LINKS)
                .nextPageToken();
        refused(
                ErrorCode.INVALID_PAGE,
                () -> list.list(House.ALICE, other.value(), false, new RunListing.Page("1", foreign), LINKS));
    }

    @Test
    void cancel() throws IOException {
        RunId queued;
        try (Intake intake = house.submit().begin(House.ALICE, null)) {
            intake.text("workflow_url", "a");
            intake.text("workflow_type", "SH");
            intake.text("workflow_type_version", "1.0");
            intake.attachment("a").close();
            queued = intake.accept();
        }
        house.cancel().cancel(House.ALICE, queued.value(), WesVersion.V1_1);
        assertThat(log(queued).state()).isEqualTo(State.CANCELED);
        assertThat(temp.resolve("uploads/one")).isEmptyDirectory();

        RunId running = run();
        house.start(running);
        house.cancel().cancel(House.ALICE, running.value(), WesVersion.V1_1);
        house.cancel().cancel(House.ALICE, running.value(), WesVersion.V1_1);
        assertThat(log(running).state()).isEqualTo(State.CANCELING);
        house.moves.require(running, new RunEvent.Stopped(143));
        refused(ErrorCode.RUN_FINISHED, () -> house.cancel().cancel(House.ALICE, running.value(), WesVersion.V1_1));
        house.cancel().cancel(House.ALICE, running.value(), WesVersion.V1_0);
        assertThat(log(running).state()).isEqualTo(State.CANCELED);
    }

    @Test
    void deleteAndRestore() {
        DeleteRun delete = new DeleteRun(house.store, house.cancel(), house.clock);
        RunId unfinished = run();
        house.start(unfinished);
        delete.delete(House.ALICE, unfinished.value());
        assertThat(log(unfinished).state()).isEqualTo(State.CANCELING);

        RunId finished = run();
        house.finish(finished, "{}");
        refused(ErrorCode.RUN_NOT_DELETED, () -> delete.restore(House.ALICE, finished.value()));
        delete.delete(House.ALICE, finished.value());
        delete.delete(House.ALICE, finished.value());
        refused(ErrorCode.RUN_NOT_FOUND, () -> log(finished));
        refused(ErrorCode.RUN_NOT_FOUND, () -> delete.restore(BOB, finished.value()));
        delete.restore(House.ALICE, finished.value());
        assertThat(log(finished).state()).isEqualTo(State.COMPLETE);
        assertThat(house.store.journal(finished))
                .extracting(entry -> entry.event() + " " + entry.detail())
                .endsWith("Deleted by alice", "Restored by alice");
    }

    @Test
    void purge() {
        PurgeRun purge = new PurgeRun(house.store, house.clock);
        DeleteRun delete = new DeleteRun(house.store, house.cancel(), house.clock);
        DescribeRun describe = new DescribeRun(house.store, house.engines, house.folders, house.waits());
        RunId run = house.accepted(House.ALICE, Map.of("tags", "{\"patient\":\"4711\"}"));
        house.start(run);
        String id = run.value();
        refused(ErrorCode.RUN_NOT_FINISHED, () -> purge.purge(House.ALICE, id));
        house.moves.require(run, new RunEvent.Succeeded(0, "{\"of\":\"4711\"}", List.of()));
        refused(ErrorCode.RUN_NOT_FOUND, () -> purge.purge(BOB, id));
        refused(ErrorCode.RUN_NOT_FOUND, () -> purge.purge(House.ALICE, "passport"));

        purge.purge(House.ALICE, id);
        for (String purged : new String[] {null, "2026-11-21T10:00:00.123Z"}) {
            if (purged != null) {
                house.moves.require(run, new RunEvent.Purged());
            }
            assertThat(purge.purge(House.ALICE, id)).as("twice is no fault").isEqualTo(run);
            refused(ErrorCode.RUN_PURGED, () -> delete.restore(House.ALICE, id));
            refused(ErrorCode.RUN_NOT_FOUND, () -> delete.restore(BOB, id));
            refused(ErrorCode.RUN_NOT_FOUND, () -> delete.delete(House.ALICE, id));
            refused(ErrorCode.RUN_NOT_FOUND, () -> log(run));
            refused(ErrorCode.RUN_NOT_FOUND, () -> describe.status(House.ALICE, id, false, WesVersion.V1_1));
            refused(ErrorCode.RUN_NOT_FOUND, () -> describe.log(BOB, id, true, WesVersion.V1_1, LINKS));
            refused(
                    ErrorCode.RUN_NOT_FOUND,
                    () -> new ListTasks(house.store, house.engines, house.folders, PageSize.DEFAULT)
                            .list(House.ALICE, id, true, new RunListing.Page("9", ""), LINKS));
            assertThat(describe.status(House.ALICE, id, true, WesVersion.V1_1).state())
                    .isEqualTo(State.COMPLETE);
            RunLog tombstone = describe.log(House.ALICE, id, true, WesVersion.V1_1, LINKS);
            assertThat(tombstone.state()).isEqualTo(State.COMPLETE);
            assertThat(tombstone.runLog().endTime()).isEqualTo("2026-11-21T10:00:00Z");
            assertThat(tombstone.purged()).isEqualTo(new RunLog.Purged("alice", "2026-11-21T10:00:00.123Z", purged));
            assertThat(tombstone.toString()).doesNotContain("4711", "stdout=http", "a.sh");
            assertThat(list(House.ALICE, "9", "", Map.of("include_deleted", List.of("true")))
                            .runs())
                    .isEmpty();
        }
    }
}
