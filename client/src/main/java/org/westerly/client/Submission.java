package org.westerly.client;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A workflow to be run. It carries the {@code Idempotency-Key} that it is sent with: however often the same submission is
 * sent within 24 hours, it is one run.
 *
 * @param params the text of a JSON object; empty for none
 * @param attachments in the order they are sent
 * @param idempotencyKey made by {@link #of}
 */
public record Submission(
        Workflow workflow,
        String params,
        Map<String, String> tags,
        EngineChoice engine,
        List<Attachment> attachments,
        String idempotencyKey) {

    /**
     * What is run.
     *
     * @param url an attachment's name, or an absolute URL that the server can fetch
     * @param type {@code CWL}, {@code WDL}, {@code NFL}, {@code SMK} or what else the server knows
     * @param typeVersion of that language
     */
    public record Workflow(String url, String type, String typeVersion) {}

    /**
     * What runs it.
     *
     * @param name null for the server's choice
     * @param version null for the newest; only with a name
     * @param parameters for the engine, not for the workflow
     */
    public record EngineChoice(
            @Nullable String name, @Nullable String version, Map<String, String> parameters) {

        /** Copies. */
        public EngineChoice {
            parameters = Map.copyOf(parameters);
        }
    }

    /** Copies. */
    public Submission {
        tags = Map.copyOf(tags);
        attachments = List.copyOf(attachments);
    }

    /** A submission with a key of its own, and nothing but the workflow. */
    public static Submission of(Workflow workflow) {
        return new Submission(
                workflow,
                "",
                Map.of(),
                new EngineChoice(null, null, Map.of()),
                List.of(),
                UUID.randomUUID().toString());
    }

    /** With these parameters for the workflow: the text of a JSON object. */
    public Submission withParams(String json) {
        return new Submission(workflow, json, tags, engine, attachments, idempotencyKey);
    }

    /** With one more tag. */
    public Submission withTag(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(tags);
        more.put(name, value);
        return new Submission(workflow, params, more, engine, attachments, idempotencyKey);
    }

    /** For this engine. */
    public Submission withEngine(EngineChoice choice) {
        return new Submission(workflow, params, tags, choice, attachments, idempotencyKey);
    }

    /** With one more file. */
    public Submission withAttachment(String name, Path file) {
        List<Attachment> more = new ArrayList<>(attachments);
        more.add(new Attachment(name, file));
        return withAttachments(more);
    }

    /** With these files and no others. */
    public Submission withAttachments(List<Attachment> files) {
        return new Submission(workflow, params, tags, engine, files, idempotencyKey);
    }

    /** Under a key of the caller's own, so that not even a new process submits it twice. */
    public Submission withIdempotencyKey(String key) {
        return new Submission(workflow, params, tags, engine, attachments, key);
    }
}
