package org.westerly.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.westerly.server.store.Samples.ADA;
import static org.westerly.server.store.Samples.BOB;
import static org.westerly.server.store.Samples.NOON;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.westerly.server.job.JobRef;
import org.westerly.server.run.Decision;
import org.westerly.server.run.EngineChoice;
import org.westerly.server.run.Owner;
import org.westerly.server.run.Removal;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunLifecycle;
import org.westerly.server.run.RunRequest;
import org.westerly.server.run.RunState;
import org.westerly.server.store.RunOrder.By;
import org.westerly.server.store.RunQuery.Beginning;
import org.westerly.server.store.RunQuery.Place;
import org.westerly.server.store.RunSelection.Period;
import org.westerly.server.store.RunSelection.TagFilter;
import org.westerly.server.store.RunSelection.WorkflowFilter;

/**
 * What every store promises of lists: whatever is asked for, in whatever order, the pages together are what filtering and
 * sorting all runs would give. A store's own test class says only how to make an empty one.
 *
 * <p>Long because lists and what has ended are held against one model of the store.
 */
public abstract class RunListContract {

    private static final int RANDOM_QUERIES = 300;
    private static final int BLOCK = 500;
    private static final int SIDE_BY_SIDE = 16;

    private static final List<List<RunEvent>> FATES = List.of(
            List.of(),
            List.of(new RunEvent.Cleared("retention")),
            List.of(new RunEvent.Deleted("x")),
            List.of(new RunEvent.Deleted("x"), new RunEvent.Cleared("retention")),
            List.of(new RunEvent.Cleared("x"), new RunEvent.PurgeRequested("x")),
            List.of(new RunEvent.PurgeRequested("x"), new RunEvent.Purged()));

    /** A run with its request, as the naive model sees them. */
    private record Known(long sequence, Run run, RunRequest request) {}

    protected RunStore store;
    private final List<Known> known = Collections.synchronizedList(new ArrayList<>());
    private final Random random = new Random(20261121);

    protected abstract RunStore open();

    /** Enough for more than one of whatever the store parts runs into. */
    protected abstract int runs();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    // ---- any combination

    @Test
    void whateverIsAskedForThePagesAreWhatFilteringAndSortingWouldGive() {
        fill(_ -> List.of());
        Instant moment = NOON.plusSeconds(runs() / 2);
        for (int i = 0; i < RANDOM_QUERIES; i++) {
            RunSelection selection = anySelection();
            RunOrder order = new RunOrder(any(By.values()), random.nextBoolean());
            long newest = random.nextInt(4) == 0 ? random.nextInt(runs()) : Long.MAX_VALUE;
            Beginning begun = new Beginning(newest, random.nextInt(4) == 0 ? moment : Beginning.NOW.at());
            List<RunId> expected = known.stream()
                    .filter(run ->
                            run.sequence() <= newest && naively(selection).test(run))
                    .sorted(naively(order, begun.at()))
                    .map(one -> one.run().id())
                    .toList();
            String asked = i + ": " + selection + " " + order + " " + begun;
            assertThat(store.count(selection, newest)).as(asked).isEqualTo(expected.size());
            int limit = 1 + random.nextInt(200);
            assertThat(firstPages(new RunQuery(selection, order, begun, null, limit), 4))
                    .as(asked)
                    .isEqualTo(expected.subList(0, Math.min(expected.size(), 4 * limit)));
            if (!expected.isEmpty()) {
                // Somewhere in the middle, as from a token.
                int middle = random.nextInt(expected.size());
                Known last = known.stream()
                        .filter(one -> one.run().id().equals(expected.get(middle)))
                        .findFirst()
                        .orElseThrow();
                assertThat(firstPages(new RunQuery(selection, order, begun, place(last, order, begun.at()), limit), 1))
                        .as(asked)
                        .isEqualTo(expected.subList(middle + 1, Math.min(expected.size(), middle + 1 + limit)));
            }
        }
    }

    private List<RunId> firstPages(RunQuery first, int pages) {
        List<RunId> ids = new ArrayList<>();
        RunQuery query = first;
        for (int page = 0; page < pages; page++) {
            List<ListedRun> found = store.list(query);
            found.forEach(run -> ids.add(run.id()));
            if (found.size() < query.limit()) {
                break;
            }
            Place last = query.order().placeOf(found.getLast(), query.begun().at());
            query = new RunQuery(query.selection(), query.order(), query.begun(), last, query.limit());
        }
        return ids;
    }

    private RunSelection anySelection() {
        return new RunSelection(
                random.nextInt(4) == 0 ? null : any(ADA, ADA, BOB, new Owner("carol")),
                random.nextBoolean() ? Set.of() : Set.of(any(RunState.values())),
                random.nextBoolean(),
                Stream.generate(this::anyTag).limit(any(0, 0, 0, 1, 1, 2)).toList(),
                new WorkflowFilter(
                        oneIn(2, "CWL", "wdl", "cwl", "SMK"),
                        oneIn(2, "CWLtool", "cwltool@3.1", "miniwdl", "cwltool@9"),
                        oneIn(3, "main.cwl", "https://example.org/flows/align-Reads.wdl")),
                new Period(anyTime(), anyTime()),
                SearchWord.of(
                        any("", "", "", "align", "ALIGN read", "p1", "s1", "s12", "é", "sample-0", "zzz", anyId())));
    }

    private TagFilter anyTag() {
        return new TagFilter(any("project", "sample", "half", "name", "nowhere"), oneIn(2, "p1", "s12", "1", "0"));
    }

    private @Nullable Instant anyTime() {
        return oneIn(3, NOON.plusSeconds(random.nextInt(runs())), NOON.plusMillis(random.nextInt(5)));
    }

    private String anyId() {
        String id = known.get(random.nextInt(known.size())).run().id().value();
        return id.substring(0, 8 + random.nextInt(id.length() - 7));
    }

    @SafeVarargs
    private <T> T any(T... of) {
        return of[random.nextInt(of.length)];
    }

    /** One in {@code of}, or null. */
    @SafeVarargs
    private <T> @Nullable T oneIn(int of, T... some) {
        return random.nextInt(of) == 0 ? some[random.nextInt(some.length)] : null;
    }

    private Known anyRun(int number) {
        // The clock runs, but for some steps back.
        Instant born = NOON.plusSeconds(number - (number % 50 == 7 ? 300 : 0)).plusMillis(number % 3);
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("project", "p" + number % 7);
        tags.put("half", "" + number % 2);
        if (number % 3 == 0) {
            tags.put("sample", "s" + number);
        }
        if (number % 11 == 0) {
            tags.put("name", "Sample-" + number + " of Café");
        }
        boolean wdl = number % 4 == 3;
        EngineChoice engine =
                wdl ? new EngineChoice("miniwdl", "1.13") : new EngineChoice("cwltool", "3." + number % 3);
        Run run = Run.accepted(RunId.mint(born), number % 5 == 0 ? BOB : ADA, engine, tags, List.of(), born);
        return new Known(number + 1, run, request(wdl ? "https://example.org/flows/align-Reads.wdl" : "main.cwl", wdl));
    }

    private static RunRequest request(String url, boolean wdl) {
        return new RunRequest(url, wdl ? "WDL" : "cwl", "v1", null, null, null, Map.of(), Map.of(), List.of());
    }

    /**
     * Stores runs one after the other, a block at a time, and lets those of a block go on side by side: so their moves share
     * commits, and thousands take no time.
     *
     * @param after what becomes of each once it has ended, if nothing has yet
     */
    private void fill(Function<Known, List<RunEvent>> after) {
        for (int first = 0; first < runs(); first += BLOCK) {
            List<Known> made = IntStream.range(first, Math.min(runs(), first + BLOCK))
                    .mapToObj(number -> insert(anyRun(number)))
                    .toList();
            try (var threads = Executors.newFixedThreadPool(SIDE_BY_SIDE)) {
                List<Future<?>> lives = new ArrayList<>();
                made.forEach(one -> lives.add(threads.submit(() -> {
                    live(one);
                    Run ended = known.get((int) one.sequence() - 1).run();
                    if (ended.state().terminal() && ended.removal().stage() == Removal.Stage.KEPT) {
                        after.apply(one).forEach(event -> move(one.run().id(), event, NOON));
                    }
                })));
                for (Future<?> life : lives) {
                    life.get();
                }
            } catch (InterruptedException | ExecutionException failure) {
                throw new AssertionError(failure);
            }
        }
    }

    private Known insert(Known made) {
        assertThat(store.insert(made.run(), made.request(), null)).isEqualTo(new Insertion.Stored());
        known.add(made);
        return made;
    }

    /** Some way on; some come to their end much later than their neighbours. */
    private void live(Known made) {
        long late = made.sequence() % 13 == 0 ? 5_000 : made.sequence() % 3;
        Instant claimed = made.run().submittedAt().plusSeconds(1);
        List<RunEvent> life = List.of(
                new RunEvent.Claimed(1),
                new RunEvent.Started(new JobRef("local", Path.of("/s"), "1"), List.of("x"), List.of()),
                made.sequence() % 17 == 0
                        ? new RunEvent.Failed(1, "{}", "failed")
                        : new RunEvent.Succeeded(0, "{}", List.of()));
        int steps = made.sequence() % 10 < 7 ? 3 : (int) (made.sequence() % 4);
        for (RunEvent event : life.subList(0, Math.min(steps, 3))) {
            move(made.run().id(), event, claimed.plusSeconds(late));
        }
        if (steps == 3 && made.sequence() % 9 == 0) {
            move(made.run().id(), new RunEvent.Deleted("ada"), NOON);
        }
        if (steps == 3 && made.sequence() % 11 == 0) {
            move(made.run().id(), new RunEvent.PurgeRequested("ada"), NOON);
            if (made.sequence() % 2 == 0) {
                move(made.run().id(), new RunEvent.Purged(), NOON);
            }
        }
    }

    private Known current(RunId id) {
        // Mostly of the one that was inserted last.
        for (int at = known.size() - 1; at >= 0; at--) {
            if (known.get(at).run().id().equals(id)) {
                return known.get(at);
            }
        }
        throw new AssertionError("no run " + id);
    }

    private void move(RunId id, RunEvent event, Instant at) {
        Run run = current(id).run();
        long sequence = current(id).sequence();
        Decision.Accept move = (Decision.Accept) RunLifecycle.decide(run, event, at);
        assertThat(store.compareAndSet(run, move.next(), move.entry(), move.outputs()))
                .isTrue();
        known.set(
                (int) sequence - 1, new Known(sequence, move.next(), current(id).request()));
    }

    // ---- the naive model, in words of its own

    private static Predicate<Known> naively(RunSelection asked) {
        return one -> {
            Run run = one.run();
            WorkflowFilter workflow = asked.workflow();
            String engine = run.engine().name() + "@" + run.engine().version();
            boolean plain = run.removal().purge() == null
                    && (asked.owner() == null || run.owner().equals(asked.owner()))
                    && (asked.includeDeleted() || run.deletedAt() == null)
                    && (asked.states().isEmpty() || asked.states().contains(run.state()))
                    && (workflow.url() == null || one.request().workflowUrl().equals(workflow.url()))
                    && (workflow.type() == null
                            || one.request()
                                    .workflowType()
                                    .toLowerCase(Locale.ROOT)
                                    .equals(workflow.type().toLowerCase(Locale.ROOT)))
                    && (workflow.engine() == null
                            || List.of(engine, run.engine().name())
                                    .contains(workflow.engine().toLowerCase(Locale.ROOT)));
            Instant since = asked.submitted().since();
            Instant until = asked.submitted().until();
            boolean inTime = (since == null || run.submittedAt().compareTo(since) >= 0)
                    && (until == null || run.submittedAt().compareTo(until) < 0);
            boolean tagged = asked.tags().stream()
                    .allMatch(tag -> run.tags().containsKey(tag.key())
                            && (tag.value() == null
                                    || tag.value().equals(run.tags().get(tag.key()))));
            return plain && inTime && tagged && asked.search().stream().allMatch(word -> isFound(word, one));
        };
    }

    private static boolean isFound(SearchWord sought, Known in) {
        String text = String.join(" ", in.run().tags().keySet()) + " "
                + String.join(" ", in.run().tags().values()) + " "
                + in.request().workflowUrl();
        List<String> words =
                List.of(text.toLowerCase(Locale.ROOT).replace("é", "e").split("[^a-z0-9]+"));
        return (sought.idStart() != null && in.run().id().value().startsWith(sought.idStart()))
                || sought.words().stream().allMatch(word -> words.stream().anyMatch(have -> have.startsWith(word)));
    }

    private static Place place(Known one, RunOrder order, Instant moment) {
        Instant time = switch (order.by()) {
            case SUBMITTED_AT -> null;
            case START_TIME -> one.run().startTime();
            case END_TIME -> one.run().endTime();
        };
        return new Place(one.sequence(), time == null || time.isAfter(moment) ? null : time);
    }

    private static Comparator<Known> naively(RunOrder order, Instant moment) {
        return (one, other) -> {
            Place left = place(one, order, moment);
            Place right = place(other, order, moment);
            int sign = order.descending() ? -1 : 1;
            if (left.time() == null || right.time() == null) {
                return left.time() == right.time()
                        ? sign * Long.compare(left.sequence(), right.sequence())
                        : left.time() == null ? 1 : -1;
            }
            int byTime = sign * left.time().compareTo(right.time());
            return byTime != 0 ? byTime : sign * Long.compare(left.sequence(), right.sequence());
        };
    }

    // ---- runs that have ended

    @Test
    void whateverHasEndedIsFoundByWhatIsAskedForAndByWhatIsStillThere() {
        List<List<RunEvent>> fates = Stream.generate(() -> FATES.get(random.nextInt(FATES.size())))
                .limit(runs())
                .toList();
        fill(made -> fates.get((int) made.sequence() - 1));
        List<EndedRun> ended = known.stream()
                .filter(one ->
                        one.run().state().terminal() && one.run().removal().purge() == null)
                .map(one -> new EndedRun(one.sequence(), one.run()))
                .sorted(Comparator.comparing(EndedRun::endTime).thenComparing(EndedRun::sequence))
                .toList();
        for (int i = 0; i < RANDOM_QUERIES; i++) {
            EndedQuery query = new EndedQuery(
                    Stream.generate(() -> any(RunState.values()))
                            .limit(any(0, 1, 2))
                            .collect(Collectors.toSet()),
                    Stream.generate(this::anyTag).limit(any(0, 0, 1, 2)).toList(),
                    Stream.generate(this::anyTag).limit(any(0, 0, 1, 2)).toList(),
                    random.nextInt(4) == 0 ? Beginning.NOW.at() : NOON.plusSeconds(random.nextInt(2 * runs())),
                    any(EndedQuery.Having.values()),
                    null,
                    1 + random.nextInt(200));
            List<RunId> expected = ended.stream()
                    .filter(one -> query.states().isEmpty()
                            || query.states().contains(one.run().state()))
                    .filter(one -> !one.endTime().isAfter(query.until()))
                    .filter(one -> query.tags().stream().allMatch(tag -> has(one.run(), tag)))
                    .filter(one -> query.without().stream().noneMatch(tag -> has(one.run(), tag)))
                    .filter(one -> isThere(query.having(), one.run()))
                    .limit(4L * query.limit())
                    .map(one -> one.run().id())
                    .toList();
            List<RunId> found = new ArrayList<>();
            EndedQuery next = query;
            List<EndedRun> page;
            do {
                page = store.ended(next);
                assertThat(page).hasSizeLessThanOrEqualTo(query.limit());
                for (EndedRun run : page) {
                    found.add(run.run().id());
                    assertThat(run.run())
                            .isEqualTo(known.get((int) run.sequence() - 1).run());
                    next = next.from(run);
                }
            } while (page.size() == query.limit() && found.size() < 4 * query.limit());
            assertThat(found).as(i + ": " + query).isEqualTo(expected);
        }
    }

    private static boolean has(Run run, TagFilter tag) {
        String value = run.tags().get(tag.key());
        return value != null && (tag.value() == null || tag.value().equals(value));
    }

    private static boolean isThere(EndedQuery.Having having, Run run) {
        return switch (having) {
            case ANYTHING -> true;
            case SIGHT -> run.deletedAt() == null;
            case WORKING_FILES -> run.removal().clearedAt() == null;
        };
    }

    // ---- what moves between two pages

    @Test
    void aRunThatEndsBetweenTwoPagesIsListedOnceAndMovesNoOther() {
        for (boolean descending : new boolean[] {false, true}) {
            known.clear();
            closeStore();
            openStore();
            for (int i = 0; i < 40; i++) {
                Known made = insert(anyRun(i));
                move(made.run().id(), new RunEvent.Claimed(1), NOON);
                move(made.run().id(), started(), NOON);
                if (i % 2 == 0) {
                    move(made.run().id(), new RunEvent.Succeeded(0, "{}", List.of()), NOON.plusSeconds(i));
                }
            }
            Beginning begun = new Beginning(store.newestSequence(), NOON.plusSeconds(100));
            RunOrder order = new RunOrder(By.END_TIME, descending);
            List<RunId> expected = known.stream()
                    .sorted(naively(order, begun.at()))
                    .map(one -> one.run().id())
                    .toList();
            List<RunId> seen = new ArrayList<>();
            Place after = null;
            for (int page = 0; page < 14; page++) {
                for (ListedRun run : store.list(new RunQuery(RunSelection.of(null), order, begun, after, 3))) {
                    seen.add(run.id());
                    after = order.placeOf(run, begun.at());
                }
                // One that has been listed, or one that has not.
                RunId ends = known.get(2 * page + 1).run().id();
                move(ends, new RunEvent.Succeeded(0, "{}", List.of()), NOON.plusSeconds(200 + page));
            }
            assertThat(seen).as("descending: " + descending).isEqualTo(expected);
        }
    }

    private static RunEvent started() {
        return new RunEvent.Started(new JobRef("local", Path.of("/s"), "1"), List.of("x"), List.of());
    }

    @Test
    void whatIsFoundFollowsEveryMove() {
        Known made = insert(anyRun(0));
        for (RunEvent event : List.of(new RunEvent.Claimed(1), started(), new RunEvent.Succeeded(0, "{}", List.of()))) {
            move(made.run().id(), event, NOON);
            for (RunState state : RunState.values()) {
                RunSelection inState = new RunSelection(
                        BOB, Set.of(state), false, List.of(), WorkflowFilter.ANY, Period.ANY, SearchWord.of("p0"));
                assertThat(store.count(inState, Long.MAX_VALUE))
                        .as("%s, asked for %s", current(made.run().id()).run().state(), state)
                        .isEqualTo(current(made.run().id()).run().state() == state ? 1 : 0);
            }
        }
    }

    // ---- words

    @Test
    void wordsAreFoundByTheirBeginnings() {
        Known made = insert(new Known(
                1,
                Samples.run(
                        ADA,
                        Map.of("name", "Ærø Straße_12-b, Käse", "long", "x".repeat(70), "Größe", "𝔘𝔫𝔦code ﬁne 東京都")),
                request("https://example.org/a%20b/Main.CWL#step", false)));
        for (String found : List.of(
                "name",
                "ærø",
                "STRAß",
                "12",
                "b",
                "kase",
                "KÄ",
                "x",
                "x".repeat(64),
                "x".repeat(80),
                "grosse gr",
                "Größe",
                "uni",
                "fine",
                "fin",
                "東",
                "東京都",
                "main.cwl",
                "cwl#step",
                "example org main",
                "-- main --",
                made.run().id().value(),
                made.run().id().value().toUpperCase(Locale.ROOT),
                made.run().id().value().substring(0, 9) + " kase")) {
            List<SearchWord> words = SearchWord.of(found);
            // What has no common small letter ("ß" and "ss") is not the same.
            assertThat(count(words)).as(found).isEqualTo(found.equals("grosse gr") ? 0 : 1);
        }
        for (String absent : List.of(
                "ame",
                "xy",
                "x".repeat(63) + "y",
                "main nowhere",
                made.run().id().value().substring(0, 7),
                made.run().id().value().substring(9),
                "q%",
                "12 13")) {
            assertThat(count(SearchWord.of(absent))).as(absent).isZero();
        }
        assertThat(SearchWord.of(" -- .. ")).isEmpty();
    }

    private long count(List<SearchWord> words) {
        return store.count(
                new RunSelection(ADA, Set.of(), false, List.of(), WorkflowFilter.ANY, Period.ANY, words),
                Long.MAX_VALUE);
    }

    @Test
    void lettersOfTwoUnitsAreNeverCutInHalf() {
        // The first of each pair share their first half. Many at once, as a batch is stored together.
        List<String> names = List.of(
                "a\uD800\uDF30b",
                "a\uD800\uDF31b",
                "abc\uD800\uDF30",
                "abc\uD800\uDF31",
                "\uD800\uDF30",
                "x\uD800",
                "x?");
        Map<String, String> tags = new LinkedHashMap<>();
        names.forEach(name -> tags.put(name, name));
        insert(new Known(1, Samples.run(ADA, tags), request("main.cwl", false)));

        for (String name : names.subList(0, 5)) {
            assertThat(count(SearchWord.of(name))).as(name).isEqualTo(1);
        }
        assertThat(count(SearchWord.of("abc\uD800\uDF32"))).isZero();
        assertThat(count(SearchWord.of("abc"))).isEqualTo(1);
    }

    @Test
    void manyWordsOfOneRunCostNoMoreThanSome() {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("a", String.join(" ", Collections.nCopies(3, "same")) + " last");
        for (int i = 0; i < 500; i++) {
            tags.put("key" + i, "value" + i);
        }
        tags.put("name", "mine");
        insert(new Known(1, Samples.run(ADA, tags), request("main.cwl", false)));

        assertThat(count(SearchWord.of("mine main last key1 value1"))).isEqualTo(1);
        assertThat(count(SearchWord.of("value499"))).as("past the limit").isZero();
        RunSelection byTag = new RunSelection(
                ADA,
                Set.of(),
                false,
                List.of(new TagFilter("key499", "value499")),
                WorkflowFilter.ANY,
                Period.ANY,
                List.of());
        assertThat(store.count(byTag, Long.MAX_VALUE)).as("tags have none").isEqualTo(1);
    }

    @Test
    void aPeriodCountsInWholeMilliseconds() {
        Known made = insert(anyRun(2));
        Instant born = made.run().submittedAt();
        for (Map.Entry<Period, Integer> each : Map.of(
                        new Period(born, null), 1,
                        new Period(born.plusNanos(1), null), 0,
                        new Period(null, born), 0,
                        new Period(null, born.plusNanos(1)), 1,
                        new Period(born.minus(Duration.ofDays(1)), born.plusMillis(1)), 1,
                        new Period(born, born), 0)
                .entrySet()) {
            RunSelection selection =
                    new RunSelection(null, Set.of(), false, List.of(), WorkflowFilter.ANY, each.getKey(), List.of());
            assertThat(store.count(selection, Long.MAX_VALUE))
                    .as("%s", each.getKey())
                    .isEqualTo(each.getValue().longValue());
        }
    }
}
