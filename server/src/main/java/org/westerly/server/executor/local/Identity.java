package org.westerly.server.executor.local;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which process a supervisor is, told apart from every other that has had or will have its number.
 *
 * @param start in clock ticks since the machine was started
 * @param boot the kernel's id of that start
 * @param label what every process of the job carries in its environment
 */
record Identity(long pid, long start, String boot, String label) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,18}) (\\d{1,18}) (\\S+) (\\S.*)");

    static Optional<Identity> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        return matcher.matches()
                ? Optional.of(new Identity(
                        Long.parseLong(matcher.group(1)),
                        Long.parseLong(matcher.group(2)),
                        matcher.group(3),
                        matcher.group(4)))
                : Optional.empty();
    }

    /** The form in the slot's file and in a job reference. */
    @Override
    public String toString() {
        return pid + " " + start + " " + boot + " " + label;
    }
}
