package org.westerly.server.service;

/**
 * A field as it was sent, before anything has been judged.
 *
 * @param text the value, or its JSON text
 * @param literal it was JSON other than a string
 */
record RawValue(String text, boolean literal) {

    /** Counts as not sent: blank, or JSON's null. */
    boolean absent() {
        return text.isBlank() || (literal && text.equals("null"));
    }
}
