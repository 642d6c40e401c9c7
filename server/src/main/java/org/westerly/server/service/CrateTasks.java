package org.westerly.server.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.westerly.server.engine.TaskRecord;
import org.westerly.server.run.RunState;

/**
 * The tasks of a run, as the Provenance Run Crate profile tells of them: what each name stands for is a tool and a step of
 * the workflow, each task an action. Which files went into a task is not recorded.
 */
final class CrateTasks {

    private final List<TaskRecord> tasks;
    private final Map<String, Integer> numbers = new LinkedHashMap<>();

    /** @param tasks of the engine's own telling; where it tells of none there is no provenance */
    CrateTasks(List<TaskRecord> tasks) {
        this.tasks = tasks.stream()
                .filter(task -> !task.id().equals(RunTasks.ENGINE_TASK))
                .toList();
        this.tasks.forEach(task -> numbers.putIfAbsent(task.name(), numbers.size() + 1));
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    List<String> tools() {
        return numbers.values().stream().map(number -> "#tool-" + number).toList();
    }

    List<String> steps() {
        return numbers.values().stream().map(number -> "#step-" + number).toList();
    }

    /** Answers the ids of the tasks' actions, and of those by which the engine started them. */
    Actions write(Crate crate) throws IOException {
        for (Map.Entry<String, Integer> one : numbers.entrySet()) {
            crate.add(Crate.entity("#tool-" + one.getValue(), "SoftwareApplication")
                    .put("name", one.getKey()));
            ObjectNode step = Crate.entity("#step-" + one.getValue(), "HowToStep")
                    .put("name", one.getKey())
                    .put("position", Integer.toString(one.getValue()));
            Crate.refer(step, "workExample", "#tool-" + one.getValue());
            crate.add(step);
        }
        Actions actions = new Actions(new ArrayList<>(), new ArrayList<>());
        for (TaskRecord task : tasks) {
            String number = Integer.toString(actions.done().size() + 1);
            ObjectNode done = Crate.entity("#task-" + number, "CreateAction").put("name", task.name());
            times(done, task.start(), task.end());
            Crate.refer(done, "instrument", "#tool-" + numbers.get(task.name()));
            end(done, task.exitCode(), task.systemLogs());
            crate.add(done);
            ObjectNode control =
                    Crate.entity("#control-" + number, "ControlAction").put("name", "Starting of " + task.name());
            Crate.refer(control, "instrument", "#step-" + numbers.get(task.name()));
            Crate.refer(control, "object", "#task-" + number);
            crate.add(control);
            actions.done().add("#task-" + number);
            actions.controls().add("#control-" + number);
        }
        return actions;
    }

    record Actions(List<String> done, List<String> controls) {}

    static void times(ObjectNode action, java.time.@Nullable Instant start, java.time.@Nullable Instant end) {
        if (start != null) {
            action.put("startTime", WireTime.precise(start));
        }
        if (end != null) {
            action.put("endTime", WireTime.precise(end));
        }
    }

    /** How a task ended, where that is known. */
    private static void end(ObjectNode action, @Nullable Integer exitCode, List<String> notes) {
        if (exitCode == null) {
            return;
        }
        outcome(action, exitCode == 0, exitCode, notes);
    }

    private static void outcome(ObjectNode action, boolean good, @Nullable Integer exitCode, List<String> notes) {
        action.put(
                "actionStatus",
                good ? "http://schema.org/CompletedActionStatus" : "http://schema.org/FailedActionStatus");
        if (!good) {
            String code = exitCode == null ? "" : "exit code " + exitCode;
            action.put("error", notes.isEmpty() ? code : String.join("\n", notes));
        }
    }

    /** How a run ended. */
    static void end(ObjectNode action, RunState state, @Nullable Integer exitCode, List<String> notes) {
        outcome(action, state == RunState.COMPLETE, exitCode, notes);
    }
}
