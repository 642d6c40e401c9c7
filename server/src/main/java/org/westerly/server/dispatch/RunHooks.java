package org.westerly.server.dispatch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.westerly.server.engine.Engine;
import org.westerly.server.engine.HookCall;
import org.westerly.server.engine.HookOutput;
import org.westerly.server.engine.HookPoint;
import org.westerly.server.files.RunFolder;
import org.westerly.server.job.Command;
import org.westerly.server.job.CommandEnd;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.store.RunMoves;

/**
 * Runs what a site wants run after a run, when its end is decided and not stored yet. That way whoever sees the end can
 * count on the hooks. A hook that came to its end is not run again, whoever tells the run's end at last; one that was broken off
 * (its server went down) is, and can tell by its {@code HOOK_TRY}. Whatever becomes of them, the end stays.
 */
final class RunHooks {

    private final Machinery machinery;
    private final RunMoves moves;
    private final Mishaps mishaps;

    RunHooks(Machinery machinery, RunMoves moves, Mishaps mishaps) {
        this.machinery = machinery;
        this.moves = moves;
        this.mishaps = mishaps;
    }

    /** The same end with what the hooks had to say; nothing is run when the run is not to end that way any more, or is a copy. */
    RunEvent after(Run run, RunEvent end) throws InterruptedException {
        Optional<Run> ended = moves.preview(run.id(), end);
        if (ended.isEmpty() || machinery.isElsewhere(ended.get())) {
            return end;
        }
        List<String> notes = new ArrayList<>(run(point(ended.get()), ended.get()));
        notes.addAll(run(HookPoint.ALWAYS, ended.get()));
        return end.noting(notes);
    }

    private static HookPoint point(Run ended) {
        return switch (ended.state()) {
            case COMPLETE -> HookPoint.SUCCESS;
            case EXECUTOR_ERROR, SYSTEM_ERROR, PREEMPTED -> HookPoint.FAILURE;
            case CANCELED -> HookPoint.CANCELED;
            case QUEUED, INITIALIZING, RUNNING, CANCELING ->
                throw new IllegalArgumentException("not an end: " + ended.state());
        };
    }

    private List<String> run(HookPoint point, Run run) throws InterruptedException {
        try {
            RunFolder folder = machinery.folders().of(run.id());
            Optional<Engine> engine = machinery.engines().find(run.engine());
            Optional<HookCall> hook = engine.flatMap(known -> known.hook(point, run, folder));
            if (hook.isEmpty()) {
                return List.of();
            }
            // A launch that was called off may not have come so far.
            if (!Files.isDirectory(folder.work())) {
                var _ = machinery.folders().make(run.id(), engine.flatMap(known -> known.place(run)));
            }
            return run(hook.get(), point, run, folder);
        } catch (IOException | RuntimeException fault) {
            mishaps.survived("running the hook for " + point + " of run " + run.id(), fault);
            return List.of("the hook for " + point + " could not be run (the server's log has the details)");
        }
    }

    private List<String> run(HookCall hook, HookPoint point, Run run, RunFolder folder) throws InterruptedException {
        Map<String, String> environment = new HashMap<>(hook.environment());
        Optional<Path> gate = Optional.empty();
        try {
            HookTry next = HookTry.next(folder, point, run);
            Optional<String> code = next.code();
            if (code.isPresent()) {
                return List.of(hook.name() + " had been run by a server that is gone, with exit code " + code.get()
                        + "; what it said is not known");
            }
            environment.put("HOOK_KEY", next.key());
            environment.put("HOOK_TRY", Integer.toString(next.number()));
            gate = Optional.of(next.gate());
        } catch (IOException unknown) {
            // On a full disk, say: better twice than never.
            mishaps.survived("looking whether a hook of run " + run.id() + " had been run", unknown);
        }
        CommandEnd end = machinery
                .commands()
                .run(new Command(run.id().value(), hook.argv(), environment, hook.folder(), hook.limit(), gate));
        List<String> lines = new ArrayList<>(HookOutput.lines(hook.name(), end.output()));
        switch (end) {
            case CommandEnd.Exited(int code, String _) -> {
                if (code != 0) {
                    lines.add(hook.name() + " failed with exit code " + code);
                }
            }
            case CommandEnd.TimedOut _ ->
                lines.add(hook.name() + " was killed, because it took longer than "
                        + hook.limit().toSeconds() + " s");
            case CommandEnd.NotStarted(String why) -> lines.add(hook.name() + " could not be started: " + why);
        }
        return lines;
    }
}
