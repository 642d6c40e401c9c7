package org.westerly.server.files.stage;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.westerly.server.files.StagingException;
import org.westerly.server.files.fetch.Checksum;
import org.westerly.server.files.fetch.ShownUrl;

/** Reads what registries answer. What is not of the standard's form is a bad document, and not a failed fetch. */
final class TrsAnswers {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private TrsAnswers() {}

    /** What a file of a tool is. */
    enum Role {
        PRIMARY,
        SECONDARY,
        /** Something else that may be needed: a script or a configuration, but a read-me as well. */
        OTHER,
        /** Tests and recipes of containers. */
        UNWANTED
    }

    /** One entry of a list of files. */
    record ListedFile(String path, Role role, List<Checksum> checksums) {}

    /** A descriptor: its text, or a URL to have it from; one of them is there. */
    record Descriptor(@Nullable String content, @Nullable URI url, List<Checksum> checksums) {}

    static List<ListedFile> files(URI from, byte[] json) throws StagingException {
        JsonNode list = tree(from, json);
        if (!list.isArray()) {
            throw bad(from, "is no list of files");
        }
        List<ListedFile> files = new ArrayList<>();
        for (JsonNode entry : list) {
            String path = entry.path("path").asText("");
            if (path.isEmpty()) {
                throw bad(from, "lists a file without a path");
            }
            files.add(
                    new ListedFile(path, role(entry.path("file_type").asText("")), checksums(entry.path("checksum"))));
        }
        return files;
    }

    static Descriptor descriptor(URI from, byte[] json) throws StagingException {
        JsonNode wrapper = tree(from, json);
        String content =
                wrapper.path("content").isTextual() ? wrapper.path("content").asText() : null;
        URI url = url(wrapper.path("url").asText("")).orElse(null);
        if (content == null && url == null) {
            throw bad(from, "is no descriptor: it has neither content nor a URL");
        }
        return new Descriptor(content, url, checksums(wrapper.path("checksum")));
    }

    private static Role role(String fileType) {
        return switch (fileType.toUpperCase(Locale.ROOT)) {
            case "PRIMARY_DESCRIPTOR" -> Role.PRIMARY;
            case "SECONDARY_DESCRIPTOR" -> Role.SECONDARY;
            case "TEST_FILE", "CONTAINERFILE" -> Role.UNWANTED;
            default -> Role.OTHER;
        };
    }

    private static Optional<URI> url(String text) {
        try {
            return Optional.of(URI.create(text)).filter(URI::isAbsolute);
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }

    /** One object in a list of files, a list of them at a descriptor. */
    private static List<Checksum> checksums(JsonNode said) {
        List<Checksum> checksums = new ArrayList<>();
        for (JsonNode one : said.isArray() ? said : JSON.createArrayNode().add(said)) {
            if (one.path("checksum").isTextual()) {
                Checksum.of(one.path("type").asText(""), one.path("checksum").asText())
                        .ifPresent(checksums::add);
            }
        }
        return checksums;
    }

    private static JsonNode tree(URI from, byte[] json) throws StagingException {
        try {
            return JSON.readTree(json);
        } catch (IOException notJson) {
            throw bad(from, "is not JSON");
        }
    }

    static StagingException bad(URI from, String why) {
        return new StagingException(StagingException.Kind.BAD_DOCUMENT, ShownUrl.of(from) + " " + why);
    }
}
