package org.westerly.server.app.demo;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;

/** A terminal of {@value #WIDTH} columns, or a file, on which several runs write at once: line by line, none broken. */
final class Screen {

    static final int WIDTH = 100;

    /** What a word means, in colours where there are any. */
    enum Ink {
        GOOD("\033[32m"),
        BAD("\033[31m"),
        FAINT("\033[2m");

        private final String code;

        Ink(String code) {
            this.code = code;
        }
    }

    private final PrintStream out;
    private final boolean coloured;
    private final long begun = System.nanoTime();

    Screen(PrintStream out) {
        this.out = out;
        // Null or no terminal where output goes elsewhere: Java's releases differ.
        boolean terminal = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
        this.coloured = terminal && System.getenv("NO_COLOR") == null;
    }

    /** A line as it is, cut where the screen ends. */
    void line(String text) {
        print(cut(text));
    }

    /** As {@link #line}, all of it in one colour. */
    void line(Ink ink, String text) {
        print(inked(ink, cut(text)));
    }

    /** Something that has just happened. */
    void event(String label, String what, String text) {
        double seconds = Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0;
        String time = "%6.1f s".formatted(seconds);
        String rest = cut("  %-9s  %-6s  %s".formatted(label, what, text), WIDTH - time.length());
        boolean bad = text.endsWith("ERROR") || what.equals("failed") || what.equals("out");
        if (what.equals("stderr")) {
            rest = inked(Ink.FAINT, rest);
        } else if (bad) {
            rest = inked(Ink.BAD, rest);
        } else if (text.equals("COMPLETE")) {
            rest = inked(Ink.GOOD, rest);
        }
        print(inked(Ink.FAINT, time) + rest);
    }

    private String inked(Ink ink, String text) {
        return coloured ? ink.code + text + "\033[0m" : text;
    }

    private static String cut(String text) {
        return cut(text, WIDTH);
    }

    /** What engines and tasks say may hold anything, and must not paint on the user's terminal. */
    private static String cut(String text, int width) {
        String plain = text.replaceAll("\\p{Cntrl}+", " ");
        return plain.length() > width ? plain.substring(0, width - 1) + "…" : plain;
    }

    private synchronized void print(String line) {
        out.println(line);
        out.flush();
    }
}
