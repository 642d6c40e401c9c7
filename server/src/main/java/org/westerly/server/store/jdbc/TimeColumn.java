package org.westerly.server.store.jdbc;

import org.jspecify.annotations.Nullable;
import org.westerly.server.store.RunOrder.By;

/** The two times of a run that lists are put in the order of, each with its index. */
enum TimeColumn {
    STARTED("start_time", "run_started", Terms.STARTED) {
        @Override
        @Nullable
        TimeSpan of(ChunkTimes times) {
            return times.started();
        }
    },
    ENDED("end_time", "run_ended", Terms.ENDED) {
        @Override
        @Nullable
        TimeSpan of(ChunkTimes times) {
            return times.ended();
        }
    };

    private final String column;
    private final String index;
    private final String term;

    TimeColumn(String column, String index, String term) {
        this.column = column;
        this.index = index;
        this.term = term;
    }

    /** Null for the order of insertion. */
    static @Nullable TimeColumn of(By by) {
        return switch (by) {
            case SUBMITTED_AT -> null;
            case START_TIME -> STARTED;
            case END_TIME -> ENDED;
        };
    }

    abstract @Nullable TimeSpan of(ChunkTimes times);

    /** Of the runs that have the time. */
    String term() {
        return term;
    }

    /** Runs whose time is later than the one given. */
    String later(Dialect dialect) {
        return "select seq from run" + dialect.byIndex(index) + " where " + column + " > ?";
    }

    /**
     * Runs in the order of the time, between two of them and between two sequences, and past the time and the sequence of
     * a run.
     */
    String inOrder(Dialect dialect, boolean descending) {
        String past = descending ? "<" : ">";
        String order = descending ? " desc" : "";
        return "select seq from run" + dialect.byIndex(index) + " where " + column + " between ? and ?"
                + " and seq between ? and ? and (" + column + " " + past + " ? or seq " + past + " ?)"
                + " order by " + column + order + ", seq" + order;
    }

    /** Runs with their times, by {@code count} sequences. */
    String bySequence(int count) {
        return "select seq, " + column + " from run where seq in (?" + ", ?".repeat(count - 1) + ")";
    }
}
