package org.westerly.chaos.client;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.westerly.api.State;
import org.westerly.api.StateChange;
import org.westerly.chaos.plan.Work;

/** What all clients of a round were told, in the order that each of them heard it. For use by many threads at once. */
public final class Testimony {

    static final Set<State> ENDS =
            Set.of(State.COMPLETE, State.EXECUTOR_ERROR, State.SYSTEM_ERROR, State.CANCELED, State.PREEMPTED);

    /** What a client did to a run. */
    public enum Deed {
        CANCEL,
        DELETE,
        RESTORE,
        PURGE
    }

    /**
     * A run that a client wanted.
     *
     * @param token its name everywhere: tag, idempotency key, lines
     * @param bytes of its attachment
     */
    public record Wanted(String token, Work work, int bytes) {}

    /** The server has taken it. */
    public record Accepted(Wanted wanted, String run) {}

    /** The server has said for good that it does not take it. */
    public record Refused(Wanted wanted, String why) {}

    /** A state that a client saw. */
    public record Seen(int client, String run, State state) {}

    /**
     * The server has done it, or perhaps: no answer came.
     *
     * @param sure it has said so
     * @param ended had the client seen the run's end before?
     * @param at the clock of the file system, milliseconds since 1970
     */
    public record Done(Deed deed, String run, boolean sure, boolean ended, long at) {}

    private final List<Wanted> wanted = new CopyOnWriteArrayList<>();
    private final List<Accepted> accepted = new CopyOnWriteArrayList<>();
    private final List<Refused> refused = new CopyOnWriteArrayList<>();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final List<Done> done = new CopyOnWriteArrayList<>();
    private final List<StateChange> heard = new CopyOnWriteArrayList<>();
    private final List<String> wrongs = new CopyOnWriteArrayList<>();

    public void wants(Wanted one) {
        wanted.add(one);
    }

    public void accepted(Wanted one, String run) {
        accepted.add(new Accepted(one, run));
    }

    public void refused(Wanted one, String why) {
        refused.add(new Refused(one, why));
    }

    public void seen(Seen one) {
        seen.add(one);
    }

    public void done(Done one) {
        done.add(one);
    }

    public void heard(StateChange change) {
        heard.add(change);
    }

    /** Has the end of every run that was accepted been heard? */
    public boolean hasHeardAllEnds() {
        Set<String> ended = heard.stream()
                .filter(change -> ENDS.contains(change.state()))
                .map(StateChange::runId)
                .collect(Collectors.toSet());
        return accepted.stream().map(Accepted::run).allMatch(ended::contains);
    }

    /** An answer that no fault excuses. */
    public void wrong(String what) {
        wrongs.add(what);
    }

    public List<Wanted> wanted() {
        return wanted;
    }

    public List<Accepted> accepted() {
        return accepted;
    }

    public List<Refused> refused() {
        return refused;
    }

    public List<Seen> seen() {
        return seen;
    }

    public List<Done> done() {
        return done;
    }

    /** What came by the stream of all changes. */
    public List<StateChange> heard() {
        return heard;
    }

    public List<String> wrongs() {
        return wrongs;
    }
}
