package org.westerly.server.run;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.westerly.server.run.Removal.Purge;
import org.westerly.server.run.Removal.Stage;
import org.westerly.server.run.RunEvent.Cleared;
import org.westerly.server.run.RunEvent.Deleted;
import org.westerly.server.run.RunEvent.PurgeRequested;
import org.westerly.server.run.RunEvent.Purged;
import org.westerly.server.run.RunEvent.Removing;
import org.westerly.server.run.RunEvent.Restored;

/**
 * What becomes of a run after its end: the table of how it is taken away. Beside {@link RunLifecycle}'s, because these moves
 * leave the state as it is: that a run was COMPLETE stays true when nothing else of it is left.
 */
public final class RunRemoval {

    /** A move that the table allows, in every terminal state and in no other. */
    public record Row(Stage from, Class<? extends Removing> on, Stage to) {}

    private static final List<Row> TABLE = List.of(
            new Row(Stage.KEPT, Deleted.class, Stage.DELETED),
            new Row(Stage.DELETED, Restored.class, Stage.KEPT),
            new Row(Stage.KEPT, Cleared.class, Stage.KEPT),
            new Row(Stage.DELETED, Cleared.class, Stage.DELETED),
            new Row(Stage.KEPT, PurgeRequested.class, Stage.PURGING),
            new Row(Stage.DELETED, PurgeRequested.class, Stage.PURGING),
            new Row(Stage.PURGING, Purged.class, Stage.PURGED));

    private RunRemoval() {}

    /** The table, in reading order. */
    public static List<Row> table() {
        return TABLE;
    }

    static Decision decide(Run run, Removing event, Instant now) {
        if (!run.state().terminal()) {
            return new Decision.Refuse("run " + run.id() + " has not ended; it is " + run.state());
        }
        Stage stage = run.removal().stage();
        Optional<Row> row = TABLE.stream()
                .filter(one -> one.from() == stage && one.on() == event.getClass())
                .findFirst();
        if (row.isEmpty()) {
            return unmoved(run, stage, event);
        }
        if (event instanceof Cleared && run.removal().clearedAt() != null) {
            return new Decision.Ignore("the working files of run " + run.id() + " have been removed");
        }
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        Removal removal = removal(run.removal(), event, at);
        Run next = row.get().to() == Stage.PURGED ? run.tombstone(removal) : run.removed(removal, notes(event, at));
        JournalEntry entry = new JournalEntry(
                run.id(),
                next.version(),
                run.state(),
                run.state(),
                event.getClass().getSimpleName(),
                detail(event),
                at);
        return new Decision.Accept(next, entry, null);
    }

    /** What somebody wants that is so already is everyday business: an answer that was lost, two at once. */
    private static Decision unmoved(Run run, Stage stage, Removing event) {
        boolean already = TABLE.stream().anyMatch(row -> row.on() == event.getClass() && row.to() == stage)
                || (event instanceof PurgeRequested && stage == Stage.PURGED);
        String why = "run " + run.id() + " "
                + switch (stage) {
                    case KEPT -> "has not been deleted";
                    case DELETED -> "has been deleted";
                    case PURGING, PURGED -> "has been purged, which cannot be undone";
                };
        // Restoring what was never deleted has always been told apart, since it hints at a wrong id.
        return already && !(event instanceof Restored) ? new Decision.Ignore(why) : new Decision.Refuse(why);
    }

    /** What its reader would else wonder about; a run that was deleted or purged tells that otherwise. */
    private static List<String> notes(Removing event, Instant at) {
        return switch (event) {
            case Cleared cleared ->
                List.of(at.truncatedTo(ChronoUnit.SECONDS) + " the working files were removed by " + cleared.by());
            case Deleted _, Restored _, PurgeRequested _, Purged _ -> List.of();
        };
    }

    private static Removal removal(Removal now, Removing event, Instant at) {
        return switch (event) {
            case Deleted _ -> new Removal(at, now.clearedAt(), null);
            case Restored _ -> new Removal(null, now.clearedAt(), null);
            case Cleared _ -> new Removal(now.deletedAt(), at, null);
            case PurgeRequested asked ->
                new Removal(
                        now.deletedAt() == null ? at : now.deletedAt(),
                        now.clearedAt(),
                        new Purge(asked.by(), at, null));
            case Purged _ -> {
                Purge purge = Objects.requireNonNull(now.purge(), "the table says that it was asked for");
                yield new Removal(now.deletedAt(), now.clearedAt(), new Purge(purge.by(), purge.askedAt(), at));
            }
        };
    }

    private static String detail(Removing event) {
        return switch (event) {
            case Deleted deleted -> "by " + deleted.by();
            case Restored restored -> "by " + restored.by();
            case Cleared cleared -> "by " + cleared.by();
            case PurgeRequested asked -> "by " + asked.by();
            case Purged _ -> "";
        };
    }

    /** The table as a Mermaid state diagram, for the documentation. */
    public static String diagram() {
        Stream<String> moves = TABLE.stream()
                .map(row -> "    " + row.from() + " --> " + row.to() + ": "
                        + row.on().getSimpleName());
        return Stream.of(
                        Stream.of("stateDiagram-v2", "    [*] --> KEPT: any end"),
                        moves,
                        Stream.of("    PURGED --> [*]"))
                .flatMap(lines -> lines)
                .reduce("", (text, line) -> text + line + "\n");
    }
}
