package org.westerly.server.http.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.westerly.api.StreamEnd;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.error.WesException.FieldFault;
import org.westerly.server.service.Feed;

/** How records are written down. */
public enum StreamFormat {
    /** Server-sent events (HTML, 9.2). Records have no event name, so that a plain {@code onmessage} sees them. */
    SSE("text/event-stream") {
        @Override
        String opening(long position) {
            return ": westerly\n" + (position > 0 ? "id: " + position + "\n\n" : "\n");
        }

        @Override
        void item(StringBuilder text, Feed.Item item) {
            text.append("id: ")
                    .append(item.id())
                    .append("\ndata: ")
                    .append(json(item.data()))
                    .append("\n\n");
        }

        @Override
        String end(long position, StreamEnd end) {
            return "event: end\nid: " + position + "\ndata: " + json(end) + "\n\n";
        }

        @Override
        String keepAwake() {
            return ":\n\n";
        }
    },
    /** One JSON object a line. */
    NDJSON("application/x-ndjson") {
        @Override
        String opening(long position) {
            return "";
        }

        @Override
        void item(StringBuilder text, Feed.Item item) {
            text.append(json(item.data())).append('\n');
        }

        @Override
        String end(long position, StreamEnd end) {
            return "{\"event\":\"end\",\"seq\":" + position + "," + json(end).substring(1) + "\n";
        }

        // White space between two objects means nothing.
        @Override
        String keepAwake() {
            return "\n";
        }
    };

    private static final ObjectWriter JSON = new ObjectMapper().writer();

    private final String mediaType;

    StreamFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /**
     * What the client wants; events, unless it says otherwise.
     *
     * @throws WesException INVALID_REQUEST, naming the parameter
     */
    public static StreamFormat of(@Nullable String format, @Nullable String accept) {
        return switch (format) {
            case null -> accept != null && accept.contains(NDJSON.mediaType) ? NDJSON : SSE;
            case "sse" -> SSE;
            case "ndjson" -> NDJSON;
            default ->
                throw new WesException(
                        ErrorCode.INVALID_REQUEST, List.of(new FieldFault("format", "must be sse or ndjson")));
        };
    }

    public String mediaType() {
        return mediaType;
    }

    /** The first words, so that a client sees at once that it is connected, and where it stands. */
    abstract String opening(long position);

    abstract void item(StringBuilder text, Feed.Item item);

    /** The last words. */
    abstract String end(long position, StreamEnd end);

    /** Says nothing, lest a proxy take silence for death. */
    abstract String keepAwake();

    String items(List<Feed.Item> items) {
        StringBuilder text = new StringBuilder();
        items.forEach(item -> item(text, item));
        return text.toString();
    }

    private static String json(Object data) {
        try {
            return JSON.writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record that cannot be written: " + data.getClass(), e);
        }
    }
}
