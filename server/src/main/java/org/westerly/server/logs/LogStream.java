package org.westerly.server.logs;

/** One of the two streams that a process writes. */
public enum LogStream {
    STDOUT("stdout"),
    STDERR("stderr");

    private final String word;

    LogStream(String word) {
        this.word = word;
    }

    /** As the API names it. */
    public String word() {
        return word;
    }
}
