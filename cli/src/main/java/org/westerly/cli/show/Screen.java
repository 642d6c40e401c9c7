package org.westerly.cli.show;

import java.io.Console;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where lines are shown: on a terminal in colours, above one line that changes; elsewhere as they are. Several threads may
 * write; no line is broken by another.
 */
public final class Screen {

    /** What a word means, in colours where there are any. */
    public enum Ink {
        PLAIN(""),
        GOOD("\033[32m"),
        BAD("\033[31m"),
        FAINT("\033[2m"),
        BOLD("\033[1m");

        private final String code;

        Ink(String code) {
            this.code = code;
        }
    }

    private static final String CLEAR = "\r\033[K";

    private final PrintStream out;
    private final boolean terminal;
    private final boolean coloured;
    private String progress = "";

    /** For tests, and for what knows what it writes to. */
    public Screen(PrintStream out, boolean terminal, boolean coloured) {
        this.out = out;
        this.terminal = terminal;
        this.coloured = coloured;
    }

    /** Of this process: coloured on a terminal, unless {@code NO_COLOR} says otherwise (no-color.org). */
    public static Screen of(PrintStream out, Map<String, String> environment) {
        boolean terminal = isTerminal();
        @Nullable String noColour = environment.get("NO_COLOR");
        boolean plain = (noColour != null && !noColour.isEmpty()) || "dumb".equals(environment.get("TERM"));
        return new Screen(out, terminal && !"dumb".equals(environment.get("TERM")), terminal && !plain);
    }

    /** Whether somebody sits there who can be asked. */
    public static boolean isTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    public boolean terminal() {
        return terminal;
    }

    /** A line of ours. */
    public void line(Ink ink, String text) {
        print(inked(ink, harmless(text)) + "\n");
    }

    public void line(String text) {
        line(Ink.PLAIN, text);
    }

    /**
     * What a process wrote, as it wrote it; on a terminal without what would paint on it, but for colours.
     *
     * @param whole whether the line ends here
     */
    public void output(Ink ink, String line, boolean whole) {
        print(inked(ink, terminal ? paintless(line) : line) + (whole ? "\n" : ""));
    }

    /** The line that changes; only a terminal has one. Empty removes it. */
    public synchronized void progress(String text) {
        if (terminal && !text.equals(progress)) {
            progress = harmless(text);
            out.print(CLEAR + inked(Ink.FAINT, progress));
            out.flush();
        }
    }

    private synchronized void print(String text) {
        out.print((progress.isEmpty() ? "" : CLEAR) + text);
        if (!progress.isEmpty()) {
            out.print(inked(Ink.FAINT, progress));
        }
        out.flush();
    }

    private String inked(Ink ink, String text) {
        return coloured && !ink.code.isEmpty() ? ink.code + text + "\033[0m" : text;
    }

    /** What servers and tasks say may hold anything. */
    static String harmless(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]+", " ");
    }

    private static String paintless(String text) {
        // Keeps ESC [ … m, which is colour, and takes every other control character away.
        return text.replaceAll("(\033\\[[0-9;]*m)|[\\p{Cntrl}&&[^\\t]]", "$1");
    }
}
