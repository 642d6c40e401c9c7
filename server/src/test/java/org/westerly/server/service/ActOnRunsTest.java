package org.westerly.server.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.api.RunActionsResponse;
import org.westerly.api.RunActionsResponse.Result;
import org.westerly.server.auth.Caller;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.run.Owner;
import org.westerly.server.run.Removal.Stage;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunState;
import org.westerly.server.store.FailingStore;
import org.westerly.server.store.RunStore;
import org.westerly.server.store.StoreException;
import org.westerly.server.store.memory.MemoryRunStore;

class ActOnRunsTest {

    private static final Caller BOB = new Caller(new Owner("bob"));

    @TempDir
    Path temp;

    private House house;
    private ActOnRuns actions;

    @BeforeEach
    void build() throws IOException {
        build(new MemoryRunStore());
    }

    private void build(RunStore store) throws IOException {
        house = new House(temp, store, List.of());
        actions = new ActOnRuns(
                new ListRuns(store, PageSize.DEFAULT, house.clock),
                house.cancel(),
                new DeleteRun(store, house.cancel(), house.clock),
                new PurgeRun(store, house.clock));
    }

    private RunId run(String project) {
        return house.accepted(House.ALICE, Map.of("tags", "{\"project\":\"" + project + "\"}"));
    }

    private RunId finished(String project) {
        RunId run = run(project);
        house.finish(run, "{}");
        return run;
    }

    private List<String> act(RunAction action, String... ids) throws InterruptedException {
        return told(actions.act(House.ALICE, WesVersion.V1_1, action, List.of(ids)));
    }

    private RunActionsResponse act(RunAction action, Map<String, List<String>> query, @Nullable String token)
            throws InterruptedException {
        return actions.act(House.ALICE, WesVersion.V1_1, action, new ActOnRuns.Filter(query, token));
    }

    private static List<String> told(RunActionsResponse answer) {
        return answer.results().stream()
                .map(result -> result.code() == null ? result.status() : result.status() + " " + result.code())
                .toList();
    }

    private Stage stage(RunId run) {
        return house.store.get(run).orElseThrow().removal().stage();
    }

    @Test
    void eachRunIsAnsweredForInTheOrderItWasNamed() throws Exception {
        RunId done = finished("p");
        RunId queued = run("p");
        RunId bobs = house.accepted(BOB, Map.of());
        String[] ids = {done.value(), queued.value(), bobs.value(), "nonsense", done.value()};
        assertThat(act(RunAction.PURGE, ids))
                .containsExactly(
                        "done", "refused RUN_NOT_FINISHED", "refused RUN_NOT_FOUND", "refused RUN_NOT_FOUND", "done");
        assertThat(stage(done)).isEqualTo(Stage.PURGING);
        assertThat(house.store.get(bobs).orElseThrow().state()).isEqualTo(RunState.QUEUED);
        assertThat(actions.act(House.ALICE, WesVersion.V1_1, RunAction.CANCEL, List.of(ids))
                        .results())
                .extracting(Result::runId)
                .containsExactly(ids);
        assertThat(house.store.get(queued).orElseThrow().state()).isEqualTo(RunState.CANCELED);
        assertThat(act(RunAction.RESTORE, ids))
                .containsExactly(
                        "refused RUN_PURGED",
                        "refused RUN_NOT_DELETED",
                        "refused RUN_NOT_FOUND",
                        "refused RUN_NOT_FOUND",
                        "refused RUN_PURGED");
    }

    @Test
    void aFilterMeansTheRunsOfTheList() throws Exception {
        RunId one = finished("p");
        RunId two = finished("p");
        RunId other = finished("q");
        RunActionsResponse answer = act(RunAction.DELETE, Map.of("tag", List.of("project:p")), null);
        assertThat(answer.results()).extracting(Result::runId).containsExactly(two.value(), one.value());
        assertThat(answer.more()).isFalse();
        assertThat(answer.nextPageToken()).isNull();
        assertThat(stage(one)).isEqualTo(Stage.DELETED);
        assertThat(stage(other)).isEqualTo(Stage.KEPT);

        assertThat(told(act(RunAction.RESTORE, Map.of("since", List.of("2026-11-21")), null)))
                .as("deleted ones are looked for without being asked")
                .containsExactly("refused RUN_NOT_DELETED", "done", "done");
        assertThat(stage(two)).isEqualTo(Stage.KEPT);
        assertThatExceptionOfType(WesException.class)
                .isThrownBy(() -> act(RunAction.DELETE, Map.of("state", List.of("DONE")), null))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
        assertThatExceptionOfType(WesException.class)
                .isThrownBy(() -> act(RunAction.DELETE, Map.of("owner", List.of("bob")), null))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.OTHER_OWNER));
    }

    @Test
    void moreThanOneRequestActsOnAreReachedByTheToken() throws Exception {
        int over = 7;
        IntStream.range(0, ActOnRuns.MOST + over).forEach(_ -> run("p"));
        Map<String, List<String>> query = Map.of("tag", List.of("project:p"));
        RunActionsResponse first = act(RunAction.CANCEL, query, null);
        assertThat(first.results()).hasSize(ActOnRuns.MOST);
        assertThat(first.more()).isTrue();
        RunActionsResponse last = act(RunAction.CANCEL, query, first.nextPageToken());
        assertThat(last.results()).hasSize(over);
        assertThat(last.more()).isFalse();
        assertThat(house.store.counts(House.ALICE.owner()))
                .containsEntry(RunState.CANCELED, (long) ActOnRuns.MOST + over);
    }

    @Test
    void whatTheStoreCouldNotDoIsToldApartAndKeepsNoOther() throws Exception {
        MemoryRunStore memory = new MemoryRunStore();
        List<String> broken = new ArrayList<>();
        build(FailingStore.before(memory, (method, arguments) -> {
            if (method.equals("compareAndSet") && broken.contains(arguments[0].toString())) {
                throw new StoreException("the disk at /srv is broken", null);
            }
        }));
        RunId one = finished("p");
        RunId two = finished("p");
        broken.add(memory.get(one).orElseThrow().toString());
        RunActionsResponse answer =
                actions.act(House.ALICE, WesVersion.V1_1, RunAction.DELETE, List.of(one.value(), two.value()));
        assertThat(told(answer)).containsExactly("failed STORE_UNAVAILABLE", "done");
        assertThat(answer.toString()).doesNotContain("/srv");
        assertThat(stage(two)).isEqualTo(Stage.DELETED);
    }
}
