package org.westerly.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files that a run's {@code outputs} document names, for servers that have no list of them. */
final class NamedOutputs {

    private NamedOutputs() {}

    /** Every URL in the document below {@code /runs/{id}/outputs/}, each once. */
    static List<OutputFile> in(JsonNode outputs, String run) {
        Map<String, OutputFile> found = new LinkedHashMap<>();
        look(outputs, "/runs/" + run + "/outputs/", found);
        return new ArrayList<>(found.values());
    }

    private static void look(JsonNode node, String mark, Map<String, OutputFile> found) {
        if (node.isTextual()) {
            String url = node.asText();
            int at = url.indexOf(mark);
            if (at > 0 && url.matches("https?://.*") && !url.endsWith("/")) {
                String path = URLDecoder.decode(
                        url.substring(at + mark.length()).replace("+", "%2B"), StandardCharsets.UTF_8);
                found.putIfAbsent(url, new OutputFile(path, null, null, "output", url, null));
            }
            return;
        }
        node.forEach(inner -> look(inner, mark, found));
    }
}
