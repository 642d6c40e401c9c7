package org.westerly.nextflow;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import nextflow.Session;
import nextflow.processor.TaskHandler;
import nextflow.processor.TaskProcessor;
import nextflow.processor.TaskRun;
import nextflow.trace.TraceObserverV2;
import nextflow.trace.event.FilePublishEvent;
import nextflow.trace.event.TaskEvent;
import nextflow.trace.event.WorkflowOutputEvent;
import org.jspecify.annotations.Nullable;

/** Writes a line when a task starts, and one when it ends. */
final class TaskEvents implements TraceObserverV2 {

    /** Characters of a script or an error message: the reader skips lines that are much longer. */
    private static final int TEXT_LIMIT = 64_000;

    private final Session session;
    private final EventFile events;
    private final Set<String> started = ConcurrentHashMap.newKeySet();

    TaskEvents(Session session, EventFile events) {
        this.session = session;
        this.events = events;
    }

    @Override
    public void onTaskStart(TaskEvent event) {
        start(event.getHandler(), false);
    }

    @Override
    public void onTaskComplete(TaskEvent event) {
        // A task that could not be submitted ends without ever having started.
        start(event.getHandler(), false);
        end(event.getHandler());
    }

    @Override
    public void onTaskCached(TaskEvent event) {
        start(event.getHandler(), true);
        end(event.getHandler());
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
            line.put("stdout", folder.resolve(TaskRun.CMD_OUTFILE).toString());
            line.put("stderr", folder.resolve(TaskRun.CMD_ERRFILE).toString());
        }
        line.put("attempt", task.getConfig().getAttempt());
        putIfKnown(line, "container", task.getContainer());
        if (cached) {
            line.put("cached", true);
        }
        events.write(line);
    }

    private void end(TaskHandler handler) {
        TaskRun task = handler.getTask();
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

    @Override
    public void onFilePublish(FilePublishEvent event) {}
}
