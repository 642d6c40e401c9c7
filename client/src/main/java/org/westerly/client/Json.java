package org.westerly.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.westerly.api.State;

/** Reads the records of the wire, those of servers that are newer than this client too. */
final class Json {

    static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .addHandler(new Leniency())
            .build();

    private Json() {}

    /** The text of what Java's own maps, lists and scalars say. */
    static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
        }
    }

    private static final class Leniency extends DeserializationProblemHandler {

        /** Members that are raw JSON, such as a run's outputs, are kept as their text. */
        @Override
        public @Nullable Object handleUnexpectedToken(
                DeserializationContext context,
                JavaType target,
                JsonToken token,
                JsonParser parser,
                @Nullable String message)
                throws IOException {
            return target.hasRawClass(String.class) && token.isStructStart()
                    ? MAPPER.readTree(parser).toString()
                    : NOT_HANDLED;
        }

        /** A state of a later version of WES. */
        @Override
        public @Nullable Object handleWeirdStringValue(
                DeserializationContext context, Class<?> target, String value, @Nullable String message) {
            return target == State.class ? State.UNKNOWN : NOT_HANDLED;
        }
    }
}
