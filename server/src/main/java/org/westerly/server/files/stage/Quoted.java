package org.westerly.server.files.stage;

/** The words of another server in a message: short, and without characters that would mislead a terminal or a log. */
final class Quoted {

    private static final int LIMIT = 120;

    private Quoted() {}

    static String of(String said) {
        String cut = said.length() <= LIMIT ? said : said.substring(0, LIMIT) + "…";
        return "'" + cut.replaceAll("\\p{C}", "\uFFFD") + "'";
    }
}
