package org.westerly.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.westerly.cli.show.Screen;
import org.westerly.client.WesterlyException;

/**
 * At Ctrl-C, a user at a terminal is asked whether the run is to be canceled or only left alone; a second Ctrl-C leaves it
 * alone. Where nobody can be asked it is left alone: a script that is ended must not take the work of hours with it.
 */
final class AskAtInterrupt {

    private final Screen screen;
    private final @Nullable BufferedReader answers;
    private final Runnable cancel;
    private final Runnable detach;
    private final AtomicBoolean asking = new AtomicBoolean();

    /** @param answers null where nobody can be asked */
    AskAtInterrupt(Screen screen, @Nullable BufferedReader answers, Runnable cancel, Runnable detach) {
        this.screen = screen;
        this.answers = answers;
        this.cancel = cancel;
        this.detach = detach;
    }

    /** To be called at each Ctrl-C. */
    void interrupted() {
        if (answers == null || !asking.compareAndSet(false, true)) {
            detach.run();
            return;
        }
        screen.line("");
        screen.line(Screen.Ink.BOLD, "[c] cancel the run,  [d] leave it and go,  Enter: go on watching");
        try {
            String answer = answers.readLine();
            String word = answer == null ? "d" : answer.strip().toLowerCase(Locale.ROOT);
            if (word.startsWith("c")) {
                cancel();
            } else if (word.startsWith("d")) {
                detach.run();
            }
        } catch (IOException gone) {
            detach.run();
        } finally {
            asking.set(false);
        }
    }

    private void cancel() {
        try {
            cancel.run();
            screen.line("canceling: the run ends when nothing of it is alive");
        } catch (WesterlyException e) {
            screen.line(Screen.Ink.BAD, String.valueOf(e.getMessage()));
        }
    }
}
