package org.westerly.server.files.stage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The string values of a JSON text that begin with {@code drs://}, wherever they stand, and the same text with paths in
 * their place. Nothing else of it changes by a single byte: a number such as {@code 1.50} or {@code 1e400} would not
 * survive being read and written.
 */
final class DrsStrings {

    private static final JsonFactory FACTORY = new JsonFactory();

    /** A path that needs no encoding where a URI is expected. */
    private static final String PLAIN_PATH = "[A-Za-z0-9/._~-]+";

    private final String json;
    private final List<Spot> spots;

    private DrsStrings(String json, List<Spot> spots) {
        this.json = json;
        this.spots = spots;
    }

    /**
     * One such string.
     *
     * @param start of its token in the text, the quotation mark included
     * @param end behind its token
     * @param uri whether it is the location of a CWL File, which is a URI
     * @param unnamed whether that File lacks a {@code basename}
     */
    private record Spot(int start, int end, String value, boolean uri, boolean unnamed) {}

    /** What is known of an object that is being read. */
    private static final class Reading {
        private final List<Spot> places = new ArrayList<>();
        private boolean file;
        private boolean named;
    }

    /** @param json a valid JSON text */
    static DrsStrings in(String json) {
        List<Spot> spots = new ArrayList<>();
        Deque<Reading> open = new ArrayDeque<>();
        try (JsonParser parser = FACTORY.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isStructStart()) {
                    open.push(new Reading());
                } else if (token.isStructEnd()) {
                    settle(open.pop(), spots);
                } else if (token == JsonToken.VALUE_STRING) {
                    int start = (int) parser.currentTokenLocation().getCharOffset();
                    String value = parser.getText();
                    int end = (int) parser.currentLocation().getCharOffset();
                    look(new Spot(start, end, value, false, false), parser.currentName(), open.peek(), spots);
                } else if (token == JsonToken.FIELD_NAME && "basename".equals(parser.currentName())) {
                    open.element().named = true;
                }
            }
        } catch (IOException invalid) {
            throw new UncheckedIOException("parameters were accepted that are not JSON", invalid);
        }
        spots.sort(Comparator.comparingInt(Spot::start));
        return new DrsStrings(json, spots);
    }

    private static void look(Spot spot, @Nullable String member, @Nullable Reading object, List<Spot> spots) {
        if (object != null && "class".equals(member) && spot.value().equals("File")) {
            object.file = true;
        }
        if (!DrsUri.is(spot.value())) {
            return;
        }
        if (object != null && ("location".equals(member) || "path".equals(member))) {
            object.places.add(new Spot(spot.start(), spot.end(), spot.value(), "location".equals(member), false));
        } else {
            spots.add(spot);
        }
    }

    /** Whether an object is a CWL File is known at its end only. */
    private static void settle(Reading object, List<Spot> spots) {
        boolean first = true;
        for (Spot place : object.places) {
            boolean unnamed = object.file && !object.named && first;
            spots.add(new Spot(place.start(), place.end(), place.value(), object.file && place.uri(), unnamed));
            first = false;
        }
    }

    /** Each once, in the order they stand there. */
    List<String> distinct() {
        return spots.stream().map(Spot::value).distinct().toList();
    }

    /** @param paths one for each of {@link #distinct} */
    String with(Map<String, Path> paths) {
        StringBuilder text = new StringBuilder();
        int done = 0;
        for (Spot spot : spots) {
            Path path = paths.get(spot.value());
            if (path == null) {
                throw new IllegalArgumentException("no path for " + spot.value());
            }
            text.append(json, done, spot.start());
            text.append(quoted(
                    spot.uri() && !path.toString().matches(PLAIN_PATH)
                            ? path.toUri().toString()
                            : path.toString()));
            if (spot.unnamed()) {
                text.append(", \"basename\": ").append(quoted(path.getFileName().toString()));
            }
            done = spot.end();
        }
        return text.append(json, done, json.length()).toString();
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
