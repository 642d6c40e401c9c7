package org.westerly.server.run;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.westerly.server.run.Removal.Stage;

/** Goes through a run's history by the tables of its moves, and compares where that leads with where the run stands. */
public final class ReplayHistory {

    private ReplayHistory() {}

    /**
     * What does not agree; empty if all does. Pure.
     *
     * @param lines the run's history, by version
     */
    public static Optional<String> fault(Run run, List<JournalEntry> lines) {
        if (lines.isEmpty()) {
            return Optional.of("its history is missing");
        }
        RunState state = null;
        Stage stage = Stage.KEPT;
        long version = lines.getFirst().version() - 1;
        for (JournalEntry line : lines) {
            if (line.version() != version + 1) {
                return Optional.of("its history goes from version " + version + " to " + line.version());
            }
            if (line.from() != state) {
                return Optional.of("line " + line.version() + " of its history goes on from " + line.from()
                        + ", not from " + state);
            }
            Optional<Stage> next = stageAfter(state, stage, line);
            if (next.isEmpty()) {
                return Optional.of("line " + line.version() + " of its history is no move: " + line.event() + " from "
                        + state + " (" + stage + ") to " + line.to());
            }
            state = line.to();
            stage = next.get();
            version = line.version();
        }
        if (version != run.version()) {
            return Optional.of("its history ends with version " + version + ", the run has " + run.version());
        }
        if (state != run.state()) {
            return Optional.of("it is " + run.state() + ", by its history " + state);
        }
        return stage == run.removal().stage()
                ? Optional.empty()
                : Optional.of("it is " + run.removal().stage() + ", by its history " + stage);
    }

    /** Empty when no table has such a move. */
    private static Optional<Stage> stageAfter(@Nullable RunState from, Stage stage, JournalEntry line) {
        if (from == null) {
            return line.event().equals(JournalEntry.BIRTH) && line.to() == RunState.QUEUED
                    ? Optional.of(Stage.KEPT)
                    : Optional.empty();
        }
        if (JournalEntry.OF_REMOVALS.contains(line.event())) {
            return RunRemoval.table().stream()
                    .filter(row -> from.terminal() && line.to() == from && row.from() == stage)
                    .filter(row -> row.on().getSimpleName().equals(line.event()))
                    .map(RunRemoval.Row::to)
                    .findFirst();
        }
        return RunLifecycle.table().stream()
                        .anyMatch(row -> row.from() == from
                                && row.to() == line.to()
                                && row.on().getSimpleName().equals(line.event()))
                ? Optional.of(stage)
                : Optional.empty();
    }
}
