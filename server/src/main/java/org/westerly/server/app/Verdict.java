package org.westerly.server.app;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.westerly.server.store.Finding;
import org.westerly.server.store.Finding.Check;
import org.westerly.server.store.jdbc.VerifyStore;
import org.westerly.server.upkeep.CheckFolders;

/** What was found wrong, and what became of it. */
final class Verdict implements CheckFolders.Report {

    private final List<Finding> findings = new ArrayList<>();
    private final Map<Finding, CheckFolders.Mend> mendable = new LinkedHashMap<>();
    private final Set<Finding> mended = new HashSet<>();
    private VerifyStore.@Nullable Looked looked;
    private long untold;

    @Override
    public void found(Finding finding) {
        findings.add(finding);
    }

    @Override
    public void mendable(Finding finding, CheckFolders.Mend mend) {
        found(finding);
        mendable.put(finding, mend);
    }

    void looked(VerifyStore.Looked at) {
        looked = at;
    }

    /** Runs whose files could not be compared. */
    void untold(long runs) {
        untold = runs;
    }

    boolean has(Check check) {
        return findings.stream().anyMatch(finding -> finding.check() == check);
    }

    void mended(Check check) {
        findings.stream().filter(finding -> finding.check() == check).forEach(mended::add);
    }

    void mend() throws IOException, InterruptedException {
        for (Map.Entry<Finding, CheckFolders.Mend> fault : mendable.entrySet()) {
            fault.getValue().make();
            mended.add(fault.getKey());
        }
    }

    /** Is nothing wrong any more? */
    boolean isRight() {
        return mended.containsAll(findings);
    }

    void print(PrintWriter out) {
        for (Finding finding : findings) {
            out.printf(
                    "%-8s  %s %s%s%n",
                    finding.check().word(),
                    printable(finding.about()),
                    printable(finding.what()),
                    mended.contains(finding) ? "  (mended)" : "");
        }
        if (looked != null) {
            out.printf("%d runs and %d lines of the journal were looked at%n", looked.runs(), lines());
        }
        if (untold > 0) {
            out.printf("checksums of %d runs could not be compared: their engines are not installed%n", untold);
        }
        out.println(
                findings.isEmpty()
                        ? "nothing is wrong"
                        : findings.size() + " faults, " + mended.size() + " of them mended");
        if (looked != null) {
            out.println("the journal ends with " + looked.end());
        }
    }

    void json(PrintWriter out) throws IOException {
        JsonGenerator json =
                new ObjectMapper().getFactory().createGenerator(out).useDefaultPrettyPrinter();
        json.writeStartObject();
        json.writeBooleanField("ok", isRight());
        if (looked != null) {
            json.writeNumberField("runs", looked.runs());
            json.writeNumberField("journal_lines", lines());
            json.writeStringField("journal_end", looked.end().toString());
        }
        json.writeNumberField("runs_not_compared", untold);
        json.writeArrayFieldStart("findings");
        for (Finding finding : findings) {
            json.writeStartObject();
            json.writeStringField("check", finding.check().word());
            json.writeStringField("about", finding.about());
            json.writeStringField("what", finding.what());
            json.writeBooleanField("mended", mended.contains(finding));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.flush();
        out.println();
    }

    private long lines() {
        return looked == null ? 0 : looked.end().position();
    }

    /** A name could else tell the terminal what to do. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
