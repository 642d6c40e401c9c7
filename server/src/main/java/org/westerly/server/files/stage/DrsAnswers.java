package org.westerly.server.files.stage;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.westerly.server.files.StagingException;
import org.westerly.server.files.fetch.Checksum;
import org.westerly.server.files.fetch.ShownUrl;

/** Reads what data repositories answer (Data Repository Service, version 1). */
final class DrsAnswers {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final Pattern HEADER = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*([\\x20-\\x7E\\t]*)");

    /** These say how a message is put together, or whom it is for, and are nobody's but the client's. */
    private static final Set<String> OURS = Set.of(
            "host",
            "content-length",
            "transfer-encoding",
            "connection",
            "upgrade",
            "te",
            "trailer",
            "expect",
            "accept-encoding",
            "range",
            "proxy-authorization");

    private DrsAnswers() {}

    /** Where bytes are, with the headers that their server wants. */
    record Access(URI url, Map<String, String> headers) {
        Access {
            headers = Map.copyOf(headers);
        }

        boolean isWeb() {
            String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
            return scheme.equals("https") || scheme.equals("http");
        }
    }

    /** A way to the bytes: known already, or to be asked for by an id. */
    record Method(
            String type, @Nullable Access access, @Nullable String accessId) {}

    /** @param size in bytes; 0 when it was not told */
    record DrsObject(String name, long size, List<Checksum> checksums, List<Method> methods, boolean bundle) {}

    static DrsObject object(URI from, byte[] json) throws StagingException {
        JsonNode object = tree(from, json);
        List<Checksum> checksums = new ArrayList<>();
        for (JsonNode one : object.path("checksums")) {
            Checksum.of(one.path("type").asText(""), one.path("checksum").asText(""))
                    .ifPresent(checksums::add);
        }
        List<Method> methods = new ArrayList<>();
        for (JsonNode one : object.path("access_methods")) {
            JsonNode url = one.path("access_url");
            methods.add(new Method(
                    one.path("type").asText(""),
                    url.isMissingNode() || url.isNull() ? null : access(from, url),
                    one.path("access_id").asText("").isEmpty()
                            ? null
                            : one.path("access_id").asText()));
        }
        return new DrsObject(
                object.path("name").asText(""),
                object.path("size").asLong(0),
                checksums,
                methods,
                !object.path("contents").isEmpty());
    }

    static Access access(URI from, byte[] json) throws StagingException {
        return access(from, tree(from, json));
    }

    private static Access access(URI from, JsonNode access) throws StagingException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (JsonNode line : access.path("headers")) {
            var parts = HEADER.matcher(line.asText(""));
            if (!parts.matches() || OURS.contains(parts.group(1).toLowerCase(Locale.ROOT))) {
                throw new StagingException(ShownUrl.of(from) + " asks for a header that is not sent");
            }
            headers.put(parts.group(1), parts.group(2));
        }
        return new Access(
                url(access.path("url").asText(""))
                        .orElseThrow(() ->
                                new StagingException(ShownUrl.of(from) + " gives access by something that is no URL")),
                headers);
    }

    private static Optional<URI> url(String text) {
        try {
            return Optional.of(URI.create(text)).filter(URI::isAbsolute);
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }

    private static JsonNode tree(URI from, byte[] json) throws StagingException {
        try {
            JsonNode tree = JSON.readTree(json);
            if (tree.isObject()) {
                return tree;
            }
        } catch (IOException notJson) {
            throw new StagingException(ShownUrl.of(from) + " did not answer with JSON", notJson);
        }
        throw new StagingException(ShownUrl.of(from) + " did not answer with a JSON object");
    }
}
