package org.westerly.server.service;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the JSON objects of a submission without changing them: a number stays the text it was, and a member that is
 * there twice is a fault, since the engine might take the other one.
 */
public final class StrictJson {

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private StrictJson() {}

    /** A value as it stood in the text. */
    public record Member(JsonToken token, String source, String text) {}

    /**
     * The members of one JSON object with nothing behind it.
     *
     * @throws IllegalArgumentException saying what is wrong and where, in words for the client
     */
    public static Map<String, Member> object(String json) {
        Map<String, Member> members = new LinkedHashMap<>();
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("must be a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                members.put(name, member(json, parser));
            }
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("must be one JSON object and nothing behind it");
            }
            return members;
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("is not valid JSON: " + complaint(malformed));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Member member(String json, JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        long start = parser.currentTokenLocation().getCharOffset();
        String text = token.isStructStart() ? "" : parser.getText();
        parser.skipChildren();
        if (token == JsonToken.VALUE_STRING) {
            return new Member(token, text, text);
        }
        String source = token.isStructStart()
                ? json.substring((int) start, (int) parser.currentLocation().getCharOffset())
                : text;
        return new Member(token, source, text);
    }

    private static String complaint(JsonProcessingException malformed) {
        String first = malformed.getOriginalMessage().lines().findFirst().orElse("");
        return malformed.getLocation() == null
                ? first
                : first + " (line " + malformed.getLocation().getLineNr() + ", column "
                        + malformed.getLocation().getColumnNr() + ")";
    }
}
