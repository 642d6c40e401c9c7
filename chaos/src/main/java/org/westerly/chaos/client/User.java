package org.westerly.chaos.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.westerly.api.RunLog;
import org.westerly.api.State;
import org.westerly.chaos.client.Desk.Outcome;
import org.westerly.chaos.client.Testimony.Deed;
import org.westerly.chaos.client.Testimony.Done;
import org.westerly.chaos.client.Testimony.Seen;
import org.westerly.chaos.client.Testimony.Wanted;
import org.westerly.chaos.plan.Act;
import org.westerly.chaos.plan.Plan.Step;
import org.westerly.chaos.plan.Work;
import org.westerly.chaos.world.Processes;
import org.westerly.chaos.world.World;
import org.westerly.client.LogQuery;
import org.westerly.client.RunFilter;
import org.westerly.client.Submission;
import org.westerly.client.WesterlyClient;
import org.westerly.client.WesterlyException;

/** One client, with runs of its own. */
public final class User implements AutoCloseable {

    /** A run as its client sees it. */
    private static final class Own {
        private final Wanted wanted;
        private final String id;
        private boolean ended;
        private boolean perhapsGone;

        private Own(Wanted wanted, String id) {
            this.wanted = wanted;
            this.id = id;
        }
    }

    private final int number;
    private final World world;
    private final Testimony testimony;
    private final Desk desk;
    private final Path files;
    private final List<Own> runs = new ArrayList<>();
    private int wanted;

    /**
     * @param number from 0
     * @param seed decides which server it asks
     */
    public User(int number, long seed, World world, Testimony testimony) throws IOException {
        this.number = number;
        this.world = world;
        this.testimony = testimony;
        this.files = world.files();
        this.desk = new Desk(world, testimony, new SplittableRandom(seed * 31 + number));
    }

    /** Does what the plan says next. */
    public void take(Step step) throws IOException, InterruptedException {
        Thread.sleep(step.pause());
        switch (step.act()) {
            case Act.Submit submit -> submit(submit);
            case Act.BreakOff(double share) -> {
                Wanted one = want(Work.QUICK, 100_000);
                BreakOff.send(desk.any().address(), one.token(), world.engine().script(one.work(), one.token()), share);
            }
            case Act.Read(int run) -> own(run, this::read);
            case Act.ListRuns _ -> list();
            case Act.Cancel(int run) -> own(run, this::cancel);
            case Act.Delete(int run) -> own(run, this::delete);
            case Act.Restore(int run) -> own(run, this::restore);
            case Act.Purge(int run) -> own(run, this::purge);
        }
    }

    private interface OnOwn {
        void act(Own run) throws InterruptedException;
    }

    private void own(int number, OnOwn act) throws InterruptedException {
        if (!runs.isEmpty()) {
            act.act(runs.get(number % runs.size()));
        }
    }

    private Wanted want(Work work, int bytes) {
        Wanted one = new Wanted("c" + number + "n" + ++wanted, work, bytes);
        testimony.wants(one);
        return one;
    }

    private void submit(Act.Submit act) throws IOException, InterruptedException {
        Wanted one = want(act.work(), act.bytes());
        Path script = Files.writeString(
                files.resolve(one.token() + ".sh"), world.engine().script(act.work(), one.token()));
        Path input = Files.write(files.resolve(one.token() + ".in"), content(one));
        String url = act.work() == Work.FETCHED
                ? world.documents()
                        .offer(one.token() + ".sh", Files.readString(script))
                        .toString()
                : "run.sh";
        Submission submission = Submission.of(new Submission.Workflow(url, "SH", "1.0"))
                .withTag("token", one.token())
                .withIdempotencyKey("key-" + one.token())
                .withAttachment("run.sh", script)
                .withAttachment("in.txt", input);
        switch (desk.untilAnswered(client -> client.submit(submission))) {
            case Outcome.Said<String>(String id) -> {
                testimony.accepted(one, id);
                runs.add(new Own(one, id));
                if (act.twice()) {
                    desk.answer(client -> client.submit(submission)).ifPresent(again -> testimony.accepted(one, again));
                }
            }
            case Outcome.Refused<String>(WesterlyException why) ->
                testimony.refused(one, String.valueOf(why.getMessage()));
            case Outcome.Unknown<String> _ -> {
                // Perhaps it is there; nobody has said so.
            }
        }
    }

    /** What is attached: of a run, and of no other. */
    public static byte[] content(Wanted of) {
        byte[] line = (of.token() + " has this to be worked on\n").getBytes(StandardCharsets.US_ASCII);
        byte[] content = new byte[of.bytes()];
        for (int at = 0; at < content.length; at++) {
            content[at] = line[at % line.length];
        }
        return content;
    }

    private void list() throws InterruptedException {
        Set<String> known = desk.answer(client ->
                        client.runs(RunFilter.ALL).map(run -> run.runId()).collect(Collectors.toSet()))
                .orElse(Set.of());
        for (Own run : runs) {
            if (!known.isEmpty() && !run.perhapsGone && !known.contains(run.id)) {
                testimony.wrong("the list lacks run " + run.id + ", which was accepted and never deleted");
            }
        }
    }

    private void read(Own run) throws InterruptedException {
        look(run);
        desk.answer(client -> client.logs(run.id, LogQuery.ALL));
        var _ = tolerant(run, client -> client.run(run.id));
    }

    /** Asks for the state. */
    private void look(Own run) throws InterruptedException {
        switch (desk.untilAnswered(client -> client.status(run.id).state())) {
            case Outcome.Said<State>(State state) -> saw(run, state);
            case Outcome.Refused<State>(WesterlyException why) -> refused(run, why);
            case Outcome.Unknown<State> _ -> {
                // Told already.
            }
        }
    }

    private Outcome<RunLog> tolerant(Own run, java.util.function.Function<WesterlyClient, RunLog> question)
            throws InterruptedException {
        Outcome<RunLog> outcome = desk.untilAnswered(question);
        if (outcome instanceof Outcome.Refused<RunLog>(WesterlyException why)) {
            refused(run, why);
        } else if (outcome instanceof Outcome.Said<RunLog>(RunLog log)) {
            saw(run, log.state());
        }
        return outcome;
    }

    private void refused(Own run, WesterlyException why) {
        if (!run.perhapsGone) {
            testimony.wrong("run " + run.id + " was accepted and never deleted, and now: " + why.getMessage());
        }
    }

    private void saw(Own run, State state) {
        testimony.seen(new Seen(number, run.id, state));
        if (Testimony.ENDS.contains(state) && !run.ended) {
            run.ended = true;
            // Whoever is told of the end may count on it that nothing goes on.
            List<Processes.Living> living = world.living(run.id);
            if (!living.isEmpty()) {
                testimony.wrong(
                        "run " + run.id + " (" + run.wanted.work() + ") is " + state + ", and there lives " + living);
            }
        }
    }

    private void cancel(Own run) {
        Outcome<String> outcome = desk.once(client -> {
            client.cancel(run.id);
            return "";
        });
        note(Deed.CANCEL, run, outcome);
    }

    private void delete(Own run) {
        run.perhapsGone = true;
        note(Deed.DELETE, run, desk.once(client -> {
            client.delete(run.id);
            return "";
        }));
    }

    private void restore(Own run) {
        note(Deed.RESTORE, run, desk.once(client -> {
            client.restore(run.id);
            return "";
        }));
    }

    private void purge(Own run) {
        if (run.ended) {
            run.perhapsGone = true;
            note(Deed.PURGE, run, desk.once(client -> {
                client.purge(run.id);
                return "";
            }));
        }
    }

    private void note(Deed deed, Own run, Outcome<String> outcome) {
        if (!(outcome instanceof Outcome.Refused)) {
            testimony.done(
                    new Done(deed, run.id, outcome instanceof Outcome.Said, run.ended, System.currentTimeMillis()));
        }
    }

    /** When everything is mended: cancels what does not end by itself. */
    public void cancelWhatWaits() throws InterruptedException {
        for (Own run : runs) {
            if (run.wanted.work().end() == Work.End.CANCELED && !run.ended) {
                // 409: it has ended already.
                var _ = desk.untilAnswered(client -> {
                    client.cancel(run.id);
                    return "";
                });
            }
        }
    }

    /** Looks at all its runs; which of them have not ended? */
    public List<String> unended() throws InterruptedException {
        List<String> left = new ArrayList<>();
        for (Own run : runs) {
            if (!run.ended && !run.perhapsGone) {
                look(run);
                if (!run.ended) {
                    left.add(run.id);
                }
            }
        }
        return left;
    }

    @Override
    public void close() {
        desk.close();
    }
}
