package org.westerly.cli.show;

/** How many tasks have been seen. How many there will be, no engine says in advance. */
public record TaskCount(int seen, int over, int failed) {

    public static final TaskCount NONE = new TaskCount(0, 0, 0);

    TaskCount plus(boolean fresh, boolean ended, boolean bad) {
        return new TaskCount(seen + (fresh ? 1 : 0), over + (ended ? 1 : 0), failed + (bad ? 1 : 0));
    }
}
