package org.westerly.cli.show;

import java.util.LinkedHashMap;
import java.util.Map;
import org.westerly.api.RunLog;
import org.westerly.api.StateChange;
import org.westerly.api.TaskLog;

/** Tells in JSON, one object a line; each says in {@code event} what it is. */
public final class TellInJson implements Narrator {

    private final JsonOut out;

    public TellInJson(JsonOut out) {
        this.out = out;
    }

    @Override
    public void submitted(String run, int attachments, long bytes) {
        Map<String, Object> said = event("submitted", run);
        said.put("attachments", attachments);
        said.put("bytes", bytes);
        out.write(said);
    }

    @Override
    public void state(StateChange change) {
        Map<String, Object> said = event("state", change.runId());
        said.put("state", change.state());
        said.put("at", change.at());
        out.write(said);
    }

    @Override
    public void task(TaskLog task, boolean over) {
        out.write(Map.of("event", over ? "task_ended" : "task_started", "task", task));
    }

    @Override
    public void passing(TaskCount tasks) {}

    @Override
    public void ended(RunLog run) {
        Map<String, Object> said = event("end", run.runId());
        said.put("state", run.state());
        said.put("exit_code", States.exitCode(run.state()));
        said.put("run", run);
        out.write(said);
    }

    @Override
    public void detached(String run) {
        out.write(event("detached", run));
    }

    private static Map<String, Object> event(String name, String run) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("event", name);
        said.put("run_id", run);
        return said;
    }
}
