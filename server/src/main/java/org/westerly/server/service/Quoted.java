package org.westerly.server.service;

/** A client's own words in a message: short, and without characters that would mislead a terminal or a log. */
final class Quoted {

    private static final int LIMIT = 120;

    private Quoted() {}

    static String of(String sent) {
        return "'" + cut(sent) + "'";
    }

    static String cut(String sent) {
        String cut = sent.length() <= LIMIT ? sent : sent.substring(0, LIMIT) + "…";
        return cut.replaceAll("\\p{C}", "\uFFFD");
    }
}
