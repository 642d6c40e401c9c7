package org.westerly.server.service;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.westerly.server.run.RunId;

/**
 * Makes URLs of the places in an outputs document. Stored they are {@code outputs:} and a percent-encoded path, as the
 * {@code location} of a CWL File, or {@code westerly-outputs:} and such a path as any other value, since the server's
 * address may change.
 */
final class OutputLinks {

    private static final String SCHEME = "outputs:";
    private static final String MEMBER = "location";
    private static final String VALUE = "westerly-outputs:";
    private static final JsonFactory FACTORY = new JsonFactory();

    private OutputLinks() {}

    static String render(String document, RunId run, Links links) {
        if (!document.contains('"' + SCHEME) && !document.contains('"' + VALUE)) {
            return document;
        }
        StringWriter text = new StringWriter(document.length() * 2);
        try (JsonParser parser = FACTORY.createParser(document);
                JsonGenerator generator = FACTORY.createGenerator(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                String place = token == JsonToken.VALUE_STRING ? place(parser) : null;
                if (place != null) {
                    generator.writeString(links.output(run, place));
                } else if (token.isNumeric()) {
                    generator.writeNumber(parser.getText()); // Every digit as the engine wrote it.
                } else {
                    generator.copyCurrentEvent(parser);
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException("the outputs of run " + run + " are not JSON", broken);
        }
        return text.toString();
    }

    /** The place that the value is, or null. */
    private static @Nullable String place(JsonParser parser) throws IOException {
        String text = parser.getText();
        if (text.startsWith(VALUE)) {
            return text.substring(VALUE.length());
        }
        return MEMBER.equals(parser.currentName()) && text.startsWith(SCHEME) ? text.substring(SCHEME.length()) : null;
    }
}
