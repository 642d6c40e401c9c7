package org.westerly.server.engine.parameters;

import java.util.regex.Pattern;

/** Fits texts: this very text, or all in which a regular expression is found. */
public sealed interface TextPattern {

    boolean fits(String text);

    record Exactly(String wanted) implements TextPattern {
        @Override
        public boolean fits(String text) {
            return text.equals(wanted);
        }
    }

    record Found(Pattern pattern) implements TextPattern {
        @Override
        public boolean fits(String text) {
            return pattern.matcher(text).find();
        }
    }
}
