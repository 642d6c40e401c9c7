package org.westerly.nextflow;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import nextflow.Session;
import nextflow.processor.TaskConfig;
import nextflow.processor.TaskHandler;
import nextflow.processor.TaskProcessor;
import nextflow.processor.TaskRun;
import nextflow.trace.TraceObserverV2;
import nextflow.trace.TraceRecord;
import nextflow.trace.event.FilePublishEvent;
import nextflow.trace.event.TaskEvent;
import nextflow.trace.event.WorkflowOutputEvent;
import nextflow.util.MemoryUnit;
import org.jspecify.annotations.Nullable;

/** Writes a line when a task starts, and one when it ends. */
final class TaskEvents implements TraceObserverV2 {

    /** Characters of a script or an error message: the reader skips lines that are much longer. */
    private static final int TEXT_LIMIT = 64_000;

    private final Session session;
    private final EventFile events;
    private final @Nullable Path tasks;
    private final Set<String> started = ConcurrentHashMap.newKeySet();

    /** @param tasks where the standard output and error of tasks are kept, if the work folder is shared with other runs */
    TaskEvents(Session session, EventFile events, @Nullable Path tasks) {
        this.session = session;
        this.events = events;
        this.tasks = tasks;
    }

    @Override
    public void onTaskStart(TaskEvent event) {
        start(event.getHandler(), false);
    }

    @Override
    public void onTaskComplete(TaskEvent event) {
        // A task that could not be submitted ends without ever having started.
        start(event.getHandler(), false);
        end(event);
    }

    @Override
    public void onTaskCached(TaskEvent event) {
        start(event.getHandler(), true);
        end(event);
    }

    @Override
    public void onFlowComplete() {
        if (session.getFault() != null && session.getFault().getReport() != null) {
            Map<String, Object> error = event("error", System.currentTimeMillis());
            error.put("message", cut(session.getFault().getReport()));
            events.write(error);
        }
    }

    private void start(TaskHandler handler, boolean cached) {
        TaskRun task = handler.getTask();
        if (!started.add(task.getId().toString())) {
            return;
        }
        Map<String, Object> line = event("start", handler.getStartTimeMillis());
        line.put("id", task.getId().toString());
        line.put("name", task.getName());
        line.put(
                "command",
                List.of(cut(task.getScript() == null ? "" : task.getScript().strip())));
        Path folder = task.getWorkDir();
        if (folder != null) {
            line.put("folder", folder.toString());
            line.put("stdout", stream(task, folder, TaskRun.CMD_OUTFILE, "stdout"));
            line.put("stderr", stream(task, folder, TaskRun.CMD_ERRFILE, "stderr"));
        }
        putIfKnown(line, "hash", task.getHashLog());
        asked(line, task.getConfig());
        putIfKnown(line, "container", task.getContainer());
        if (cached) {
            line.put("cached", true);
        }
        events.write(line);
    }

    private static void asked(Map<String, Object> line, TaskConfig config) {
        line.put("attempt", config.getAttempt());
        line.put("cpus", config.getCpus());
        MemoryUnit memory = config.getMemory();
        if (memory != null) {
            line.put("memory_bytes", memory.toBytes());
        }
    }

    /** Where a stream of the task can be read, also once the run is over. */
    private String stream(TaskRun task, Path folder, String file, String kind) {
        Path own = folder.resolve(file);
        if (tasks == null) {
            return own.toString();
        }
        Path kept = tasks.resolve(task.getId() + "." + kind);
        try {
            Keep.file(own, kept);
        } catch (IOException e) {
            System.err.println("WARN: the " + kind + " of a task is not kept: " + e);
        }
        return kept.toString();
    }

    private void end(TaskEvent event) {
        TaskHandler handler = event.getHandler();
        TaskRun task = handler.getTask();
        Path folder = task.getWorkDir();
        if (tasks != null && folder != null) { // where they were not there yet when it started
            stream(task, folder, TaskRun.CMD_OUTFILE, "stdout");
            stream(task, folder, TaskRun.CMD_ERRFILE, "stderr");
        }
        Map<String, Object> line = event("end", handler.getCompleteTimeMillis());
        line.put("id", task.getId().toString());
        Integer code = task.getExitStatus();
        // Nextflow's word for "never learned": Integer.MAX_VALUE
        if (code != null && code != Integer.MAX_VALUE) {
            line.put("exit_code", code);
        }
        if (task.getError() != null) {
            putIfKnown(line, "message", task.getError().getMessage());
        }
        TraceRecord trace = event.getTrace();
        // Known only where the user's own configuration has Nextflow measure its tasks, and 0 of those that were too
        // quick.
        if (trace != null && trace.getStore().get("peak_rss") instanceof Number peak && peak.longValue() > 0) {
            line.put("peak_memory_bytes", peak);
        }
        events.write(line);
    }

    /** @param millis since 1970, 0 when Nextflow did not learn it */
    private static Map<String, Object> event(String name, long millis) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", name);
        line.put("time", BigDecimal.valueOf(millis == 0 ? System.currentTimeMillis() : millis, 3));
        return line;
    }

    private static void putIfKnown(Map<String, Object> line, String key, @Nullable String value) {
        if (value != null) {
            line.put(key, cut(value));
        }
    }

    private static String cut(String text) {
        return text.length() > TEXT_LIMIT ? text.substring(0, TEXT_LIMIT) + "…" : text;
    }

    /** By default files are published as links into the work folder, which may be cleared before the run is. */
    @Override
    public void onFilePublish(FilePublishEvent event) {
        if (tasks == null) {
            return;
        }
        try {
            Keep.insteadOfLink(event.getTarget());
        } catch (IOException | UnsupportedOperationException e) {
            System.err.println("WARN: a published file is a link out of the run: " + e);
        }
    }

    /** Off: with it Nextflow wraps each task in a script that samples it. */
    @Override
    public boolean enableMetrics() {
        return false;
    }

    // A Groovy trait: seen from Java, all its methods are abstract.

    @Override
    public void onFlowCreate(Session created) {}

    @Override
    public void onFlowBegin() {}

    @Override
    public void onProcessCreate(TaskProcessor processor) {}

    @Override
    public void onProcessTerminate(TaskProcessor processor) {}

    @Override
    public void onTaskPending(TaskEvent event) {}

    @Override
    public void onTaskSubmit(TaskEvent event) {}

    @Override
    public void onFlowError(TaskEvent event) {}

    @Override
    public void onWorkflowOutput(WorkflowOutputEvent event) {}
}
