package org.westerly.server.http;

import java.util.Set;

/**
 * How much one submission may bring. Past a limit: 413, naming the field.
 *
 * @param fields parts that are no files
 * @param files attachments
 * @param fieldBytes of one field, and of a body that is no multipart: these are held in memory
 * @param fileBytes of one attachment: these never are
 * @param totalBytes of the whole body
 */
public record BodyLimits(int fields, int files, int fieldBytes, long fileBytes, long totalBytes) {

    public static final BodyLimits DEFAULT = new BodyLimits(1_000, 1_000, 8 << 20, 10L << 30, 20L << 30);

    /** No name, version or URL needs more, so that memory is given to the documents only. */
    private static final int SHORT_FIELD_BYTES = 64 << 10;

    private static final Set<String> DOCUMENTS = Set.of("workflow_params", "workflow_engine_parameters", "tags");

    /** The limit of one field, in bytes. */
    int of(String field) {
        return DOCUMENTS.contains(field) ? fieldBytes : Math.min(fieldBytes, SHORT_FIELD_BYTES);
    }
}
