package org.westerly.server.engine.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.westerly.server.engine.RunFiles;
import org.westerly.server.engine.TaskRecord;
import org.westerly.server.files.Fetched;
import org.westerly.server.files.RunFolder;

/**
 * Reads task events (docs/task-events.md). The file is written by a program that may be killed at any time, in a folder
 * where workflows can write: what is not understood is passed over and said in the log once, and no path leaves the
 * run's folder.
 */
public final class TaskEventReader {

    private static final Logger LOG = Logger.getLogger(TaskEventReader.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");
    private static final int TEXT_LIMIT = 8_000;
    private static final int MOST_ERRORS = 20;
    private static final int MOST_FACTS = 32;
    private static final int MOST_FETCHED = 10_000;
    private static final Pattern URL =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*://)(?:[^/?#]*@)?([^?#]*).*", Pattern.DOTALL);
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Set<String> OWN_FIELDS =
            Set.of("event", "time", "id", "name", "command", "folder", "stdout", "stderr", "exit_code", "message");

    /** Members of a WES TaskLog: a fact of the same name would make two of one. */
    private static final Set<String> WES_MEMBERS = Set.of("cmd", "start_time", "end_time", "system_logs", "tes_uri");

    private final Path root;
    private final Map<String, TaskRecord> tasks = new LinkedHashMap<>();
    private final List<String> errors = new ArrayList<>();
    private final List<Fetched> fetched = new ArrayList<>();
    private @Nullable Integer exitCode;
    private @Nullable String odd;

    private TaskEventReader(Path root) {
        this.root = root;
    }

    /** What is there: nothing, where the file is missing or cannot be read. Safe while somebody appends to it. */
    public static TaskEvents read(Path file, RunFolder folder) {
        Path found = RunFiles.regular(folder, file).orElse(null);
        if (found == null) {
            return TaskEvents.NONE;
        }
        TaskEventReader reader = new TaskEventReader(folder.root());
        try {
            EventLines.read(found, reader::take, () -> reader.odd("a line of more than a MiB"));
        } catch (IOException e) {
            reader.odd("an end that comes early: " + e);
        }
        if (reader.odd != null && Complaints.isFirst(folder.root())) {
            LOG.warnf("the task events of %s hold %s", folder.root().getFileName(), reader.odd);
        }
        return new TaskEvents(List.copyOf(reader.tasks.values()), reader.errors, reader.exitCode, reader.fetched);
    }

    /** Only the first one is told: where there is one, there may be a million. */
    private void odd(String what) {
        if (odd == null) {
            odd = what;
        }
    }

    private void take(byte[] line) {
        try {
            JsonNode event = JSON.readTree(line);
            switch (event.path("event").asText()) {
                case "start" -> start(event);
                case "end" -> end(event);
                case "error" -> error(event);
                case "exit" -> exitCode = code(event);
                case "fetched" -> fetched(event);
                default -> odd("an event that is not known: " + shortly(event.toString())); // of a later version, say
            }
        } catch (IOException e) {
            odd("a line that is not JSON: " + shortly(new String(line, StandardCharsets.UTF_8)));
        }
    }

    private static String shortly(String text) {
        return text.length() > 200 ? text.substring(0, 200) + "…" : text;
    }

    private void start(JsonNode event) {
        String id = event.path("id").asText();
        if (!ID.matcher(id).matches() || tasks.containsKey(id)) {
            odd("a start whose id cannot be used: " + shortly(event.toString()));
            return;
        }
        List<String> command = new ArrayList<>();
        event.path("command").forEach(word -> command.add(word.asText()));
        tasks.put(
                id,
                new TaskRecord(
                        id,
                        text(event, "name", id),
                        command,
                        time(event),
                        null,
                        null,
                        path(event, "stdout"),
                        path(event, "stderr"),
                        List.of(),
                        facts(event, Map.of())));
    }

    private void end(JsonNode event) {
        tasks.computeIfPresent(
                event.path("id").asText(),
                (id, task) -> task.end() != null
                        ? task
                        : new TaskRecord(
                                id,
                                task.name(),
                                task.command(),
                                task.start(),
                                time(event),
                                code(event),
                                task.stdout(),
                                task.stderr(),
                                event.path("message").isTextual() ? List.of(text(event, "message", "")) : List.of(),
                                facts(event, task.extra())));
    }

    private void error(JsonNode event) {
        String message = text(event, "message", "");
        if (!message.isBlank()) {
            if (errors.size() == MOST_ERRORS) {
                errors.removeFirst();
            }
            errors.add(message);
        }
    }

    private void fetched(JsonNode event) {
        Matcher url = URL.matcher(text(event, "url", ""));
        if (!url.matches() || fetched.size() == MOST_FETCHED) {
            odd("something fetched that cannot be listed: " + shortly(event.toString()));
            return;
        }
        Path path = path(event, "path");
        String sha256 = event.path("sha256").asText();
        fetched.add(new Fetched(
                url.group(1) + url.group(2),
                path == null ? null : root.relativize(path).toString(),
                event.path("size").canConvertToLong() ? event.path("size").longValue() : null,
                SHA256.matcher(sha256).matches() ? sha256 : null));
    }

    private static @Nullable Integer code(JsonNode event) {
        return event.path("exit_code").isInt() ? event.path("exit_code").intValue() : null;
    }

    /** Seconds since 1970, or nothing where that is no time. */
    private static @Nullable Instant time(JsonNode event) {
        double seconds = event.path("time").asDouble();
        return seconds > 0 && seconds < 1e11 ? Instant.ofEpochMilli(Math.round(seconds * 1000)) : null;
    }

    private static String text(JsonNode event, String field, String fallback) {
        String text = event.path(field).asText(fallback);
        return text.length() > TEXT_LIMIT ? text.substring(0, TEXT_LIMIT) + "…" : text;
    }

    private @Nullable Path path(JsonNode event, String field) {
        try {
            String text = event.path(field).asText();
            Path path = root.resolve(text).normalize();
            return !text.isEmpty() && path.startsWith(root) && !path.equals(root) ? path : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /** What the format does not name is the engine's own fact, if it is short and simple. */
    private static Map<String, Object> facts(JsonNode event, Map<String, Object> before) {
        Map<String, Object> facts = new LinkedHashMap<>(before);
        for (Map.Entry<String, JsonNode> field : event.properties()) {
            if (OWN_FIELDS.contains(field.getKey())
                    || WES_MEMBERS.contains(field.getKey())
                    || facts.size() >= MOST_FACTS) {
                continue;
            }
            JsonNode value = field.getValue();
            if (value.isBoolean()) {
                facts.put(field.getKey(), value.booleanValue());
            } else if (value.isNumber()) {
                facts.put(field.getKey(), value.numberValue());
            } else if (value.isTextual() && value.textValue().length() <= TEXT_LIMIT) {
                facts.put(field.getKey(), value.textValue());
            }
        }
        return facts;
    }
}
