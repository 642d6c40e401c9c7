package org.westerly.server.app;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.westerly.server.dispatch.PreviewRules.Due;
import org.westerly.server.dispatch.RetentionRule;
import org.westerly.server.results.WorkingFiles.Amount;

/** Prints what is due, run by run as they are found: there may be very many. */
sealed interface PrintDue {

    void begin(List<RetentionRule> rules) throws IOException;

    void due(Due due);

    void end() throws IOException;

    /** What was found, by rule. */
    final class Sums {

        private final Map<Integer, Integer> runs = new TreeMap<>();
        private final Map<Integer, Amount> amounts = new TreeMap<>();

        void add(Due due) {
            runs.merge(due.rule().number(), 1, Integer::sum);
            amounts.merge(due.rule().number(), due.amount(), Amount::plus);
        }

        int runs(RetentionRule rule) {
            return runs.getOrDefault(rule.number(), 0);
        }

        Amount amount(RetentionRule rule) {
            return amounts.getOrDefault(rule.number(), Amount.NOTHING);
        }

        Amount total() {
            return amounts.values().stream().reduce(Amount.NOTHING, Amount::plus);
        }

        boolean isEmpty() {
            return runs.isEmpty();
        }
    }

    /** For people. */
    final class Table implements PrintDue {

        private static final String ROW = "%-4s %-18s %-36s %-14s %-20s %10s %16s  %s%n";

        private final PrintWriter out;
        private final Sums sums = new Sums();
        private List<RetentionRule> rules = List.of();

        Table(PrintWriter out) {
            this.out = out;
        }

        @Override
        public void begin(List<RetentionRule> all) {
            rules = all;
            if (all.isEmpty()) {
                out.println("There are no rules (retention.rules): runs are kept until somebody removes them.");
            }
        }

        @Override
        public void due(Due due) {
            if (sums.isEmpty()) {
                out.printf(ROW, "rule", "action", "run", "state", "ended", "files", "bytes", "owner");
            }
            sums.add(due);
            String problem = due.problem();
            out.printf(
                    ROW,
                    due.rule().number(),
                    due.rule().action().word(),
                    due.run().id(),
                    due.run().state(),
                    ended(due),
                    problem == null ? due.amount().files() : "?",
                    problem == null ? due.amount().bytes() : "?",
                    printable(due.run().owner().name()) + (problem == null ? "" : "  (" + printable(problem) + ")"));
        }

        @Override
        public void end() {
            if (rules.isEmpty()) {
                return;
            }
            if (sums.isEmpty()) {
                out.println("Nothing is due.");
                return;
            }
            out.println();
            for (RetentionRule rule : rules) {
                Amount amount = sums.amount(rule);
                out.printf(
                        "rule %d (%s): %d runs, %d files, %d bytes%n",
                        rule.number(), rule.action().word(), sums.runs(rule), amount.files(), amount.bytes());
            }
            Amount total = sums.total();
            out.printf("in all: %d files, %d bytes%n", total.files(), total.bytes());
        }

        /** A name could else tell the terminal what to do. */
        private static String printable(String text) {
            return text.replaceAll("\\p{Cntrl}", "?");
        }
    }

    /** For programs. */
    final class Json implements PrintDue {

        private final PrintWriter out;
        private final JsonGenerator json;
        private final Sums sums = new Sums();
        private List<RetentionRule> rules = List.of();

        Json(PrintWriter out) throws IOException {
            this.out = out;
            this.json = new ObjectMapper().getFactory().createGenerator(out).useDefaultPrettyPrinter();
        }

        @Override
        public void begin(List<RetentionRule> all) throws IOException {
            rules = all;
            json.writeStartObject();
            json.writeArrayFieldStart("due");
        }

        @Override
        public void due(Due due) {
            sums.add(due);
            try {
                json.writeStartObject();
                json.writeNumberField("rule", due.rule().number());
                json.writeStringField("action", due.rule().action().word());
                json.writeStringField("run_id", due.run().id().value());
                json.writeStringField("owner", due.run().owner().name());
                json.writeStringField("state", due.run().state().name());
                json.writeStringField("end_time", ended(due));
                if (due.problem() == null) {
                    write(due.amount());
                } else {
                    json.writeStringField("problem", due.problem());
                }
                json.writeEndObject();
            } catch (IOException closed) {
                throw new UncheckedIOException("nobody reads any more", closed);
            }
        }

        @Override
        public void end() throws IOException {
            json.writeEndArray();
            json.writeArrayFieldStart("rules");
            for (RetentionRule rule : rules) {
                json.writeStartObject();
                json.writeNumberField("rule", rule.number());
                json.writeStringField("action", rule.action().word());
                json.writeNumberField("runs", sums.runs(rule));
                write(sums.amount(rule));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeObjectFieldStart("total");
            write(sums.total());
            json.writeEndObject();
            json.writeEndObject();
            json.flush();
            out.println();
        }

        private void write(Amount amount) throws IOException {
            json.writeNumberField("files", amount.files());
            json.writeNumberField("bytes", amount.bytes());
        }
    }

    private static String ended(Due due) {
        return Objects.requireNonNull(due.run().endTime(), "it has ended")
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }
}
