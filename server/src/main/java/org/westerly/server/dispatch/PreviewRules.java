package org.westerly.server.dispatch;

import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.westerly.server.dispatch.RetentionRule.Action;
import org.westerly.server.files.RunFolder;
import org.westerly.server.files.RunFolders;
import org.westerly.server.results.MeasureFiles;
import org.westerly.server.results.WorkingFiles;
import org.westerly.server.results.WorkingFiles.Amount;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunId;
import org.westerly.server.store.EndedRuns;

/** Tells what the rules of retention would do now, and does nothing. */
public final class PreviewRules {

    private final EndedRuns store;
    private final WorkingFiles working;
    private final RunFolders folders;

    public PreviewRules(EndedRuns store, WorkingFiles working, RunFolders folders) {
        this.store = store;
        this.working = working;
        this.folders = folders;
    }

    /**
     * A run that a rule applies to.
     *
     * @param amount what would be removed from the disk; nothing for a run that only goes out of sight
     * @param problem why that cannot be told; null where it can
     */
    public record Due(
            RetentionRule rule,
            Run run,
            Amount amount,
            @org.jspecify.annotations.Nullable String problem) {}

    /** Is shown each of them. */
    @FunctionalInterface
    public interface Visitor {
        void due(Due due);
    }

    /** In the order in which they would be done: of a run that is to be purged nothing else is told. */
    public void visit(List<RetentionRule> rules, Instant now, Visitor visitor) {
        Set<RunId> purged = new HashSet<>();
        Set<List<Object>> told = new HashSet<>();
        for (RetentionRule rule : rules) {
            new DueRuns(store).visit(rule, now, run -> {
                if (!purged.contains(run.id()) && told.add(List.of(rule.action(), run.id()))) {
                    visitor.due(measured(rule, run));
                }
                if (rule.action() == Action.PURGE) {
                    purged.add(run.id());
                }
                return true;
            });
        }
    }

    private Due measured(RetentionRule rule, Run run) {
        try {
            return new Due(rule, run, amount(rule.action(), run), null);
        } catch (IOException | RuntimeException fault) {
            return new Due(rule, run, Amount.NOTHING, String.valueOf(fault.getMessage()));
        }
    }

    private Amount amount(Action action, Run run) throws IOException {
        return switch (action) {
            case DELETE -> Amount.NOTHING;
            case DROP_INTERMEDIATES -> working.measure(run);
            case PURGE -> {
                Optional<RunFolder> folder = folders.find(run.id());
                yield folder.isEmpty()
                        ? Amount.NOTHING
                        : MeasureFiles.below(folder.get().root());
            }
        };
    }
}
