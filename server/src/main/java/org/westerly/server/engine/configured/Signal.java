package org.westerly.server.engine.configured;

import java.util.Optional;

/** The signals that end engines, by the exit code that a shell gives them: 128 and their number. */
enum Signal {
    SIGHUP(1, ""),
    SIGINT(2, ""),
    SIGQUIT(3, ""),
    SIGILL(4, ""),
    SIGABRT(6, ""),
    SIGBUS(7, ""),
    SIGFPE(8, ""),
    SIGKILL(9, ", perhaps for lack of memory"),
    SIGSEGV(11, ""),
    SIGPIPE(13, ""),
    SIGTERM(15, ", not by this server"),
    SIGXCPU(24, ": its CPU time was up"),
    SIGXFSZ(25, ": a file grew past the limit");

    private final int number;
    private final String remark;

    Signal(int number, String remark) {
        this.number = number;
        this.remark = remark;
    }

    static Optional<Signal> of(int exitCode) {
        for (Signal signal : values()) {
            if (exitCode == 128 + signal.number) {
                return Optional.of(signal);
            }
        }
        return Optional.empty();
    }

    String told() {
        return name() + remark;
    }
}
