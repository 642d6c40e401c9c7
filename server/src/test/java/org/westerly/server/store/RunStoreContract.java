package org.westerly.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.westerly.server.store.Samples.ADA;
import static org.westerly.server.store.Samples.BOB;
import static org.westerly.server.store.Samples.NOON;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.westerly.server.run.Decision;
import org.westerly.server.run.JournalEntry;
import org.westerly.server.run.Owner;
import org.westerly.server.run.Removal.Stage;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunLifecycle;
import org.westerly.server.run.RunRequest;
import org.westerly.server.run.RunState;
import org.westerly.server.store.RunQuery.Beginning;
import org.westerly.server.store.RunQuery.Place;
import org.westerly.server.store.RunSelection.TagFilter;

/**
 * What every store promises. A store's own test class says only how to make an empty one.
 *
 * <p>Long because it is one contract, read from top to bottom, that every store inherits whole.
 */
public abstract class RunStoreContract {

    private static final RunEvent CLAIMED = new RunEvent.Claimed(1);
    private static final RunEvent SUCCEEDED = new RunEvent.Succeeded(0, "{\"out\":1}", List.of());
    private static final RunEvent DELETED = new RunEvent.Deleted("ada");
    private static final RunEvent PURGE = new RunEvent.PurgeRequested("eve");
    private static final RunEvent PURGED = new RunEvent.Purged();
    private static final RunEvent FAILED = new RunEvent.Failed(2, "{}", "step one failed");

    protected RunStore store;

    protected abstract RunStore open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    // ---- one run

    @Test
    void anInsertedRunIsReadBackAsItWas() {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("zebra", "last? no: first");
        tags.put("name", "Käse \uD83E\uDDC0 'quoted' \"double\" %_\\");
        tags.put("", "empty key");
        tags.put("empty value", "");
        tags.put("nul", "a\u0000b");
        Run run = insert(Samples.run(ADA, tags));

        assertThat(store.get(run.id())).contains(run);
        assertThat(List.copyOf(store.get(run.id()).orElseThrow().tags().keySet()))
                .as("the order of the tags")
                .containsExactly("zebra", "name", "", "empty value", "nul");
        assertThat(store.state(run.id(), ADA)).contains(RunState.QUEUED);
        assertThat(store.outputs(run.id())).isEmpty();
        tags.forEach((key, value) -> assertThat(ids(query(ADA).tag(key, value)))
                .as("listed by %s", key)
                .containsExactly(run.id()));
    }

    @Test
    void theRequestIsKeptByteForByte() {
        String params = "{\r\n  \"b\" : 1.10,\t\"a\": \"\\u00e9 é \uD83E\uDDEC\",   \"big\": 12345678901234567890 }\n";
        RunRequest request = new RunRequest(
                        "https://example.org/a b.cwl",
                        "CWL",
                        "v1.2",
                        "cwltool",
                        "3.1",
                        params,
                        Map.of("--flag", ""),
                        Map.of("k", "v"),
                        List.of("b", "a/é"))
                .withSecrets(Set.of("--flag"));
        Run run = Samples.run(ADA, Map.of());
        store.insert(run, request, null);

        assertThat(store.request(run.id())).contains(request);
    }

    @Test
    void anAbsentPartOfARequestStaysAbsent() {
        RunRequest bare = new RunRequest("u", "CWL", "v1.0", null, null, null, Map.of(), Map.of(), List.of());
        Run run = Samples.run(ADA, Map.of());
        store.insert(run, bare, null);

        assertThat(store.request(run.id())).contains(bare);
    }

    @Test
    void anUnknownRunIsNowhere() {
        insert(Samples.run(ADA, Map.of()));
        RunId unknown = RunId.mint(NOON);

        assertThat(store.get(unknown)).isEmpty();
        assertThat(store.find(unknown, null, true)).isEmpty();
        assertThat(store.state(unknown, null)).isEmpty();
        assertThat(store.request(unknown)).isEmpty();
        assertThat(store.outputs(unknown)).isEmpty();
        assertThat(store.journal(unknown)).isEmpty();
        Run ghost = Samples.run(ADA, Map.of());
        Decision.Accept move = Samples.accepted(ghost, CLAIMED);
        assertThat(store.compareAndSet(ghost, move.next(), move.entry(), null)).isFalse();
        assertThat(store.journal(ghost.id())).isEmpty();
    }

    @Test
    void anIdIsStoredOnce() {
        Run run = insert(Samples.run(ADA, Map.of()));

        assertThatThrownBy(() -> store.insert(run, Samples.request(), null))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(run.id().value());
        assertThat(store.counts(ADA)).containsEntry(RunState.QUEUED, 1L);
        assertThat(store.journal(run.id())).hasSize(1);
    }

    // ---- moves

    @Test
    void aRunGoesThroughItsLifeWithEveryMoveInTheJournal() {
        Run run = insert(Samples.run(ADA, Map.of("a", "b")));
        Run claimed = move(run, CLAIMED);
        Run running = move(claimed, Samples.started());
        Run complete = move(running, SUCCEEDED);

        assertThat(store.get(run.id())).contains(complete);
        assertThat(complete.job()).isNotNull();
        assertThat(complete.exitCode()).isZero();
        assertThat(store.outputs(run.id())).contains("{\"out\":1}");
        assertThat(store.state(run.id(), ADA)).contains(RunState.COMPLETE);
        assertThat(store.journal(run.id()))
                .containsExactly(
                        JournalEntry.birth(run),
                        Samples.accepted(run, CLAIMED).entry(),
                        Samples.accepted(claimed, Samples.started()).entry(),
                        Samples.accepted(running, SUCCEEDED).entry());
    }

    @Test
    void theJournalOfAllRunsIsReadOnFromAnyPlace() {
        Run ada = insert(Samples.run(ADA, Map.of()));
        Run bob = insert(Samples.run(BOB, Map.of()));
        long middle = store.newestPosition();
        move(ada, CLAIMED);
        move(bob, CLAIMED);

        List<JournalLine> all = store.journalAfter(0, 10);
        assertThat(all).extracting(line -> line.entry().run()).containsExactly(ada.id(), bob.id(), ada.id(), bob.id());
        assertThat(all).extracting(JournalLine::owner).containsExactly(ADA, BOB, ADA, BOB);
        assertThat(all).extracting(JournalLine::position).isSorted().doesNotHaveDuplicates();
        assertThat(store.journalAfter(0, 3)).isEqualTo(all.subList(0, 3));
        assertThat(store.journalAfter(middle, 10)).isEqualTo(all.subList(2, 4));
        assertThat(store.history(bob.id())).isEqualTo(List.of(all.get(1), all.get(3)));
        assertThat(store.newestPosition()).isEqualTo(all.getLast().position());
        assertThat(store.journalAfter(store.newestPosition(), 10)).isEmpty();
    }

    @Test
    void whoeverIsToldOfAMoveFindsIt() {
        // Told twice where other servers are heard as well.
        Set<Integer> found = new ConcurrentSkipListSet<>();
        store.onMove(line -> found.add(store.history(line.run()).size()));
        Run run = insert(Samples.run(ADA, Map.of()));
        Run complete = complete(run);
        move(complete, DELETED);
        store.compareAndSet(
                run,
                Samples.accepted(run, CLAIMED).next(),
                Samples.accepted(run, CLAIMED).entry(),
                null);

        assertThat(found).as("not of a lost race").containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void aMoveWithoutOutputsKeepsThem() {
        Run complete = complete(insert(Samples.run(ADA, Map.of())));
        move(complete, DELETED);

        assertThat(store.outputs(complete.id())).contains("{\"out\":1}");
    }

    @Test
    void onlyTheFirstOfTwoMovesFromOneVersionCounts() {
        Run run = insert(Samples.run(ADA, Map.of()));
        Decision.Accept cancel = Samples.accepted(run, new RunEvent.CancelRequested("ada"));
        Run claimed = move(run, CLAIMED);

        assertThat(store.compareAndSet(run, cancel.next(), cancel.entry(), "{\"late\":1}"))
                .isFalse();
        assertThat(store.get(run.id())).contains(claimed);
        assertThat(store.outputs(run.id())).isEmpty();
        assertThat(store.journal(run.id())).hasSize(2);
        assertThat(store.counts(ADA)).containsEntry(RunState.INITIALIZING, 1L).containsEntry(RunState.CANCELED, 0L);
    }

    @Test
    void aMoveThatIsNotTheNextVersionOfTheRunIsRefused() {
        Run run = insert(Samples.run(ADA, Map.of()));
        Run other = insert(Samples.run(ADA, Map.of()));
        Decision.Accept move = Samples.accepted(run, CLAIMED);

        assertThatThrownBy(() -> store.compareAndSet(other, move.next(), move.entry(), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(run.id().value())
                .hasMessageContaining(other.id().value());
        assertThatThrownBy(() -> store.compareAndSet(run, run, move.entry(), null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    // ---- who may see what

    @Test
    void aStrangersRunIsNotThere() {
        Run adas = insert(Samples.run(ADA, Map.of("k", "v")));
        Run bobs = insert(Samples.run(BOB, Map.of("k", "v")));

        assertThat(store.find(adas.id(), BOB, true)).isEmpty();
        assertThat(store.state(adas.id(), BOB)).isEmpty();
        assertThat(ids(query(BOB))).containsExactly(bobs.id());
        assertThat(ids(query(BOB).state(RunState.QUEUED))).containsExactly(bobs.id());
        assertThat(ids(query(BOB).tag("k", "v"))).containsExactly(bobs.id());
        assertThat(ids(query(BOB).tag("k", null))).containsExactly(bobs.id());
        assertThat(store.counts(BOB)).containsEntry(RunState.QUEUED, 1L);
        assertThat(store.find(adas.id(), ADA, false)).contains(adas);
        assertThat(store.find(adas.id(), null, false)).contains(adas);
        assertThat(store.state(adas.id(), null)).contains(RunState.QUEUED);
        assertThat(ids(query(null))).containsExactly(bobs.id(), adas.id());
        assertThat(ids(query(null).tag("k", "v"))).containsExactly(bobs.id(), adas.id());
        assertThat(store.counts(null)).containsEntry(RunState.QUEUED, 2L);
        assertThat(store.counts(new Owner("carol")))
                .hasSize(RunState.values().length)
                .allSatisfy((_, count) -> assertThat(count).isZero());
    }

    @Test
    void aSoftDeletedRunIsHiddenAndComesBack() {
        Run kept = complete(insert(Samples.run(ADA, Map.of("k", "v"))));
        Run run = complete(insert(Samples.run(ADA, Map.of("k", "v", "other", "tag"))));
        Run deleted = move(run, DELETED);

        assertThat(store.get(run.id())).contains(deleted);
        assertThat(store.find(run.id(), ADA, false)).isEmpty();
        assertThat(store.find(run.id(), ADA, true)).contains(deleted);
        assertThat(store.state(run.id(), ADA)).isEmpty();
        assertThat(store.counts(ADA)).containsEntry(RunState.COMPLETE, 1L);
        assertThat(store.counts(null)).containsEntry(RunState.COMPLETE, 1L);
        for (QueryBuilder hidden : allForms()) {
            assertThat(ids(hidden)).as("%s", hidden).containsExactly(kept.id());
            assertThat(ids(hidden.deletedToo())).as("%s", hidden).containsExactly(run.id(), kept.id());
        }
        move(deleted, new RunEvent.Restored("ada"));
        assertThat(store.journal(run.id()))
                .extracting(entry -> entry.event() + " " + entry.from() + " " + entry.to() + " " + entry.detail())
                .endsWith("Deleted COMPLETE COMPLETE by ada", "Restored COMPLETE COMPLETE by ada");
        assertThat(store.state(run.id(), ADA)).contains(RunState.COMPLETE);
        assertThat(store.counts(ADA)).containsEntry(RunState.COMPLETE, 2L);
        for (QueryBuilder shown : allForms()) {
            assertThat(ids(shown)).as("%s", shown).containsExactly(run.id(), kept.id());
        }
    }

    @Test
    void aRunThatIsToBePurgedIsInNoListAndNoCountAndKeepsAllUntilItIs() {
        Run kept = complete(insert(Samples.run(ADA, Map.of("k", "v"))));
        Run fresh = complete(insert(Samples.run(ADA, Map.of("k", "v"))));
        Run deleted = move(complete(insert(Samples.run(ADA, Map.of("k", "v")))), DELETED);
        for (Run run : List.of(fresh, deleted)) {
            Run purging = move(run, PURGE);
            assertThat(store.get(run.id())).contains(purging);
            assertThat(store.find(run.id(), ADA, false)).isEmpty();
            assertThat(store.find(run.id(), ADA, true)).contains(purging);
            assertThat(store.find(run.id(), BOB, true)).isEmpty();
            assertThat(store.state(run.id(), ADA)).isEmpty();
            assertThat(store.request(run.id())).contains(Samples.request());
            assertThat(store.outputs(run.id())).contains("{\"out\":1}");
        }
        assertThat(store.counts(ADA)).containsEntry(RunState.COMPLETE, 1L);
        assertThat(store.counts(null)).containsEntry(RunState.COMPLETE, 1L);
        for (QueryBuilder form : allForms()) {
            assertThat(ids(form)).as("%s", form).containsExactly(kept.id());
            assertThat(ids(form.deletedToo())).as("%s", form).containsExactly(kept.id());
            assertThat(store.count(form.deletedToo().build().selection(), Long.MAX_VALUE))
                    .as("%s", form)
                    .isEqualTo(1);
        }
        assertThat(store.newestSequence()).as("no number is given twice").isEqualTo(3);
    }

    @Test
    void ofAPurgedRunOnlyTheTombstoneIsLeft() {
        RunRequest secretive = Samples.request().withSecrets(Set.of("--outdir"));
        Run born = Samples.run(ADA, Map.of("patient", "4711"));
        store.insert(born, secretive, key("body"));
        Run failed = move(
                move(move(born, CLAIMED), Samples.started()),
                new RunEvent.Failed(2, "{\"out\":1}", "patient 4711 failed", List.of("and more of 4711")));
        Run purged = move(move(failed, PURGE), PURGED);

        Run read = store.get(born.id()).orElseThrow();
        assertThat(read).isEqualTo(purged);
        assertThat(read.owner()).isEqualTo(ADA);
        assertThat(read.state()).isEqualTo(RunState.EXECUTOR_ERROR);
        assertThat(read.submittedAt()).isEqualTo(born.submittedAt());
        assertThat(read.startTime()).isEqualTo(failed.startTime());
        assertThat(read.endTime()).isEqualTo(failed.endTime());
        assertThat(read.removal().purge()).isNotNull().satisfies(purge -> {
            assertThat(purge.by()).isEqualTo("eve");
            assertThat(purge.doneAt()).isAfter(purge.askedAt());
        });
        assertThat(read.toString()).doesNotContain("4711", "cwltool, a b", "/slots/1");
        assertThat(store.request(born.id())).isEmpty();
        assertThat(store.outputs(born.id())).isEmpty();
        assertThat(store.journal(born.id()).toString()).doesNotContain("4711");
        assertThat(store.journal(born.id()))
                .extracting(entry -> (entry.event() + " " + entry.detail()).strip())
                .containsExactly("Submitted", "Claimed", "Started", "Failed", "PurgeRequested by eve", "Purged");
        assertThat(store.history(born.id())).as("in the places where they were").isEqualTo(store.journalAfter(0, 10));
        assertThat(ids(query(null).deletedToo())).isEmpty();
        assertThat(ids(query(ADA).tag("patient", null).deletedToo())).isEmpty();
        assertThat(store.counts(null))
                .allSatisfy((_, count) -> assertThat(count).isZero());
        assertThat(store.insert(Samples.run(ADA, Map.of()), secretive, key("body")))
                .as("a late repeat does not start again what was purged")
                .isEqualTo(new Insertion.Repeated(born.id()));
    }

    @Test
    void purgesUnderWayAreFoundOldestFirst() {
        List<Run> runs = IntStream.range(0, 4)
                .mapToObj(_ -> complete(insert(Samples.run(ADA, Map.of()))))
                .toList();
        assertThat(store.purging(10)).isEmpty();
        List<Run> asked = new ArrayList<>();
        for (int at : List.of(2, 0, 3)) {
            Decision.Accept move =
                    (Decision.Accept) RunLifecycle.decide(runs.get(at), PURGE, NOON.plusSeconds(100 + asked.size()));
            assertThat(store.compareAndSet(runs.get(at), move.next(), move.entry(), null))
                    .isTrue();
            asked.add(move.next());
        }
        assertThat(store.purging(10)).isEqualTo(asked);
        assertThat(store.purging(2)).isEqualTo(asked.subList(0, 2));
        Run done = move(asked.get(1), PURGED);
        assertThat(done.removal().stage()).isEqualTo(Stage.PURGED);
        assertThat(store.purging(10)).containsExactly(asked.get(0), asked.get(2));
    }

    @Test
    void aPurgeThatComesTooLateChangesNothing() {
        Run complete = complete(insert(Samples.run(ADA, Map.of("k", "v"))));
        Decision.Accept late = Samples.accepted(complete, PURGE);
        Run deleted = move(complete, DELETED);
        assertThat(store.compareAndSet(complete, late.next(), late.entry(), null))
                .isFalse();
        assertThat(store.get(complete.id())).contains(deleted);
        assertThat(ids(query(ADA).tag("k", "v").deletedToo())).containsExactly(complete.id());
    }

    private List<QueryBuilder> allForms() {
        List<QueryBuilder> forms = new ArrayList<>();
        for (@Nullable Owner owner : new @Nullable Owner[] {ADA, null}) {
            forms.add(query(owner));
            forms.add(query(owner).state(RunState.COMPLETE));
            forms.add(query(owner).state(RunState.COMPLETE).state(RunState.QUEUED));
            forms.add(query(owner).tag("k", "v"));
            forms.add(query(owner).tag("k", null));
            forms.add(query(owner).tag("k", null).tag("k", "v"));
            forms.add(query(owner).tag("k", "v").state(RunState.COMPLETE));
        }
        return forms;
    }

    // ---- lists

    @Test
    void aListIsNewestFirstAndShowsWhatChanged() {
        Run old = insert(Samples.run(ADA, Map.of("n", "1")));
        Run young = insert(Samples.run(ADA, Map.of("n", "2")));
        Run complete = complete(old);

        List<ListedRun> listed = store.list(query(ADA).build());
        assertThat(listed).extracting(ListedRun::id).containsExactly(young.id(), old.id());
        ListedRun last = listed.getLast();
        assertThat(last.state()).isEqualTo(RunState.COMPLETE);
        assertThat(last.startTime()).isEqualTo(complete.startTime());
        assertThat(last.endTime()).isEqualTo(complete.endTime()).isNotNull();
        assertThat(last.tags()).isEqualTo(Map.of("n", "1"));
        assertThat(listed.getFirst().sequence()).isGreaterThan(last.sequence());
        assertThat(store.newestSequence()).isEqualTo(listed.getFirst().sequence());
    }

    @Test
    void anEmptyStoreListsNothing() {
        assertThat(store.newestSequence()).isZero();
        assertThat(store.list(query(ADA).build())).isEmpty();
        assertThat(store.list(query(null).deletedToo().build())).isEmpty();
        assertThat(store.queued(10)).isEmpty();
        assertThat(store.active()).isEmpty();
        assertThat(store.activeCount()).isZero();
    }

    @Test
    void runsBornAfterTheFirstPageDoNotAppear() {
        Run first = insert(Samples.run(ADA, Map.of()));
        long newest = store.newestSequence();
        insert(Samples.run(ADA, Map.of()));

        assertThat(ids(query(ADA).newest(newest))).containsExactly(first.id());
        assertThat(ids(query(ADA).before(newest))).isEmpty();
    }

    @Test
    void pagesAreFullWhateverTheFilterLeavesOut() {
        for (int i = 0; i < 60; i++) {
            Run run = insert(Samples.run(i % 2 == 0 ? ADA : BOB, Map.of("i", "" + i % 3, "all", "x")));
            switch (i % 5) {
                case 0 -> complete(run);
                case 1 -> move(move(run, CLAIMED), FAILED);
                case 2 -> move(run, CLAIMED);
                case 3 -> move(complete(run), DELETED);
                default -> assertThat(run.state()).isEqualTo(RunState.QUEUED);
            }
        }
        List<ListedRun> all = store.list(query(null).deletedToo().build());
        assertThat(all).hasSize(60);
        Set<RunId> adas = Set.copyOf(ids(query(ADA).deletedToo()));
        Set<RunId> visible = Set.copyOf(ids(query(null)));
        assertThat(adas).hasSize(30);
        assertThat(visible).hasSize(48);

        for (@Nullable Owner owner : new @Nullable Owner[] {ADA, null}) {
            for (Set<RunState> states : List.of(
                    Set.<RunState>of(),
                    Set.of(RunState.COMPLETE),
                    Set.of(RunState.COMPLETE, RunState.EXECUTOR_ERROR, RunState.QUEUED))) {
                for (List<TagFilter> tags : List.of(
                        List.<TagFilter>of(),
                        List.of(new TagFilter("i", "1")),
                        List.of(new TagFilter("i", null)),
                        List.of(new TagFilter("all", null), new TagFilter("i", "2")),
                        List.of(new TagFilter("i", "0"), new TagFilter("i", "1")),
                        List.of(new TagFilter("absent", null)))) {
                    for (boolean deletedToo : new boolean[] {false, true}) {
                        Predicate<ListedRun> matches = run -> (owner == null || adas.contains(run.id()))
                                && (deletedToo || visible.contains(run.id()))
                                && (states.isEmpty() || states.contains(run.state()))
                                && tags.stream().allMatch(tag -> hasTag(run, tag));
                        RunQuery query = page(selection(owner, states, tags, deletedToo), Beginning.NOW, null, 7);
                        assertThat(paged(query))
                                .as("%s", query)
                                .isEqualTo(all.stream().filter(matches).toList());
                    }
                }
            }
        }
    }

    private static boolean hasTag(ListedRun run, TagFilter tag) {
        String value = run.tags().get(tag.key());
        return value != null && (tag.value() == null || value.equals(tag.value()));
    }

    private List<ListedRun> paged(RunQuery first) {
        List<ListedRun> all = new ArrayList<>();
        RunQuery query = first;
        while (true) {
            List<ListedRun> page = store.list(query);
            all.addAll(page);
            if (page.size() < query.limit()) {
                return all;
            }
            query = page(
                    query.selection(), query.begun(), new Place(page.getLast().sequence(), null), query.limit());
        }
    }

    // ---- what the dispatcher asks

    @Test
    void theOldestQueuedRunsComeFirst() {
        List<Run> runs = IntStream.range(0, 5)
                .mapToObj(_ -> insert(Samples.run(ADA, Map.of())))
                .toList();
        move(runs.get(1), CLAIMED);

        assertThat(store.queued(3)).containsExactly(runs.get(0), runs.get(2), runs.get(3));
        assertThat(store.queued(100)).hasSize(4);
    }

    @Test
    void thoseThatWaitAreFoundByWhatTheyHaveInCommon() {
        Map<String, String> tags = Map.of("project", "p\u0000é", "empty", "");
        Run adas = insert(Samples.run(ADA, tags));
        Run bobs = insert(Samples.run(BOB, tags));
        Run plain = insert(Samples.run(ADA, Map.of("project", "q")));
        move(insert(Samples.run(ADA, tags)), CLAIMED);
        complete(insert(Samples.run(BOB, tags)));
        Trait ofAda = new Trait.OfOwner(ADA);
        Trait ofProject = new Trait.OfTag("project", "p\u0000é");

        assertThat(waiting(ofAda)).containsExactly(adas, plain);
        assertThat(waiting(ofProject)).containsExactly(adas, bobs);
        assertThat(waiting(new Trait.OfTag("empty", ""))).containsExactly(adas, bobs);
        assertThat(waiting(new Trait.OfTag("project", ""))).isEmpty();
        assertThat(waiting(new Trait.OfEngine("CWLTOOL"))).containsExactly(adas, bobs, plain);
        assertThat(waiting(new Trait.OfEngine("toil"))).isEmpty();
        assertThat(store.queued(new QueueQuery(Optional.empty(), Set.of(ofProject), 10)))
                .containsExactly(plain);
        assertThat(store.queued(new QueueQuery(Optional.of(ofProject), Set.of(ofAda), 10)))
                .containsExactly(bobs);
        assertThat(store.queued(new QueueQuery(Optional.empty(), Set.of(ofProject, ofAda), 10)))
                .isEmpty();
        assertThat(store.queued(new QueueQuery(Optional.of(ofAda), Set.of(), 1)))
                .containsExactly(adas);
        assertThat(store.queued(new QueueQuery(Optional.of(ofAda), Set.of(), 0)))
                .isEmpty();
    }

    @Test
    void thoseThatWaitAreFoundByWhenTheyCame() {
        Run first = insert(Samples.run(ADA, Map.of()));
        Run second = insert(later(Samples.run(BOB, Map.of()), 1));
        Run third = insert(later(Samples.run(ADA, Map.of()), 2));
        // As from another server, whose clock is behind.
        Run early = insert(later(Samples.run(BOB, Map.of()), -5));
        move(insert(Samples.run(ADA, Map.of())), CLAIMED);

        assertThat(cameBy(first.submittedAt(), Optional.empty(), 10)).containsExactly(first, early);
        assertThat(cameBy(second.submittedAt(), Optional.empty(), 10)).containsExactly(first, second, early);
        assertThat(cameBy(third.submittedAt().minusMillis(1), Optional.empty(), 2))
                .containsExactly(first, second);
        assertThat(cameBy(third.submittedAt(), Optional.of(new Trait.OfOwner(ADA)), 10))
                .containsExactly(first, third);
        assertThat(cameBy(early.submittedAt().minusMillis(1), Optional.empty(), 10))
                .isEmpty();
    }

    private List<Run> cameBy(Instant latest, Optional<Trait> having, int limit) {
        return store.queued(new QueueQuery(having, Set.of(), Optional.of(latest), limit));
    }

    private static Run later(Run run, long seconds) {
        return Run.accepted(
                run.id(),
                run.owner(),
                run.engine(),
                run.tags(),
                List.of(),
                run.submittedAt().plusSeconds(seconds));
    }

    private List<Run> waiting(Trait trait) {
        return store.queued(new QueueQuery(Optional.of(trait), Set.of(), 10));
    }

    @Test
    void sequencesTellWhoCameFirst() {
        Run first = insert(Samples.run(ADA, Map.of()));
        Run second = insert(Samples.run(BOB, Map.of()));
        assertThat(store.sequence(second.id()).orElseThrow())
                .isGreaterThan(store.sequence(first.id()).orElseThrow())
                .isEqualTo(store.newestSequence());
        assertThat(store.sequence(RunId.mint(NOON))).isEmpty();
    }

    @Test
    void activeRunsAreThoseAtWork() {
        insert(Samples.run(ADA, Map.of()));
        Run initializing = move(insert(Samples.run(ADA, Map.of())), CLAIMED);
        Run running = move(move(insert(Samples.run(BOB, Map.of())), CLAIMED), Samples.started());
        Run canceling = move(move(insert(Samples.run(ADA, Map.of())), CLAIMED), new RunEvent.CancelRequested("ada"));
        complete(insert(Samples.run(ADA, Map.of())));

        assertThat(store.active()).containsExactlyInAnyOrder(initializing, running, canceling);
        assertThat(store.activeCount()).isEqualTo(3);
        assertThat(store.atWork())
                .containsExactlyInAnyOrder(initializing.origin(), running.origin(), canceling.origin());
        move(canceling, new RunEvent.Stopped(null));
        assertThat(store.activeCount()).isEqualTo(2);
    }

    @Test
    void countsFollowEveryMove() {
        Run run = insert(Samples.run(ADA, Map.of()));
        insert(Samples.run(ADA, Map.of()));
        assertThat(store.counts(ADA)).containsEntry(RunState.QUEUED, 2L);

        complete(run);
        assertThat(store.counts(ADA))
                .containsEntry(RunState.QUEUED, 1L)
                .containsEntry(RunState.INITIALIZING, 0L)
                .containsEntry(RunState.RUNNING, 0L)
                .containsEntry(RunState.COMPLETE, 1L)
                .hasSize(RunState.values().length);
    }

    // ---- idempotency

    @Test
    void theSameKeyAndBodyIsTheSameRun() {
        Run run = Samples.run(ADA, Map.of());
        IdempotencyKey key = key("body");
        assertThat(store.insert(run, Samples.request(), key)).isEqualTo(new Insertion.Stored());

        Run again = Samples.run(ADA, Map.of());
        assertThat(store.insert(again, Samples.request(), key)).isEqualTo(new Insertion.Repeated(run.id()));
        assertThat(store.insert(again, Samples.request(), key("another body")))
                .isEqualTo(new Insertion.Clash(run.id()));
        assertThat(store.get(again.id())).isEmpty();
        assertThat(store.counts(null)).containsEntry(RunState.QUEUED, 1L);
        assertThat(store.insert(Samples.run(BOB, Map.of()), Samples.request(), key))
                .as("another caller's key is another key")
                .isEqualTo(new Insertion.Stored());
    }

    @Test
    void aKeyFirstUsedTooLongAgoNoLongerCounts() {
        store.insert(Samples.run(ADA, Map.of()), Samples.request(), key("body"));
        Run later = Samples.run(ADA, Map.of());

        assertThat(store.insert(later, Samples.request(), new IdempotencyKey("k", "other", NOON.plusMillis(1))))
                .isEqualTo(new Insertion.Stored());
        assertThat(store.insert(Samples.run(ADA, Map.of()), Samples.request(), key("other")))
                .isEqualTo(new Insertion.Repeated(later.id()));
    }

    @Test
    void forgottenKeysNoLongerCount() {
        Run run = Samples.run(ADA, Map.of());
        store.insert(run, Samples.request(), key("body"));
        store.forgetKeysBefore(NOON);
        assertThat(store.insert(Samples.run(ADA, Map.of()), Samples.request(), key("body")))
                .isEqualTo(new Insertion.Repeated(run.id()));

        store.forgetKeysBefore(NOON.plusMillis(1));
        assertThat(store.insert(Samples.run(ADA, Map.of()), Samples.request(), key("another body")))
                .isEqualTo(new Insertion.Stored());
    }

    @Test
    void anInsertThatFailedLeavesItsKeyUnused() {
        Run run = insert(Samples.run(ADA, Map.of()));
        assertThatThrownBy(() -> store.insert(run, Samples.request(), key("body")))
                .isInstanceOf(StoreException.class);

        assertThat(store.insert(Samples.run(ADA, Map.of()), Samples.request(), key("other body")))
                .isEqualTo(new Insertion.Stored());
    }

    // ---- room in the queue

    @Test
    void pastTheRoomInTheQueueNothingIsStoredButWhatIsRepeatedIsAnswered() {
        Room room = new Room(3, 2);
        Run first = Samples.run(ADA, Map.of());
        assertThat(store.insert(first, Samples.request(), key("body"), room)).isEqualTo(new Insertion.Stored());
        assertThat(added(ADA, room)).isEqualTo(new Insertion.Stored());
        assertThat(added(ADA, room)).isEqualTo(new Insertion.Full(room, true));
        assertThat(added(BOB, room)).isEqualTo(new Insertion.Stored());
        assertThat(added(BOB, room)).isEqualTo(new Insertion.Full(room, false));
        assertThat(store.insert(Samples.run(ADA, Map.of()), Samples.request(), key("body"), room))
                .isEqualTo(new Insertion.Repeated(first.id()));
        assertThat(store.insert(Samples.run(ADA, Map.of()), Samples.request(), key("body"), Room.NONE))
                .isEqualTo(new Insertion.Repeated(first.id()));
        IdempotencyKey another = new IdempotencyKey("another", "body", NOON);
        assertThat(store.insert(Samples.run(ADA, Map.of()), Samples.request(), another, Room.NONE))
                .isInstanceOf(Insertion.Full.class);
        assertThat(store.counts(null)).containsEntry(RunState.QUEUED, 3L);

        move(first, CLAIMED);
        assertThat(store.insert(Samples.run(ADA, Map.of()), Samples.request(), another, room))
                .as("a key of a request that was refused has not been used")
                .isEqualTo(new Insertion.Stored());
        assertThat(added(ADA, room)).isInstanceOf(Insertion.Full.class);
    }

    @Test
    void ofManyAtOnceAsManyAreStoredAsThereIsRoom() throws Exception {
        Room room = new Room(10, 100);
        List<Insertion> made = atOnce(64, number -> () -> added(number % 2 == 0 ? ADA : BOB, room));
        assertThat(made).filteredOn(Insertion.Stored.class::isInstance).hasSize(10);
        assertThat(store.counts(null)).containsEntry(RunState.QUEUED, 10L);
    }

    private Insertion added(Owner owner, Room room) {
        return store.insert(Samples.run(owner, Map.of()), Samples.request(), null, room);
    }

    private static IdempotencyKey key(String digest) {
        return new IdempotencyKey("k", digest, NOON.minus(Duration.ofHours(24)));
    }

    // ---- many at once

    @Test
    void ofManyInsertsWithOneKeyOneMakesARun() throws Exception {
        List<Insertion> made =
                atOnce(32, _ -> () -> store.insert(Samples.run(ADA, Map.of()), Samples.request(), key("body")));

        assertThat(made).filteredOn(Insertion.Stored.class::isInstance).hasSize(1);
        RunId only = store.queued(2).getFirst().id();
        assertThat(made)
                .filteredOn(insertion -> !(insertion instanceof Insertion.Stored))
                .hasSize(31)
                .containsOnly(new Insertion.Repeated(only));
        assertThat(store.counts(ADA)).containsEntry(RunState.QUEUED, 1L);
    }

    @Test
    void everyClaimIsWonExactlyOnce() throws Exception {
        List<Run> runs = IntStream.range(0, 100)
                .mapToObj(_ -> insert(Samples.run(ADA, Map.of())))
                .toList();
        List<List<RunId>> won = atOnce(
                8,
                _ -> () -> runs.stream()
                        .filter(run -> {
                            Decision.Accept claim = Samples.accepted(run, CLAIMED);
                            return store.compareAndSet(run, claim.next(), claim.entry(), null);
                        })
                        .map(Run::id)
                        .toList());

        assertThat(won.stream().flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(runs.stream().map(Run::id).toList());
        assertThat(store.activeCount()).isEqualTo(100);
        assertThat(runs).allSatisfy(run -> assertThat(store.journal(run.id())).hasSize(2));
    }

    @Test
    void insertsOfManyCallersAllArriveAndAreCounted() throws Exception {
        List<RunId> stored = new ArrayList<>();
        atOnce(
                        32,
                        _ -> () -> IntStream.range(0, 20)
                                .mapToObj(_ -> insert(Samples.run(ADA, Map.of("a", "1")))
                                        .id())
                                .toList())
                .forEach(stored::addAll);

        assertThat(stored).doesNotHaveDuplicates().hasSize(640);
        assertThat(ids(query(ADA))).containsExactlyInAnyOrderElementsOf(stored);
        assertThat(ids(query(ADA).tag("a", "1"))).hasSize(640);
        assertThat(store.counts(ADA)).containsEntry(RunState.QUEUED, 640L);
        assertThat(store.newestSequence()).isEqualTo(640);
    }

    private static <T> List<T> atOnce(int callers, java.util.function.IntFunction<Callable<T>> call) throws Exception {
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<T> done :
                    threads.invokeAll(IntStream.range(0, callers).mapToObj(call).toList())) {
                results.add(done.get());
            }
        }
        return results;
    }

    // ---- the store itself

    @Test
    void theSigningKeyIsLongAndOurs() {
        byte[] key = store.signingKey();
        assertThat(key).hasSizeGreaterThanOrEqualTo(32).isEqualTo(store.signingKey());
        key[0]++;
        assertThat(store.signingKey()).as("nobody can change it from outside").isNotEqualTo(key);
    }

    @Test
    void aClosedStoreSaysSo() {
        assertThat(store.check()).isEmpty();
        store.close();

        assertThat(store.check()).isPresent();
        assertThatThrownBy(() -> insert(Samples.run(ADA, Map.of())))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> store.get(RunId.mint(NOON))).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.state(RunId.mint(NOON), null)).isInstanceOf(StoreException.class);
        store.close();
    }

    // ---- words of this suite

    protected Run insert(Run run) {
        assertThat(store.insert(run, Samples.request(), null)).isEqualTo(new Insertion.Stored());
        return run;
    }

    protected Run move(Run run, RunEvent event) {
        Decision.Accept accept = Samples.accepted(run, event);
        assertThat(store.compareAndSet(run, accept.next(), accept.entry(), accept.outputs()))
                .isTrue();
        return accept.next();
    }

    protected Run complete(Run queued) {
        return move(move(move(queued, CLAIMED), Samples.started()), SUCCEEDED);
    }

    private List<RunId> ids(QueryBuilder query) {
        return store.list(query.build()).stream().map(ListedRun::id).toList();
    }

    static RunSelection selection(
            @Nullable Owner owner, Set<RunState> states, List<TagFilter> tags, boolean deletedToo) {
        return new RunSelection(
                owner, states, deletedToo, tags, RunSelection.WorkflowFilter.ANY, RunSelection.Period.ANY, List.of());
    }

    private static RunQuery page(RunSelection selection, Beginning begun, @Nullable Place after, int limit) {
        return new RunQuery(selection, RunOrder.NEWEST_FIRST, begun, after, limit);
    }

    static QueryBuilder query(@Nullable Owner owner) {
        return new QueryBuilder(owner, Set.of(), List.of(), false, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /** A query in words; each word makes a new one. */
    record QueryBuilder(
            @Nullable Owner owner,
            Set<RunState> states,
            List<TagFilter> tags,
            boolean deleted,
            long newestBound,
            long beforeBound) {

        QueryBuilder state(RunState state) {
            Set<RunState> more = new java.util.HashSet<>(states);
            more.add(state);
            return new QueryBuilder(owner, more, tags, deleted, newestBound, beforeBound);
        }

        QueryBuilder tag(String key, @Nullable String value) {
            List<TagFilter> more = new ArrayList<>(tags);
            more.add(new TagFilter(key, value));
            return new QueryBuilder(owner, states, more, deleted, newestBound, beforeBound);
        }

        QueryBuilder deletedToo() {
            return new QueryBuilder(owner, states, tags, true, newestBound, beforeBound);
        }

        QueryBuilder newest(long bound) {
            return new QueryBuilder(owner, states, tags, deleted, bound, beforeBound);
        }

        QueryBuilder before(long bound) {
            return new QueryBuilder(owner, states, tags, deleted, newestBound, bound);
        }

        RunQuery build() {
            return page(
                    selection(owner, states, tags, deleted),
                    new Beginning(newestBound, Beginning.NOW.at()),
                    beforeBound == Long.MAX_VALUE ? null : new Place(beforeBound, null),
                    1000);
        }
    }
}
