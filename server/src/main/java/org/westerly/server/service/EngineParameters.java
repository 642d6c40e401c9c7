package org.westerly.server.service;

import com.fasterxml.jackson.core.JsonToken;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Maps of texts as clients send them: WES maps strings to strings, and clients send flags as null and numbers as numbers. */
public final class EngineParameters {

    private EngineParameters() {}

    /**
     * A JSON object as a map of texts.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static Map<String, String> read(String json) {
        return read(json, nested -> {
            throw new IllegalArgumentException(nested + " must be a string, not an object or an array");
        });
    }

    /** As above; {@code nested} is told each member that is no text, and no number or truth either. */
    static Map<String, String> read(String json, Consumer<String> nested) {
        Map<String, String> strings = new LinkedHashMap<>();
        StrictJson.object(json).forEach((key, member) -> {
            if (member.token().isStructStart()) {
                nested.accept(Quoted.of(key));
            } else {
                strings.put(key, member.token() == JsonToken.VALUE_NULL ? "" : member.text());
            }
        });
        return strings;
    }
}
