package org.westerly.server.config;

/** A text that may hold a password. It prints as {@code (hidden)}, wherever it is printed. */
public record Secret(String value) {

    static final String HIDDEN = "(hidden)";

    @Override
    public String toString() {
        return HIDDEN;
    }
}
