package org.westerly.server.executor.local;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.westerly.server.job.StopSignal;

/**
 * The signals that {@link ProcessHandle} cannot send, by the C library's {@code kill}. Not by the program of that name:
 * where the job has taken every process number there is, no program could be started to stop it; and the moment between
 * the look at a process and the blow stays as short as can be.
 */
final class SendSignal {

    /** On every machine that Java 25 is made for, Linux has this number for it. */
    private static final int CONT = 18;

    private SendSignal() {}

    /** Does nothing when there is no such process, or it is not ours. */
    static void send(StopSignal signal, long pid) {
        send(number(signal), pid);
    }

    /** Has a stopped process go on, and so hear what was sent to it before. */
    static void wake(long pid) {
        send(CONT, pid);
    }

    private static void send(int number, long pid) {
        try {
            // 0 and less would mean whole groups.
            if (pid > 0) {
                int _ = (int) Kill.HANDLE.invokeExact((int) pid, number);
            }
        } catch (Throwable e) {
            throw new IllegalStateException("kill(2) could not be called", e);
        }
    }

    /** Linux has the same numbers for these on every machine; see signal(7). */
    private static int number(StopSignal signal) {
        return switch (signal) {
            case HUP -> 1;
            case INT -> 2;
            case QUIT -> 3;
            case TERM -> 15;
        };
    }

    /** Looked up at the first use, that is, at the first cancel. */
    private static final class Kill {
        static final MethodHandle HANDLE = handle();

        @SuppressWarnings("restricted")
        private static MethodHandle handle() {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(
                    linker.defaultLookup().find("kill").orElseThrow(),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        }
    }
}
